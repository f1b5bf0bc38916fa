package org.likeness.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.likeness.colour.MatchMode;
import org.likeness.pipeline.grade.GradeSettings;
import org.likeness.pipeline.grade.MatchRegion;

/** The knobs of match and finish. */
public final class GradeParams {
  /** Strength of the colour match. */
  public static final ParamSpec COLOUR_MATCH =
      ParamSpec.number(
          "colourMatch",
          "Colour match",
          1,
          0,
          1,
          SwapParams.COLOUR,
          "How far the face takes the plate's colours, in the way of Match mode: 0 keeps the model's"
              + " colours, 1 matches fully.");

  /** How the colour match works. */
  public static final ParamSpec MATCH_MODE =
      ParamSpec.choice(
          "matchMode",
          "Match mode",
          MatchMode.ids(),
          "gain",
          SwapParams.COLOUR,
          "none: no match. gain: exposure and white balance, contrast as it is; a skin that the"
              + " model knows to be darker or lighter stays so. tone: the same up to the performer's"
              + " skin tone. rct: mean and spread of L*a*b*. lct: mean and covariance in linear"
              + " light. mkl: the same on encoded values, with the least change of hue. idt and"
              + " sot: the whole distribution of colours. light: the plate's low-frequency light"
              + " and tint, the face's own contrast kept.");

  /** Where the colour match measures. */
  public static final ParamSpec MATCH_REGION =
      ParamSpec.choice(
          "matchRegion",
          "Match region",
          MatchRegion.ids(),
          "matte",
          SwapParams.COLOUR,
          "Where colours are measured. matte: all that the matte shows. skin: of it the face's skin"
              + " alone, without eyes, brows and lips.");

  /** Over how many frames the plate's colours are steadied. */
  public static final ParamSpec MATCH_SMOOTH =
      ParamSpec.number(
          "matchSmooth",
          "Match smoothing",
          2,
          0,
          12,
          SwapParams.COLOUR,
          "Steadies the colours that a match goes by over the frames around (standard deviation in "
              + "frames), by what the analysis holds of them. Fades and flashes of the light go "
              + "through. 0: each frame by itself.");

  /** How much of the plate's coarse light the face takes. */
  public static final ParamSpec PLATE_LIGHT =
      ParamSpec.number(
          "plateLight",
          "Plate light",
          0,
          0,
          1,
          SwapParams.COLOUR,
          "How much of the plate's low-frequency light and tint the face takes on top of the match:"
              + " the shading comes from the plate, the contrast of the face's own features"
              + " stays.");

  /** How coarse that light is. */
  public static final ParamSpec PLATE_LIGHT_SIZE =
      ParamSpec.number(
          "plateLightSize",
          "Plate light size",
          12,
          3,
          50,
          SwapParams.COLOUR,
          "What counts as light and not as features, in percent of the face's height.");

  /** How far the forehead's edge is hidden. */
  public static final ParamSpec SEAM =
      ParamSpec.number(
          "foreheadSeam",
          "Forehead seam",
          0.8,
          0,
          1,
          SwapParams.COLOUR,
          "How far the face takes the plate's low-frequency colours towards its upper edge, which"
              + " lies in the middle of skin and shows as a line otherwise. Part of the match: by"
              + " as much as Colour match says. 0: the face's own colours up to the edge.");

  /** How far it reaches. */
  public static final ParamSpec SEAM_WIDTH =
      ParamSpec.number(
          "foreheadSeamWidth",
          "Seam width",
          12,
          1,
          30,
          SwapParams.COLOUR,
          "From the upper edge to where the face has its own colours, in percent of the face's"
              + " height.");

  /** How much of the plate's fine detail the face takes. */
  public static final ParamSpec PLATE_DETAIL =
      ParamSpec.number(
          "plateDetail",
          "Plate detail",
          0,
          0,
          1,
          SwapParams.FINISH,
          "How much of the performer's pores, stubble and wrinkles the face takes from the plate.");

  /** How fine that detail is. */
  public static final ParamSpec PLATE_DETAIL_SIZE =
      ParamSpec.number(
          "plateDetailSize",
          "Plate detail size",
          1,
          0.2,
          5,
          SwapParams.FINISH,
          "What is finer than this counts as detail, in percent of the face's height.");

  /** Whether the face takes the plate's sharpness. */
  public static final ParamSpec SHARPNESS_MATCH =
      ParamSpec.number(
          "sharpnessMatch",
          "Sharpness match",
          0,
          0,
          1,
          SwapParams.FINISH,
          "How far the face is blurred or sharpened to the sharpness that is measured on the"
              + " plate's face.");

  /** How much of the plate's grain the face takes. */
  public static final ParamSpec GRAIN =
      ParamSpec.number(
          "grain",
          "Grain",
          0,
          0,
          2,
          SwapParams.FINISH,
          "Puts grain on the face that is measured on the plate: 1 as much as the plate has, by "
              + "channel and brightness and as coarse. It differs from frame to frame and is the "
              + "same whenever a frame is rendered.");

  /** Shutter angle of the face's motion blur. */
  public static final ParamSpec SHUTTER_ANGLE =
      ParamSpec.number(
          "shutterAngle",
          "Shutter angle",
          0,
          0,
          360,
          SwapParams.FINISH,
          "Blurs the face along its own motion between the frames beside, by the degrees that the "
              + "camera's shutter was open: 180 is usual. 0: no motion blur. Needs an analysis.");

  private static final List<ParamSpec> MATCH =
      List.of(
          COLOUR_MATCH,
          MATCH_MODE,
          MATCH_REGION,
          MATCH_SMOOTH,
          PLATE_LIGHT,
          PLATE_LIGHT_SIZE,
          SEAM,
          SEAM_WIDTH);
  private static final List<ParamSpec> LOOK =
      List.of(PLATE_DETAIL, PLATE_DETAIL_SIZE, SHARPNESS_MATCH, GRAIN, SHUTTER_ANGLE);

  private GradeParams() {}

  /** Puts them among the others: the match before the plate's space, the finish behind it. */
  static List<ParamSpec> placed(List<ParamSpec> others) {
    List<ParamSpec> all = new ArrayList<>();
    for (ParamSpec p : others) {
      if (p.name().equals("plateColourSpace")) {
        all.addAll(MATCH);
      }
      all.add(p);
      if (p.name().equals("ocioConfig")) {
        all.addAll(LOOK);
      }
    }
    return List.copyOf(all);
  }

  /** Reads them. */
  static GradeSettings read(Map<String, String> values) {
    return new GradeSettings(
        MatchMode.byId(MATCH_MODE.in(values)),
        COLOUR_MATCH.numberIn(values),
        MatchRegion.byId(MATCH_REGION.in(values)),
        MATCH_SMOOTH.numberIn(values),
        PLATE_LIGHT.numberIn(values),
        PLATE_LIGHT_SIZE.numberIn(values),
        SEAM.numberIn(values),
        SEAM_WIDTH.numberIn(values),
        PLATE_DETAIL.numberIn(values),
        PLATE_DETAIL_SIZE.numberIn(values),
        SHARPNESS_MATCH.numberIn(values),
        GRAIN.numberIn(values),
        SHUTTER_ANGLE.numberIn(values));
  }

  /** Writes the match. */
  static void writeMatch(GradeSettings g, Map<String, String> to) {
    to.put(COLOUR_MATCH.name(), Double.toString(g.strength()));
    to.put(MATCH_MODE.name(), g.mode().id());
    to.put(MATCH_REGION.name(), g.region().id());
    to.put(MATCH_SMOOTH.name(), Double.toString(g.smooth()));
    to.put(PLATE_LIGHT.name(), Double.toString(g.light()));
    to.put(PLATE_LIGHT_SIZE.name(), Double.toString(g.lightSize()));
    to.put(SEAM.name(), Double.toString(g.seam()));
    to.put(SEAM_WIDTH.name(), Double.toString(g.seamWidth()));
  }

  /** Writes the finish. */
  static void writeFinish(GradeSettings g, Map<String, String> to) {
    to.put(PLATE_DETAIL.name(), Double.toString(g.detail()));
    to.put(PLATE_DETAIL_SIZE.name(), Double.toString(g.detailSize()));
    to.put(SHARPNESS_MATCH.name(), Double.toString(g.sharpness()));
    to.put(GRAIN.name(), Double.toString(g.grain()));
    to.put(SHUTTER_ANGLE.name(), Double.toString(g.shutter()));
  }
}
