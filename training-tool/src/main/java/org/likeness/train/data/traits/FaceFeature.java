package org.likeness.train.data.traits;

import java.util.ArrayList;
import java.util.List;
import org.likeness.face.ExpressionUnits;

/**
 * What a face does, each the strongest of some units of {@link ExpressionUnits}: 0 not, 1 fully.
 */
public enum FaceFeature {
  /** Lids closed. */
  EYES_CLOSED("eyes closed", "eye-left-closure", "eye-right-closure"),
  /** Lids far open. */
  EYES_WIDE("eyes wide", "eye-left-opened-up", "eye-right-opened-up"),
  /** Lids narrowed. */
  EYES_NARROW("eyes narrow", "eye-left-slit", "eye-right-slit"),
  /** A frown. */
  BROWS_DOWN("brows down", "eyebrows-left-down", "eyebrows-right-down"),
  /** Any part of the brows raised. */
  BROWS_UP(
      "brows up",
      "eyebrows-left-extern-up",
      "eyebrows-left-inner-up",
      "eyebrows-left-up",
      "eyebrows-right-extern-up",
      "eyebrows-right-inner-up",
      "eyebrows-right-up"),
  /** Jaw dropped. */
  MOUTH_OPEN("mouth open", "mouth-open"),
  /** Corners pulled up. */
  SMILE("smile", "mouth-corner-puller", "mouth-upward-retraction", "mouth-elevation"),
  /** Corners pulled down. */
  MOUTH_DOWN("mouth down", "mouth-depression", "mouth-depression-retraction"),
  /** Lips pressed. */
  LIPS_PRESSED("lips pressed", "mouth-compression"),
  /** Lips forward. */
  LIPS_FORWARD("lips forward", "mouth-protusion", "mouth-pursing", "mouth-eversion"),
  /** Lips apart or drawn wide. */
  LIPS_APART("lips apart", "mouth-parling", "mouth-part-later", "mouth-retraction");

  private final String label;
  private final int[] units;

  FaceFeature(String label, String... names) {
    this.label = label;
    List<Integer> found = new ArrayList<>();
    for (String name : names) {
      found.add(ExpressionUnits.NAMES.indexOf(name));
    }
    units = found.stream().mapToInt(Integer::intValue).toArray();
  }

  /** For people. */
  public String label() {
    return label;
  }

  /** Its strength in an expression's weights. */
  public float of(float[] expression) {
    float most = 0;
    for (int u : units) {
      if (u >= 0 && u < expression.length) {
        most = Math.max(most, expression[u]);
      }
    }
    return most;
  }
}
