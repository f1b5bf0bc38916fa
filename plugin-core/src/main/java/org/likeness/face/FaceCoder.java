package org.likeness.face;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes one observation as what differs from another that is known already: places lose their
 * common movement first, so that what is left is small.
 */
final class FaceCoder {
  private static final FaceInts.Part[] PARTS = FaceInts.Part.values();

  /** What flags this program knows. */
  private static final int FLAGS = (1 << FaceObservation.Flag.values().length) - 1;

  private FaceCoder() {}

  /** Writes all but the frame. */
  static void write(FaceInts face, @Nullable FaceInts like, ByteSink out) {
    out.unsigned(face.flags);
    int there = 0;
    for (FaceInts.Part p : PARTS) {
      there |= face.part(p).length > 0 ? 1 << p.ordinal() : 0;
    }
    out.unsigned(there);
    for (FaceInts.Part p : PARTS) {
      int[] v = face.part(p);
      if (v.length > 0) {
        out.unsigned(v.length);
        writePart(v, reference(like, p, v.length), p.dimensions(), out);
      }
    }
  }

  private static void writePart(int[] v, int[] like, int dimensions, ByteSink out) {
    int[] shift = new int[Math.max(1, dimensions)];
    for (int d = 0; d < dimensions; d++) {
      long sum = 0;
      for (int i = d; i < v.length; i += dimensions) {
        sum += v[i] - like[i];
      }
      shift[d] = (int) Math.floorDiv(sum * dimensions, (long) v.length);
      out.signed(shift[d]);
    }
    for (int i = 0; i < v.length; i++) {
      out.signed(v[i] - like[i] - shift[i % shift.length]);
    }
  }

  /** Reads what {@link #write} wrote with the same reference. */
  static FaceInts read(int frame, @Nullable FaceInts like, ByteFeed in) throws IOException {
    int flags = in.unsigned();
    int there = in.unsigned();
    if ((flags & ~FLAGS) != 0 || there >>> PARTS.length != 0) {
      throw new IOException("remarks or parts that this program does not know");
    }
    int[][] parts = new int[PARTS.length][];
    for (FaceInts.Part p : PARTS) {
      parts[p.ordinal()] =
          (there & 1 << p.ordinal()) == 0 ? new int[0] : readPart(in.count(1), like, p, in);
    }
    return new FaceInts(frame, flags, parts);
  }

  private static int[] readPart(int length, @Nullable FaceInts like, FaceInts.Part p, ByteFeed in)
      throws IOException {
    int[] v = reference(like, p, length).clone();
    int[] shift = new int[Math.max(1, p.dimensions())];
    for (int d = 0; d < p.dimensions(); d++) {
      shift[d] = in.signed();
    }
    for (int i = 0; i < length; i++) {
      v[i] += in.signed() + shift[i % shift.length];
    }
    return v;
  }

  private static int[] reference(@Nullable FaceInts like, FaceInts.Part p, int length) {
    if (like != null && like.part(p).length == length) {
      return like.part(p);
    }
    return new int[length];
  }
}
