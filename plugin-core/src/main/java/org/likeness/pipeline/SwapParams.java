package org.likeness.pipeline;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.likeness.colour.ColourSpace;
import org.likeness.face.FaceChoice;
import org.likeness.pipeline.ParamSpec.Type;

/** The knobs of the swap, in the order in which an artist meets them. */
public final class SwapParams {
  private static final String SWAP = "Swap";
  private static final String MATTE = "Matte";
  private static final String ANALYSIS_PAGE = "Analysis";
  static final String COLOUR = "Colour";
  static final String FINISH = "Finish";
  static final String OUTPUT = "Output";

  /** Swap model file. */
  public static final ParamSpec MODEL =
      ParamSpec.text(
          "model",
          "Model",
          Type.FILE,
          "",
          SWAP,
          "The trained swap model, an .onnx file made by likeness export.");

  /** Which identity of the model. */
  public static final ParamSpec IDENTITY =
      ParamSpec.text(
          "identity",
          "Identity",
          Type.STRING,
          "",
          SWAP,
          "Id of the identity whose face goes in. Empty: the model's only identity; a model with "
              + "several needs a choice (likeness model show lists them).");

  /** Values of the model's own controls. */
  public static final ParamSpec CONTROLS =
      ParamSpec.text(
          "controls",
          "Model controls",
          Type.STRING,
          "",
          SWAP,
          "Values for what a model lets one turn, such as a morph or a smile, as id=value parted by"
              + " commas: morph=0.6,smile=0.2 (likeness model show lists them and their ranges)."
              + " Empty: as the model was made.");

  /** Stored analysis of the shot. */
  public static final ParamSpec ANALYSIS =
      ParamSpec.text(
          "analysis",
          "Analysis",
          Type.FILE,
          "",
          ANALYSIS_PAGE,
          "The shot's analysis file, made by the button Analyse or by likeness analyse. Empty: "
              + "faces are found in each frame alone, without smoothing over time.");

  /** Corrections of the analysis that belong to the project. */
  public static final ParamSpec CORRECTIONS =
      ParamSpec.text(
          "corrections",
          "Corrections",
          Type.STRING,
          "",
          ANALYSIS_PAGE,
          "Corrections on top of those in the analysis file, as JSON (likeness analysis edit --help"
              + " shows the form). The node writes them when a face is dragged in the viewer.");

  /** Which face of the plate. */
  public static final ParamSpec FACE =
      ParamSpec.text(
          "face",
          "Face",
          Type.STRING,
          "largest",
          SWAP,
          "Which face of the plate is replaced: " + FaceChoice.FORMS + ".");

  /** What the main output shows. */
  public static final ParamSpec OUTPUT_CHOICE =
      ParamSpec.choice(
          "output",
          "Output",
          OutputChoice.ids(),
          "face",
          OUTPUT,
          "face: the swapped face premultiplied, with alpha. comp: the face over the plate. matte:"
              + " the final matte. raw: the model's face before colour match and matte. debug: the"
              + " plate with landmarks, box and crop drawn on it. unpremultiplied: the face with"
              + " its alpha beside it. The rest are the layers of that name: mattes in all"
              + " channels, two numbers as red and green.");

  /** Shrinks or grows the matte. */
  public static final ParamSpec MATTE_ERODE =
      ParamSpec.number(
          "matteErode",
          "Matte erode",
          0,
          -20,
          20,
          MATTE,
          "Shrinks the matte by this many percent of the face's height: 1 keeps out the rim of a "
              + "model that has learnt hair or backdrop along with the face; negative grows it.");

  /** Softens the matte. */
  public static final ParamSpec MATTE_BLUR =
      ParamSpec.number(
          "matteBlur",
          "Matte blur",
          0.5,
          0,
          20,
          MATTE,
          "Softens the matte's edge: standard deviation of a Gaussian in percent of the face's "
              + "height.");

  /** Whether the clip Matte limits the face. */
  public static final ParamSpec USE_MATTE =
      ParamSpec.flag(
          "useMatte",
          "Use Matte",
          false,
          MATTE,
          "Limits the face to where the clip Matte is white: the final matte is multiplied by it. "
              + "Off: whatever is connected there is not looked at.");

  /** Whether the clip Holdout keeps the plate in front. */
  public static final ParamSpec USE_HOLDOUT =
      ParamSpec.flag(
          "useHoldout",
          "Use Holdout",
          false,
          MATTE,
          "Keeps the plate in front where the clip Holdout is white, for instance a hand before the"
              + " face: the final matte is multiplied by 1 minus it.");

  /** Which channel of the clips Matte and Holdout counts. */
  public static final ParamSpec GUIDE_CHANNEL =
      ParamSpec.choice(
          "guideChannel",
          "Matte channel",
          GuideChannel.ids(),
          "alpha",
          MATTE,
          "What counts of the clips Matte and Holdout. alpha: their alpha, or their luminance where"
              + " they have none. luminance: their luminance (Rec.709), for a black and white"
              + " picture that an application has given a full alpha.");

  /** Colour space of the plate. */
  public static final ParamSpec PLATE_COLOUR_SPACE =
      ParamSpec.choice(
          "plateColourSpace",
          "Plate colour space",
          ColourSpace.names(),
          "lin_rec709",
          COLOUR,
          "Colour space of the pixels that come in and go out.");

  /** A space of a studio's own. */
  public static final ParamSpec OCIO_SPACE =
      ParamSpec.text(
          "ocioSpace",
          "OCIO colour space",
          Type.STRING,
          "",
          COLOUR,
          "A space or role of an OpenColorIO configuration, in place of Plate colour space"
              + " (likeness colour list shows them). Empty: Plate colour space counts.");

  /** A studio's configuration. */
  public static final ParamSpec OCIO_CONFIG =
      ParamSpec.text(
          "ocioConfig",
          "OCIO configuration",
          Type.FILE,
          "",
          COLOUR,
          "The OpenColorIO configuration that the space is in. Empty: the one that the environment "
              + "variable OCIO names.");

  /** Fades the swap. */
  public static final ParamSpec MIX =
      ParamSpec.number(
          "mix", "Mix", 1, 0, 1, OUTPUT, "Fades the swap: the matte is multiplied by it.");

  private static final List<ParamSpec> PLAIN =
      List.of(
          MODEL,
          IDENTITY,
          CONTROLS,
          ANALYSIS,
          CORRECTIONS,
          FACE,
          OUTPUT_CHOICE,
          MATTE_ERODE,
          MATTE_BLUR,
          USE_MATTE,
          USE_HOLDOUT,
          GUIDE_CHANNEL,
          PLATE_COLOUR_SPACE,
          OCIO_SPACE,
          OCIO_CONFIG,
          MIX,
          LayerParams.WRITE_LAYERS,
          LayerParams.LAYERS,
          LayerParams.LAYER_FILE,
          LayerParams.LAYER_COMPRESSION);

  /** All of them. */
  public static final List<ParamSpec> ALL =
      GradeParams.placed(MatteParams.placed(FaceParams.placed(PLAIN)));

  /** The groups in which a panel shows them, in order. */
  public static final List<String> PAGES =
      List.of(SWAP, ANALYSIS_PAGE, MATTE, COLOUR, FINISH, OUTPUT);

  /** By name. */
  public static final Map<String, ParamSpec> BY_NAME =
      ALL.stream().collect(Collectors.toUnmodifiableMap(ParamSpec::name, Function.identity()));

  private SwapParams() {}
}
