package org.likeness.pipeline;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.likeness.colour.ColourSpace;
import org.likeness.pipeline.grade.GradeSettings;
import org.likeness.pipeline.layers.LayerChoice;
import org.likeness.pipeline.layers.LayerFile;
import org.likeness.pipeline.matte.MatteSettings;

/**
 * The knobs as an artist set them, checked. Immutable; the same settings, plate and analysis give
 * the same bytes.
 *
 * @param model path of the swap model, or empty
 * @param identity id in the model, or empty for its only one
 * @param controls values of the model's controls, id=value parted by commas, or empty
 * @param analysis path of the analysis file, or empty for none
 * @param corrections of the analysis as JSON, or empty for none
 * @param face which face of the plate
 * @param faces several faces, their shape and their pixels
 * @param output main picture
 * @param matte how the matte is made
 * @param useMatte whether the clip Matte limits the face
 * @param useHoldout whether the clip Holdout keeps the plate in front
 * @param guideChannel which channel of the two clips counts
 * @param grade colour match and finish
 * @param plateColourSpace name of the plate's colour space, where ocioSpace is empty
 * @param ocioSpace space or role of an OpenColorIO configuration, or empty
 * @param ocioConfig file of it, or empty for that of the environment
 * @param mix 0..1
 * @param writeLayers file pattern, or empty for none
 * @param layers which layers files have, see {@link LayerChoice}
 * @param layerFile kind of layered file and how it is packed
 */
public record SwapSettings(
    String model,
    String identity,
    String controls,
    String analysis,
    String corrections,
    String face,
    FaceSettings faces,
    OutputChoice output,
    MatteSettings matte,
    boolean useMatte,
    boolean useHoldout,
    GuideChannel guideChannel,
    GradeSettings grade,
    String plateColourSpace,
    String ocioSpace,
    String ocioConfig,
    double mix,
    String writeLayers,
    String layers,
    LayerFile layerFile) {

  /**
   * From names and values; what is not named has its default.
   *
   * @throws IllegalArgumentException for an unknown name or a value out of range, with what is
   *     allowed
   */
  public static SwapSettings of(Map<String, String> values) {
    for (String name : values.keySet()) {
      if (!SwapParams.BY_NAME.containsKey(name)) {
        throw new IllegalArgumentException(
            "there is no setting \""
                + name
                + "\"; settings are "
                + SwapParams.ALL.stream().map(ParamSpec::name).collect(Collectors.joining(", ")));
      }
    }
    return new SwapSettings(
        SwapParams.MODEL.in(values),
        SwapParams.IDENTITY.in(values),
        SwapParams.CONTROLS.in(values),
        SwapParams.ANALYSIS.in(values),
        SwapParams.CORRECTIONS.in(values),
        SwapParams.FACE.in(values),
        FaceParams.read(values),
        OutputChoice.byId(SwapParams.OUTPUT_CHOICE.in(values)),
        MatteParams.read(values),
        flag(values, SwapParams.USE_MATTE),
        flag(values, SwapParams.USE_HOLDOUT),
        GuideChannel.byId(SwapParams.GUIDE_CHANNEL.in(values)),
        GradeParams.read(values),
        SwapParams.PLATE_COLOUR_SPACE.in(values),
        SwapParams.OCIO_SPACE.in(values).strip(),
        SwapParams.OCIO_CONFIG.in(values).strip(),
        SwapParams.MIX.numberIn(values),
        LayerParams.WRITE_LAYERS.in(values),
        LayerParams.LAYERS.in(values),
        LayerFile.of(LayerParams.LAYER_FILE.in(values), LayerParams.LAYER_COMPRESSION.in(values)));
  }

  /**
   * Name of the plate's colour space, as {@link org.likeness.colour.ColourSpace#byName} takes it.
   */
  public String plateSpace() {
    return ocioSpace.isEmpty() ? plateColourSpace : ColourSpace.ocioName(ocioSpace, ocioConfig);
  }

  /** The defaults. */
  public static SwapSettings defaults() {
    return of(Map.of());
  }

  /** A copy with one setting changed. */
  public SwapSettings with(ParamSpec param, String value) {
    Map<String, String> m = toMap();
    m.put(param.name(), value);
    return of(m);
  }

  /**
   * The layers of files.
   *
   * @throws IllegalArgumentException for a list that cannot be read, with what it can hold
   */
  public LayerChoice layerChoice() {
    return LayerChoice.parse(layers);
  }

  /** Names and values in the order of {@link SwapParams#ALL}; {@link #of} reads them back. */
  public Map<String, String> toMap() {
    Map<String, String> m = new LinkedHashMap<>();
    m.put(SwapParams.MODEL.name(), model);
    m.put(SwapParams.IDENTITY.name(), identity);
    m.put(SwapParams.CONTROLS.name(), controls);
    m.put(SwapParams.ANALYSIS.name(), analysis);
    m.put(SwapParams.CORRECTIONS.name(), corrections);
    m.put(SwapParams.FACE.name(), face);
    FaceParams.write(faces, m);
    m.put(SwapParams.OUTPUT_CHOICE.name(), output.id());
    MatteParams.writeFirst(matte, m);
    m.put(SwapParams.MATTE_ERODE.name(), Double.toString(matte.erode()));
    m.put(SwapParams.MATTE_BLUR.name(), Double.toString(matte.blur()));
    MatteParams.writeSecond(matte, m);
    m.put(SwapParams.USE_MATTE.name(), Boolean.toString(useMatte));
    m.put(SwapParams.USE_HOLDOUT.name(), Boolean.toString(useHoldout));
    m.put(SwapParams.GUIDE_CHANNEL.name(), guideChannel.id());
    GradeParams.writeMatch(grade, m);
    m.put(SwapParams.PLATE_COLOUR_SPACE.name(), plateColourSpace);
    m.put(SwapParams.OCIO_SPACE.name(), ocioSpace);
    m.put(SwapParams.OCIO_CONFIG.name(), ocioConfig);
    GradeParams.writeFinish(grade, m);
    m.put(SwapParams.MIX.name(), Double.toString(mix));
    m.put(LayerParams.WRITE_LAYERS.name(), writeLayers);
    m.put(LayerParams.LAYERS.name(), layers);
    m.put(LayerParams.LAYER_FILE.name(), layerFile.form().id());
    m.put(
        LayerParams.LAYER_COMPRESSION.name(),
        layerFile.compression().name().toLowerCase(Locale.ROOT));
    return m;
  }

  private static boolean flag(Map<String, String> values, ParamSpec p) {
    return Boolean.parseBoolean(p.in(values));
  }
}
