package org.likeness.pipeline.matte;

import java.util.Set;

/**
 * How the final matte is made; lengths in percent of the face's height.
 *
 * @param model file of a matte network for this shot, or empty for the program's own
 * @param combine how the parts are combined
 * @param written the expression of {@link MatteCombine#EXPRESSION}
 * @param erode what it is shrunk by all round; negative grows
 * @param erodeSides further, for each side
 * @param blur what it is softened by all round, standard deviation
 * @param blurSides further, for each side
 * @param hidden parts of the face that stay the performer's
 * @param refine how far edges that come from the plate follow the plate's own, 0..1
 * @param band width of the band about an edge in which they may
 */
public record MatteSettings(
    String model,
    MatteCombine combine,
    String written,
    double erode,
    Sides erodeSides,
    double blur,
    Sides blurSides,
    Set<FacePart> hidden,
    double refine,
    double band) {
  /**
   * Copies and checks.
   *
   * @throws IllegalArgumentException for an expression that is asked for and cannot be read
   */
  public MatteSettings {
    hidden = Set.copyOf(hidden);
    if (combine == MatteCombine.EXPRESSION) {
      if (written.isBlank()) {
        throw new IllegalArgumentException(
            "matteCombine is expression, but matteExpression is empty; write one such as "
                + MatteCombine.FULL.expression());
      }
      MatteExpression.parse(written);
    }
  }

  /** One combination, without any change of its edge. */
  public static MatteSettings of(MatteCombine combine) {
    return new MatteSettings("", combine, "", 0, Sides.NONE, 0, Sides.NONE, Set.of(), 0, 0);
  }

  /** The same with another combination. */
  public MatteSettings with(MatteCombine other) {
    return new MatteSettings(
        model, other, written, erode, erodeSides, blur, blurSides, hidden, refine, band);
  }

  /** The same with an edge refined otherwise. */
  public MatteSettings refined(double strength, double width) {
    return new MatteSettings(
        model, combine, written, erode, erodeSides, blur, blurSides, hidden, strength, width);
  }

  /** How the parts are combined. */
  public MatteExpression expression() {
    return MatteExpression.parse(
        combine == MatteCombine.EXPRESSION ? written : combine.expression());
  }
}
