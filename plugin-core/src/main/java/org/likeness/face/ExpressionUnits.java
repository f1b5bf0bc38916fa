package org.likeness.face;

import java.util.List;

/**
 * The units that an expression is a mixture of: those of the MakeHuman face, which the networks of
 * this program learn from. Left and right are the subject's.
 */
public final class ExpressionUnits {
  /** Their names, in the order of {@link FaceDetail#expression}. */
  public static final List<String> NAMES =
      List.of(
          "eye-left-closure",
          "eye-left-opened-up",
          "eye-left-slit",
          "eye-right-closure",
          "eye-right-opened-up",
          "eye-right-slit",
          "eyebrows-left-down",
          "eyebrows-left-extern-up",
          "eyebrows-left-inner-up",
          "eyebrows-left-up",
          "eyebrows-right-down",
          "eyebrows-right-extern-up",
          "eyebrows-right-inner-up",
          "eyebrows-right-up",
          "mouth-compression",
          "mouth-corner-puller",
          "mouth-depression",
          "mouth-depression-retraction",
          "mouth-elevation",
          "mouth-eversion",
          "mouth-open",
          "mouth-parling",
          "mouth-part-later",
          "mouth-protusion",
          "mouth-pursing",
          "mouth-retraction",
          "mouth-upward-retraction",
          "neck-platysma",
          "nose-compression",
          "nose-depression",
          "nose-left-dilatation",
          "nose-left-elevation",
          "nose-right-dilatation",
          "nose-right-elevation");

  private ExpressionUnits() {}
}
