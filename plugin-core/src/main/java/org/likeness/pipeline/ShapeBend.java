package org.likeness.pipeline;

import org.likeness.face.ClassicPoints;
import org.likeness.face.FaceObservation;
import org.likeness.face.FacePoints;
import org.likeness.face.FaceShape;
import org.likeness.face.HeadPose;
import org.likeness.image.Affine2;
import org.likeness.image.CropBend;

/**
 * Brings jaw and brows of one shape to another's. What the two differ by at each of the 27 points
 * goes with the head as it turns, fades towards profile, and is never longer than the limit;
 * between the points it is their mean by bells with a constant beside them, so that nowhere it is
 * more than at one of them, and the middle of the face and what lies well outside stay. It fades at
 * the crop's border.
 */
final class ShapeBend {
  /** Standard deviation of the bells, in heights of the face. */
  private static final double SIGMA = 0.1;

  /** Weight of staying. */
  private static final double STAY = 0.15;

  /** Bells end here, standard deviations. */
  private static final double END = 3.5;

  /** The bend fades over this share of the crop at its border. */
  private static final double BORDER = 0.06;

  /** From this turn of the head on nothing is bent, degrees. */
  private static final double PROFILE = 60;

  private static final int NODES = 65;
  private static final int STEPS = 5;

  private final double[] x = new double[FaceShape.COUNT];
  private final double[] y = new double[FaceShape.COUNT];
  private final double[] dx = new double[FaceShape.COUNT];
  private final double[] dy = new double[FaceShape.COUNT];
  private final double sigma;

  private ShapeBend(
      FaceShape from,
      FaceShape to,
      FaceObservation face,
      Affine2 toCrop,
      int size,
      double coverage,
      double strength,
      double limit) {
    FacePoints known = face.detail().points();
    float[] at =
        known.count() == FacePoints.CLASSIC ? known.xy() : ClassicPoints.of(face.landmarks());
    double across = Math.cos(Math.toRadians(face.pose().yaw()));
    double down = Math.cos(Math.toRadians(face.pose().pitch()));
    double kept = strength * front(face.pose().yaw());
    for (int i = 0; i < x.length; i++) {
      x[i] = toCrop.mapX(at[2 * i], at[2 * i + 1]) / size;
      y[i] = toCrop.mapY(at[2 * i], at[2 * i + 1]) / size;
      double u = kept * ((double) to.xy()[2 * i] - from.xy()[2 * i]);
      double v = kept * ((double) to.xy()[2 * i + 1] - from.xy()[2 * i + 1]);
      double length = Math.sqrt(u * u + v * v);
      double cut = length > limit ? limit / length : 1;
      dx[i] = cut * u * across / coverage;
      dy[i] = cut * v * down / coverage;
    }
    sigma = SIGMA / coverage;
  }

  /** Whether a face is bent at all when its head is turned so. */
  static boolean bends(HeadPose pose) {
    return front(pose.yaw()) > 0;
  }

  /** What is known of a shape is known from the front: 1 up to there, 0 in profile. */
  private static double front(double yaw) {
    double t = (PROFILE - Math.abs(yaw)) / (PROFILE - FaceShape.FRONT);
    t = Math.max(0, Math.min(1, t));
    return t * t * (3 - 2 * t);
  }

  /**
   * The bend of one frame's crop.
   *
   * @param from what the face is like
   * @param to what it is to be like
   * @param face in the plate's pixels
   * @param toCrop plate pixels to crop pixels
   * @param size side of the crop, pixels
   * @param coverage side of the crop in heights of the face
   * @param strength share of the difference
   * @param limit the most that anything moves, in heights of the face
   */
  static CropBend of(
      FaceShape from,
      FaceShape to,
      FaceObservation face,
      Affine2 toCrop,
      int size,
      double coverage,
      double strength,
      double limit) {
    ShapeBend field = new ShapeBend(from, to, face, toCrop, size, coverage, strength, limit);
    float[] du = new float[NODES * NODES];
    float[] dv = new float[NODES * NODES];
    double[] f = new double[2];
    for (int j = 1; j < NODES - 1; j++) {
      for (int i = 1; i < NODES - 1; i++) {
        double u = i / (NODES - 1.0);
        double v = j / (NODES - 1.0);
        // Where to read is where a step by the field ends up here.
        double p = u;
        double q = v;
        for (int step = 0; step < STEPS; step++) {
          field.at(p, q, f);
          p = u - f[0];
          q = v - f[1];
        }
        du[j * NODES + i] = (float) (p - u);
        dv[j * NODES + i] = (float) (q - v);
      }
    }
    return new CropBend(NODES, du, dv);
  }

  private void at(double u, double v, double[] out) {
    double weights = STAY;
    double sx = 0;
    double sy = 0;
    double least = StrictMath.exp(-END * END / 2);
    for (int i = 0; i < x.length; i++) {
      double r = ((u - x[i]) * (u - x[i]) + (v - y[i]) * (v - y[i])) / (2 * sigma * sigma);
      if (r < END * END / 2) {
        double w = StrictMath.exp(-r) - least;
        weights += w;
        sx += w * dx[i];
        sy += w * dy[i];
      }
    }
    double edge = Math.min(Math.min(u, 1 - u), Math.min(v, 1 - v)) / BORDER;
    double t = Math.max(0, Math.min(1, edge));
    double fade = t * t * (3 - 2 * t) / weights;
    out[0] = fade * sx;
    out[1] = fade * sy;
  }
}
