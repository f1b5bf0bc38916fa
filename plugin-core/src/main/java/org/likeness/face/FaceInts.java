package org.likeness.face;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.likeness.image.HalfFloat;

/**
 * One observation as whole numbers, the form in which it is stored: places in 1/1024 pixel, angles
 * in 1/1024 degree, deviations in 1/256 pixel, sharpness and probabilities in 1/65535, visibility
 * and expression in 1/255, light as IEEE half, identity in 1/1024, tone in 1/4096 stop. What is
 * turned into numbers and back is rounded; from then on it stays as it is.
 */
final class FaceInts {
  /** The parts, in the order of the file. */
  enum Part {
    SURE,
    POSE,
    MESH,
    POINTS,
    POINTS_DEVIATION,
    POINTS_SEEN,
    ANCHORS,
    ANCHORS_DEVIATION,
    ANCHORS_SEEN,
    IRIS,
    EXPRESSION,
    LIGHT,
    LOOK,
    IDENTITY,
    SKIN,
    TONE;

    /** Whether it is made of places in the picture, which all move when the face does. */
    int dimensions() {
      return switch (this) {
        case MESH -> 3;
        case POINTS, ANCHORS -> 2;
        default -> 0;
      };
    }
  }

  private static final Part[] PARTS = Part.values();
  private static final int COUNT = PARTS.length;
  private static final double STEPS = AnalysisCodec.STEPS;
  private static final double SHARE = 65535;
  private static final double BYTE = 255;
  private static final double DEVIATION = 256;
  private static final double MOST_DEVIATION = 65535 / DEVIATION;
  private static final double MOST = 1 << 20;

  /** Steps a stop of the skin's tone, and the light that is added so that black has a stop. */
  private static final double STOP = 4096;

  private static final double BLACK = 1.0 / 4096;

  final int frame;
  final int flags;
  private final int[][] parts;

  FaceInts(int frame, int flags, int[][] parts) {
    this.frame = frame;
    this.flags = flags;
    this.parts = parts;
  }

  int[] part(Part p) {
    return parts[p.ordinal()];
  }

  static FaceObservation rounded(FaceObservation o) {
    return of(o).observation(o.trackId());
  }

  /** All its numbers, for fingerprints. */
  byte[] bytes() {
    ByteSink out = new ByteSink();
    out.signed(frame);
    out.unsigned(flags);
    for (Part p : PARTS) {
      int[] numbers = part(p);
      if (p == Part.TONE && numbers.length == 0) {
        continue; // as it was before there were tones
      }
      out.unsigned(numbers.length);
      for (int v : numbers) {
        out.signed(v);
      }
    }
    return out.bytes();
  }

  /** As {@link #rounded}, but what single frames gave is kept in 1/128 pixel: it trembles more. */
  static FaceObservation roundedRaw(FaceObservation o) {
    return of(o).toRaw().fromRaw().observation(o.trackId());
  }

  /** Steps of 1/1024 pixel in one of 1/128. */
  private static final int RAW = 8;

  private static boolean coarse(Part p) {
    return p == Part.MESH || p == Part.POINTS;
  }

  /** With mesh and points in 1/128 pixel. */
  FaceInts toRaw() {
    return with(v -> Math.floorDiv(v + RAW / 2, RAW));
  }

  /** The other way. */
  FaceInts fromRaw() {
    return with(v -> v * RAW);
  }

  private FaceInts with(IntUnaryOperator change) {
    int[][] changed = parts.clone();
    for (Part p : PARTS) {
      if (coarse(p)) {
        changed[p.ordinal()] = Arrays.stream(part(p)).map(change).toArray();
      }
    }
    return new FaceInts(frame, flags, changed);
  }

  static FaceInts of(FaceObservation o) {
    FaceDetail d = o.detail();
    int[][] p = new int[COUNT][];
    p[Part.SURE.ordinal()] = scaled(new float[] {o.score(), o.landmarks().presence()}, SHARE, 0, 1);
    HeadPose pose = o.pose();
    p[Part.POSE.ordinal()] = places(new float[] {pose.yaw(), pose.pitch(), pose.roll()});
    p[Part.MESH.ordinal()] = places(o.landmarks().xyz());
    points(p, Part.POINTS, d.points());
    points(p, Part.ANCHORS, d.anchors());
    p[Part.IRIS.ordinal()] = places(d.iris());
    p[Part.EXPRESSION.ordinal()] = scaled(d.expression(), BYTE, 0, 1);
    int[] light = new int[d.light().length];
    for (int i = 0; i < light.length; i++) {
      light[i] = HalfFloat.fromFloat(Math.max(-65504f, Math.min(65504f, d.light()[i])));
    }
    p[Part.LIGHT.ordinal()] = light;
    p[Part.LOOK.ordinal()] =
        Float.isNaN(d.sharpness()) && Float.isNaN(d.size())
            ? new int[0]
            : new int[] {known(d.sharpness(), SHARE, 1), known(d.size(), STEPS, MOST)};
    p[Part.IDENTITY.ordinal()] = scaled(d.identity(), STEPS, -1, 1);
    int[] skin = new int[d.skin().length];
    for (int i = 0; i < skin.length; i++) {
      skin[i] = d.skin()[i];
    }
    p[Part.SKIN.ordinal()] = skin;
    int[] tone = new int[d.tone().length];
    for (int i = 0; i < tone.length; i++) {
      double v = Math.max(0, Math.min(MOST, d.tone()[i])) + BLACK;
      tone[i] = (int) StrictMath.rint(STOP * StrictMath.log(v / BLACK) / StrictMath.log(2));
    }
    p[Part.TONE.ordinal()] = tone;
    int flags = 0;
    for (FaceObservation.Flag f : o.flags()) {
      flags |= 1 << f.ordinal();
    }
    return new FaceInts(o.frame(), flags, p);
  }

  /**
   * @throws IllegalArgumentException if the parts do not have the lengths of an observation
   */
  FaceObservation observation(int trackId) {
    float[] sure = floats(Part.SURE, SHARE);
    float[] pose = floats(Part.POSE, STEPS);
    int[] look = part(Part.LOOK);
    if (sure.length != 2 || pose.length != 3 || look.length != 0 && look.length != 2) {
      throw new IllegalArgumentException("an observation of other lengths");
    }
    int[] half = part(Part.LIGHT);
    float[] light = new float[half.length];
    for (int i = 0; i < light.length; i++) {
      light[i] = HalfFloat.toFloat((short) half[i]);
    }
    FaceDetail detail =
        new FaceDetail(
            points(Part.POINTS),
            points(Part.ANCHORS),
            floats(Part.IRIS, STEPS),
            floats(Part.EXPRESSION, BYTE),
            light,
            look.length == 0 || look[0] == 0 ? Float.NaN : (float) ((look[0] - 1) / SHARE),
            look.length == 0 || look[1] == 0 ? Float.NaN : (float) ((look[1] - 1) / STEPS),
            floats(Part.IDENTITY, STEPS),
            bytes(part(Part.SKIN)),
            tone(part(Part.TONE)));
    return new FaceObservation(
        trackId,
        frame,
        sure[0],
        new Landmarks(floats(Part.MESH, STEPS), sure[1]),
        new HeadPose(pose[0], pose[1], pose[2]),
        flags(flags),
        detail);
  }

  private static float[] tone(int[] v) {
    float[] f = new float[v.length];
    for (int i = 0; i < f.length; i++) {
      f[i] = (float) (BLACK * (StrictMath.pow(2, v[i] / STOP) - 1));
    }
    return f;
  }

  private static byte[] bytes(int[] v) {
    byte[] b = new byte[v.length];
    for (int i = 0; i < b.length; i++) {
      b[i] = (byte) v[i];
    }
    return b;
  }

  private static Set<FaceObservation.Flag> flags(int bits) {
    Set<FaceObservation.Flag> flags = EnumSet.noneOf(FaceObservation.Flag.class);
    for (FaceObservation.Flag f : FaceObservation.Flag.values()) {
      if ((bits & 1 << f.ordinal()) != 0) {
        flags.add(f);
      }
    }
    return flags;
  }

  private static void points(int[][] p, Part first, FacePoints points) {
    int at = first.ordinal();
    p[at] = places(points.xy());
    p[at + 1] = scaled(points.deviation(), DEVIATION, 0, MOST_DEVIATION);
    p[at + 2] = scaled(points.visibility(), BYTE, 0, 1);
  }

  private FacePoints points(Part first) {
    int at = first.ordinal();
    return parts[at].length == 0
        ? FacePoints.NONE
        : new FacePoints(
            floats(first, STEPS), floats(PARTS[at + 1], DEVIATION), floats(PARTS[at + 2], BYTE));
  }

  private float[] floats(Part p, double steps) {
    int[] v = part(p);
    float[] f = new float[v.length];
    for (int i = 0; i < f.length; i++) {
      f[i] = (float) (v[i] / steps);
    }
    return f;
  }

  private static int[] places(float[] v) {
    return scaled(v, STEPS, -MOST, MOST);
  }

  /** NaN counts as 0. */
  private static int[] scaled(float[] v, double steps, double least, double most) {
    int[] q = new int[v.length];
    for (int i = 0; i < q.length; i++) {
      q[i] = (int) Math.rint(Math.max(least, Math.min(most, v[i])) * steps);
    }
    return q;
  }

  /** 0 for NaN, else 1 more than the number of steps. */
  private static int known(float v, double steps, double most) {
    return Float.isNaN(v) ? 0 : 1 + (int) Math.rint(Math.max(0, Math.min(most, v)) * steps);
  }
}
