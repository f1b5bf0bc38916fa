package org.likeness.pipeline.matte;

import java.util.Arrays;
import java.util.List;

/** The named ways to put a matte together; each is an expression. */
public enum MatteCombine {
  /** The model's matte where the mesh has a face and nothing stands before it. */
  FULL("learned*hull*(1-occlusion)"),
  /** The model's matte where nothing stands before it. */
  LEARNED_OCCLUSION("learned*(1-occlusion)"),
  /** The model's matte alone. */
  LEARNED("learned"),
  /** The mesh's outline where nothing stands before it. */
  HULL_OCCLUSION("hull*(1-occlusion)"),
  /** The larger of model and mesh where nothing stands before it. */
  UNION("max(learned,hull)*(1-occlusion)"),
  /** The performer's visible face, as the network sees it. */
  FACE("face"),
  /** As matteExpression says. */
  EXPRESSION("");

  private final String expression;

  MatteCombine(String expression) {
    this.expression = expression;
  }

  /** Name in settings. */
  public String id() {
    return this == EXPRESSION ? "expression" : expression;
  }

  /** The expression; empty for {@link #EXPRESSION}. */
  public String expression() {
    return expression;
  }

  /** All names. */
  public static List<String> ids() {
    return Arrays.stream(values()).map(MatteCombine::id).toList();
  }

  /** One by its name. */
  public static MatteCombine byId(String id) {
    return Arrays.stream(values())
        .filter(c -> c.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no combination " + id));
  }
}
