package org.likeness.train.data.traits;

import java.util.Locale;
import org.likeness.face.FaceObservation;
import org.likeness.train.data.FaceRecord;

/**
 * A face as a point of pose, expression and light.
 *
 * @param yaw degrees
 * @param pitch degrees
 * @param features strength of each {@link FaceFeature}, 0..1; of length 0 where it is not known
 * @param lightX how much brighter skin that faces image right is than skin that faces the camera,
 *     over the latter: 0 even light, positive light from image right; NaN where it is not known
 * @param lightY the same for light from below (positive) or above
 */
public record FaceTraits(float yaw, float pitch, float[] features, float lightX, float lightY) {
  /** A feature counts from this strength on. */
  public static final float SHOWS = 0.5f;

  /** Light counts as directed from this contrast on. */
  public static final double DIRECTED = 0.15;

  private static final double[] LUMA = {0.2126, 0.7152, 0.0722};

  /** Beyond this a contrast says no more. */
  private static final float MOST_LIGHT = 1.5f;

  /** Of a face in a faceset. */
  public static FaceTraits of(FaceRecord face) {
    return of(face.yaw(), face.pitch(), face.expression(), face.light());
  }

  /** Of a face in a shot. */
  public static FaceTraits of(FaceObservation face) {
    return of(
        face.pose().yaw(), face.pose().pitch(), face.detail().expression(), face.detail().light());
  }

  /** See {@link org.likeness.face.FaceDetail} for expression and light. */
  public static FaceTraits of(float yaw, float pitch, float[] expression, float[] light) {
    FaceFeature[] all = FaceFeature.values();
    float[] features = new float[expression.length == 0 ? 0 : all.length];
    for (int i = 0; i < features.length; i++) {
      features[i] = all[i].of(expression);
    }
    double[] sh = new double[4];
    for (int i = 0; i < light.length; i++) {
      sh[i % 4] += LUMA[i / 4] * light[i];
    }
    double facing = sh[0] - sh[3]; // skin that faces the camera points to -z
    boolean known = light.length == 12 && facing > 1e-6;
    return new FaceTraits(
        yaw,
        pitch,
        features,
        known ? bound(sh[1] / facing) : Float.NaN,
        known ? bound(sh[2] / facing) : Float.NaN);
  }

  private static float bound(double v) {
    return (float) Math.max(-MOST_LIGHT, Math.min(MOST_LIGHT, v));
  }

  /** Whether the light is known. */
  public boolean hasLight() {
    return !Float.isNaN(lightX);
  }

  /** How far from even the light is. */
  public double contrast() {
    return Math.hypot(lightX, lightY);
  }

  /** How far from neutral the expression is: the length of its features; NaN where not known. */
  public double expressionStrength() {
    double sum = 0;
    for (float f : features) {
      sum += f * f;
    }
    return features.length == 0 ? Double.NaN : Math.sqrt(sum);
  }

  /** The strongest feature that shows, {@code neutral}, or {@code unknown}. */
  public String expressionName() {
    if (features.length == 0) {
      return "unknown";
    }
    int best = 0;
    for (int i = 1; i < features.length; i++) {
      best = features[i] > features[best] ? i : best;
    }
    return features[best] < SHOWS ? "neutral" : FaceFeature.values()[best].label();
  }

  /** Where the light comes from in the picture: one of eight directions, or even; or unknown. */
  public String lightName() {
    if (!hasLight()) {
      return "unknown";
    }
    if (contrast() < DIRECTED) {
      return "even";
    }
    String[] names = {
      "right", "lower right", "below", "lower left", "left", "upper left", "above", "upper right"
    };
    int sector = (int) Math.floorMod(Math.round(Math.atan2(lightY, lightX) / (Math.PI / 4)), 8L);
    return "from " + names[sector];
  }

  /** A short line for people. */
  public String describe() {
    return String.format(
        Locale.ROOT,
        "yaw %.0f pitch %.0f, %s, light %s",
        yaw,
        pitch,
        expressionName(),
        lightName());
  }
}
