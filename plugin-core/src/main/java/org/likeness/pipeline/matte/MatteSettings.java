package org.likeness.pipeline.matte;

import java.util.Set;

/**
 * How the final matte is made; lengths in percent of the face's height.
 *
 * @param model file of a matte network for this shot, or empty for the program's own
 * @param expression how the parts are combined
 * @param erode what it is shrunk by at each side; negative grows
 * @param blur what it is softened by at each side, standard deviation
 * @param hidden parts of the face that stay the performer's
 * @param refine how far the edges that come from the plate follow the plate's own, 0..1
 * @param band width of the band about an edge in which they may
 */
public record MatteSettings(
    String model,
    MatteExpression expression,
    Sides erode,
    Sides blur,
    Set<FacePart> hidden,
    double refine,
    double band) {
  /** Copies. */
  public MatteSettings {
    hidden = Set.copyOf(hidden);
  }

  /** The model's own matte, as it is. */
  public static MatteSettings learned() {
    return new MatteSettings(
        "", MatteExpression.parse("learned"), Sides.NONE, Sides.NONE, Set.of(), 0, 0);
  }

  /** The same with another combination. */
  public MatteSettings with(MatteExpression other) {
    return new MatteSettings(model, other, erode, blur, hidden, refine, band);
  }

  /** Whether the network has to look at the plate. */
  public boolean looks() {
    return !hidden.isEmpty()
        || expression.used().stream()
            .anyMatch(p -> !p.equals("learned") && !p.equals("hull"));
  }
}
