package org.likeness.pipeline;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.likeness.pipeline.ParamSpec.Type;
import org.likeness.pipeline.matte.FacePart;
import org.likeness.pipeline.matte.MatteCombine;
import org.likeness.pipeline.matte.MatteExpression;
import org.likeness.pipeline.matte.MatteSettings;
import org.likeness.pipeline.matte.Sides;

/** The knobs of the matte, beside its overall erode and blur. */
public final class MatteParams {
  private static final String PAGE = "Matte";
  private static final List<String> SIDES = List.of("Top", "Bottom", "Left", "Right");

  /** How the parts are combined. */
  public static final ParamSpec COMBINE =
      ParamSpec.choice(
          "matteCombine",
          "Matte",
          MatteCombine.ids(),
          MatteCombine.LEARNED_OCCLUSION.id(),
          PAGE,
          "What the matte is put together from. learned: the swap model's own. hull: the outline "
              + "of the face's mesh, its forehead extended. occlusion: what stands before the "
              + "face in the plate, hands and hair, as a network sees it. face: the performer's "
              + "visible face by the same network. expression: as the next line says.");

  /** A combination of one's own. */
  public static final ParamSpec EXPRESSION =
      ParamSpec.text(
          "matteExpression",
          "Matte expression",
          Type.STRING,
          "",
          PAGE,
          "With Matte set to expression: parts ("
              + String.join(", ", MatteExpression.PARTS)
              + "), numbers, + - *, brackets, min(a,b), max(a,b), clamp(a), not(a), screen(a,b). "
              + "For instance min(learned,hull)*(1-occluder). The result is kept within 0..1.");

  /** A network for the shot. */
  public static final ParamSpec NET =
      ParamSpec.text(
          "matteModel",
          "Matte model",
          Type.FILE,
          "",
          PAGE,
          "A network for this shot, trained by likeness matte train from some mattes of your own. "
              + "Empty: the one that comes along.");

  /** How far edges follow the plate. */
  public static final ParamSpec REFINE =
      ParamSpec.number(
          "matteRefine",
          "Matte refine",
          1,
          0,
          1,
          PAGE,
          "How far the edges of what is seen in the plate (occlusion, face) follow the plate's own "
              + "pixels: 0 as the network gives them, 1 by a guided filter.");

  /** Where they may. */
  public static final ParamSpec BAND =
      ParamSpec.number(
          "matteRefineBand",
          "Refine band",
          2,
          0,
          10,
          PAGE,
          "Width of the band about such an edge in which it may move, in percent of the face's "
              + "height.");

  private static final List<ParamSpec> ERODE = sides("matteErode", -20, "Further erode");
  private static final List<ParamSpec> BLUR = sides("matteBlur", 0, "Further blur");
  private static final Map<FacePart, ParamSpec> PARTS = parts();

  private MatteParams() {}

  private static List<ParamSpec> sides(String name, double least, String what) {
    return SIDES.stream()
        .map(
            side ->
                ParamSpec.number(
                    name + side,
                    what.substring(8).strip() + " " + side.toLowerCase(Locale.ROOT),
                    0,
                    least,
                    20,
                    PAGE,
                    what
                        + " towards the "
                        + side.toLowerCase(Locale.ROOT)
                        + " of the upright face, in percent of its height, on top of "
                        + name
                        + "."))
        .toList();
  }

  private static Map<FacePart, ParamSpec> parts() {
    Map<FacePart, ParamSpec> all = new LinkedHashMap<>();
    for (FacePart part : FacePart.values()) {
      String word = part.name().toLowerCase(Locale.ROOT);
      String capital = part.name().charAt(0) + word.substring(1);
      String more =
          switch (part) {
            case CHEEKS -> " (with jaw and chin)";
            case EYES -> " (between the lids)";
            default -> "";
          };
      all.put(
          part,
          ParamSpec.flag(
              "part" + capital,
              "Swap " + word,
              true,
              PAGE,
              "Whether the "
                  + word
                  + more
                  + (word.endsWith("s") ? " are" : " is")
                  + " replaced; off keeps the performer's."));
    }
    return all;
  }

  /** Puts them among the others: parts before the overall erode, the rest after the blur. */
  static List<ParamSpec> placed(List<ParamSpec> others) {
    List<ParamSpec> all = new ArrayList<>();
    for (ParamSpec p : others) {
      if (p.name().equals("matteErode")) {
        all.addAll(first());
      }
      all.add(p);
      if (p.name().equals("matteBlur")) {
        all.addAll(second());
      }
    }
    return List.copyOf(all);
  }

  private static List<ParamSpec> first() {
    return List.of(COMBINE, EXPRESSION, NET, REFINE, BAND);
  }

  private static List<ParamSpec> second() {
    List<ParamSpec> all = new ArrayList<>(ERODE);
    all.addAll(BLUR);
    all.addAll(PARTS.values());
    return all;
  }

  /** Reads them. */
  static MatteSettings read(Map<String, String> values) {
    Set<FacePart> hidden = EnumSet.noneOf(FacePart.class);
    PARTS.forEach(
        (part, spec) -> {
          if (!Boolean.parseBoolean(spec.in(values))) {
            hidden.add(part);
          }
        });
    return new MatteSettings(
        NET.in(values),
        MatteCombine.byId(COMBINE.in(values)),
        EXPRESSION.in(values),
        SwapParams.MATTE_ERODE.numberIn(values),
        sides(values, ERODE),
        SwapParams.MATTE_BLUR.numberIn(values),
        sides(values, BLUR),
        hidden,
        REFINE.numberIn(values),
        BAND.numberIn(values));
  }

  /** Writes those that stand before the overall erode. */
  static void writeFirst(MatteSettings s, Map<String, String> to) {
    to.put(COMBINE.name(), s.combine().id());
    to.put(EXPRESSION.name(), s.written());
    to.put(NET.name(), s.model());
    to.put(REFINE.name(), Double.toString(s.refine()));
    to.put(BAND.name(), Double.toString(s.band()));
  }

  /** Writes those that stand after the overall blur. */
  static void writeSecond(MatteSettings s, Map<String, String> to) {
    write(s.erodeSides(), ERODE, to);
    write(s.blurSides(), BLUR, to);
    PARTS.forEach(
        (part, spec) -> to.put(spec.name(), Boolean.toString(!s.hidden().contains(part))));
  }

  private static void write(Sides sides, List<ParamSpec> specs, Map<String, String> to) {
    double[] v = {sides.top(), sides.bottom(), sides.left(), sides.right()};
    for (int i = 0; i < v.length; i++) {
      to.put(specs.get(i).name(), Double.toString(v[i]));
    }
  }

  private static Sides sides(Map<String, String> values, List<ParamSpec> specs) {
    return new Sides(
        specs.get(0).numberIn(values),
        specs.get(1).numberIn(values),
        specs.get(2).numberIn(values),
        specs.get(3).numberIn(values));
  }
}
