package org.likeness.train.data.traits;

import org.likeness.face.ExpressionUnits;

/**
 * What a face does: 0 not, 1 fully. Each is the strongest of some units of {@link ExpressionUnits},
 * put from what the analysis gives a face at rest and one that does it fully to 0..1: the network
 * gives far less than the true weights. The numbers were measured on 100 pictures of a CG actor;
 * units that it does not tell (a correlation with the truth below a third) are left out.
 */
public enum FaceFeature {
  /** Lids closed. */
  EYES_CLOSED(
      "eyes closed",
      new Unit("eye-left-closure", 0.18f, 0.55f),
      new Unit("eye-right-closure", 0.18f, 0.55f)),
  /** Lids narrowed. */
  EYES_NARROW(
      "eyes narrow",
      new Unit("eye-left-slit", 0.05f, 0.14f),
      new Unit("eye-right-slit", 0.05f, 0.14f)),
  /** A frown. */
  BROWS_DOWN(
      "brows down",
      new Unit("eyebrows-left-down", 0.07f, 0.22f),
      new Unit("eyebrows-right-down", 0.07f, 0.22f)),
  /** Brows raised. */
  BROWS_UP(
      "brows up",
      new Unit("eyebrows-left-up", 0.11f, 0.21f),
      new Unit("eyebrows-right-up", 0.11f, 0.21f)),
  /** Jaw dropped. */
  MOUTH_OPEN("mouth open", new Unit("mouth-open", 0.02f, 0.25f)),
  /** Corners pulled up. */
  SMILE(
      "smile",
      new Unit("mouth-corner-puller", 0.12f, 0.7f),
      new Unit("mouth-upward-retraction", 0.06f, 0.35f)),
  /** Corners pulled down. */
  MOUTH_DOWN("mouth down", new Unit("mouth-depression", 0.02f, 0.11f)),
  /** Lips forward. */
  LIPS_FORWARD(
      "lips forward",
      new Unit("mouth-pursing", 0.02f, 0.12f),
      new Unit("mouth-protusion", 0.04f, 0.15f)),
  /** The nose wrinkled. */
  NOSE_WRINKLED("nose wrinkled", new Unit("nose-compression", 0.03f, 0.12f));

  private record Unit(String name, float rest, float full) {}

  private final String label;
  private final Unit[] units;
  private final int[] at;

  FaceFeature(String label, Unit... units) {
    this.label = label;
    this.units = units;
    at = new int[units.length];
    for (int i = 0; i < at.length; i++) {
      at[i] = ExpressionUnits.NAMES.indexOf(units[i].name());
      if (at[i] < 0) {
        throw new IllegalArgumentException(units[i].name() + " is no expression unit");
      }
    }
  }

  /** For people. */
  public String label() {
    return label;
  }

  /** Its strength in an expression's weights, 0..1. */
  public float of(float[] expression) {
    float most = 0;
    for (int i = 0; i < at.length; i++) {
      if (at[i] < expression.length) {
        Unit u = units[i];
        most = Math.max(most, (expression[at[i]] - u.rest()) / (u.full() - u.rest()));
      }
    }
    return Math.min(1, most);
  }
}
