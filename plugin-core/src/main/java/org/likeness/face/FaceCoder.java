package org.likeness.face;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes one observation as what differs from a forecast: places lose their common movement first,
 * then each point what its neighbour on the face differs by, so that what is left is small.
 */
final class FaceCoder {
  private static final FaceInts.Part[] PARTS = FaceInts.Part.values();

  /** What flags this program knows. */
  private static final int FLAGS = (1 << FaceObservation.Flag.values().length) - 1;

  /** Of each point of the mesh the nearest one before it, in the template. */
  private static final int[] NEIGHBOUR = neighbours();

  private FaceCoder() {}

  private static int[] neighbours() {
    float[] xyz = CropTemplate.byId(CropTemplate.WHOLE_FACE_V1).xyz();
    int[] out = new int[Landmarks.COUNT];
    for (int i = 0; i < out.length; i++) {
      double least = Double.POSITIVE_INFINITY;
      for (int j = 0; j < i; j++) {
        double dx = xyz[3 * i] - xyz[3 * j];
        double dy = xyz[3 * i + 1] - xyz[3 * j + 1];
        double dz = xyz[3 * i + 2] - xyz[3 * j + 2];
        double d = dx * dx + dy * dy + dz * dz;
        if (d < least) {
          least = d;
          out[i] = j;
        }
      }
    }
    return out;
  }

  /** Index of the number that number {@code i} of a part is compared with, or -1. */
  private static int neighbour(FaceInts.Part p, int i) {
    int d = p.dimensions();
    if (d == 0 || i < d) {
      return -1;
    }
    int point = i / d;
    int other = p == FaceInts.Part.MESH && point < NEIGHBOUR.length ? NEIGHBOUR[point] : point - 1;
    return other * d + i % d;
  }

  /** Where a face will be that moves on as it did, or the last there is, or null. */
  static @Nullable FaceInts forecast(@Nullable FaceInts last, @Nullable FaceInts before) {
    if (last == null || before == null) {
      return last;
    }
    int[][] parts = new int[PARTS.length][];
    for (FaceInts.Part p : PARTS) {
      int[] a = last.part(p);
      int[] b = before.part(p);
      if (p.dimensions() > 0 && a.length == b.length) {
        int[] on = new int[a.length];
        for (int i = 0; i < on.length; i++) {
          on[i] = 2 * a[i] - b[i];
        }
        parts[p.ordinal()] = on;
      } else {
        parts[p.ordinal()] = a;
      }
    }
    return new FaceInts(last.frame, last.flags, parts);
  }

  /** Writes all but the frame. */
  static void write(FaceInts face, @Nullable FaceInts like, FaceStreams.Sink out) {
    out.control.unsigned(face.flags);
    int there = 0;
    for (FaceInts.Part p : PARTS) {
      there |= face.part(p).length > 0 ? 1 << p.ordinal() : 0;
    }
    out.control.unsigned(there);
    for (FaceInts.Part p : PARTS) {
      int[] v = face.part(p);
      if (v.length > 0) {
        out.control.unsigned(v.length);
        writePart(p, v, reference(like, p, v.length), out);
      }
    }
  }

  private static void writePart(FaceInts.Part p, int[] v, int[] like, FaceStreams.Sink out) {
    int dimensions = p.dimensions();
    int[] shift = new int[Math.max(1, dimensions)];
    for (int d = 0; d < dimensions; d++) {
      long sum = 0;
      for (int i = d; i < v.length; i += dimensions) {
        sum += v[i] - like[i];
      }
      shift[d] = (int) Math.floorDiv(sum * dimensions, (long) v.length);
      out.control.signed(shift[d]);
    }
    int[] rest = new int[v.length];
    for (int i = 0; i < v.length; i++) {
      rest[i] = v[i] - like[i] - shift[i % shift.length];
      int other = neighbour(p, i);
      out.number(p, other < 0 ? rest[i] : rest[i] - rest[other]);
    }
  }

  /** Reads what {@link #write} wrote with the same forecast. */
  static FaceInts read(int frame, @Nullable FaceInts like, FaceStreams.Feed in) throws IOException {
    int flags = in.control.unsigned();
    int there = in.control.unsigned();
    if ((flags & ~FLAGS) != 0 || there >>> PARTS.length != 0) {
      throw new IOException("remarks or parts that this program does not know");
    }
    int[][] parts = new int[PARTS.length][];
    for (FaceInts.Part p : PARTS) {
      if ((there & 1 << p.ordinal()) != 0 && p.ordinal() >= in.parts()) {
        throw new IOException("a part of a later format");
      }
      parts[p.ordinal()] =
          (there & 1 << p.ordinal()) == 0 ? new int[0] : readPart(in.count(p), like, p, in);
    }
    return new FaceInts(frame, flags, parts);
  }

  private static int[] readPart(
      int length, @Nullable FaceInts like, FaceInts.Part p, FaceStreams.Feed in)
      throws IOException {
    int[] reference = reference(like, p, length);
    int[] shift = new int[Math.max(1, p.dimensions())];
    for (int d = 0; d < p.dimensions(); d++) {
      shift[d] = in.control.signed();
    }
    int[] rest = new int[length];
    int[] v = new int[length];
    for (int i = 0; i < length; i++) {
      int other = neighbour(p, i);
      rest[i] = in.number(p) + (other < 0 ? 0 : rest[other]);
      v[i] = rest[i] + reference[i] + shift[i % shift.length];
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
