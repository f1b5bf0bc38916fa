package org.likeness.train.data.coverage;

import java.util.List;
import org.likeness.train.data.traits.FaceTraits;

/**
 * How much of an identity's pictures lies near a face of the plate.
 *
 * <p>Near is weighed by Gaussian kernels. With Δ the difference of a picture to the face: {@code kp
 * = exp(−½((Δyaw/10°)² + (Δpitch/10°)²))}; {@code kw} the same with 30°, since a mouth or a light
 * is learnt from neighbouring poses too; {@code ke = exp(−½(max(0, Δf − 0.2)/0.2)²)} with Δf the
 * largest difference of a feature of the expression, a fifth being what the measurement is unsure
 * of; {@code kl = exp(−½(Δlight/0.3)²)} for the two numbers of the light. A trait that is not known
 * on either side counts as near.
 *
 * @param pose Σ kp: pictures of this pose
 * @param expression Σ kw·ke: pictures of this expression in a pose not far off
 * @param light Σ kw·kl: pictures in this light in a pose not far off
 */
public record Support(double pose, double expression, double light) {
  private static final double POSE = 10;
  private static final double WIDE = 30;
  private static final double UNSURE = 0.2;
  private static final double FEATURE = 0.2;
  private static final double LIGHT = 0.3;

  /** So many pictures near are half the way to enough. */
  private static final double HALF = 2;

  /** Of a face by an identity's pictures. */
  public static Support of(FaceTraits face, List<FaceTraits> pictures) {
    double pose = 0;
    double expression = 0;
    double light = 0;
    for (FaceTraits p : pictures) {
      double wide = pose(face, p, WIDE);
      pose += pose(face, p, POSE);
      expression += wide * expression(face, p);
      light += wide * light(face, p);
    }
    return new Support(pose, expression, light);
  }

  /** Nearness 0..1 of one picture in all three; by it training pictures are picked. */
  static double near(FaceTraits face, FaceTraits picture) {
    return pose(face, picture, 1.5 * POSE) * expression(face, picture) * light(face, picture);
  }

  private static double pose(FaceTraits a, FaceTraits b, double width) {
    double yaw = (a.yaw() - b.yaw()) / width;
    double pitch = (a.pitch() - b.pitch()) / width;
    return Math.exp(-0.5 * (yaw * yaw + pitch * pitch));
  }

  private static double expression(FaceTraits a, FaceTraits b) {
    double most = 0;
    for (int i = 0; i < Math.min(a.features().length, b.features().length); i++) {
      most = Math.max(most, Math.abs(a.features()[i] - b.features()[i]));
    }
    double d = Math.max(0, most - UNSURE) / FEATURE;
    return Math.exp(-0.5 * d * d);
  }

  private static double light(FaceTraits a, FaceTraits b) {
    if (!a.hasLight() || !b.hasLight()) {
      return 1;
    }
    double d = Math.hypot(a.lightX() - b.lightX(), a.lightY() - b.lightY()) / LIGHT;
    return Math.exp(-0.5 * d * d);
  }

  /** How far pictures near are enough: 0 none, 0.5 at two, near 1 from eight on. */
  public static double enough(double near) {
    return 1 - Math.pow(0.5, near / HALF);
  }

  /**
   * {@code 1 − enough(pose)·enough(expression)·enough(light)}: 0 well covered, 1 nothing like it.
   */
  public double risk() {
    return 1 - enough(pose) * enough(expression) * enough(light);
  }
}
