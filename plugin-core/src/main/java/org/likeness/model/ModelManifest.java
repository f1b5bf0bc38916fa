package org.likeness.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a swap model says of itself: the JSON document under {@code likeness.model} in the ONNX
 * file's {@code metadata_props}. Field names are the JSON keys.
 *
 * @param formatVersion {@link #versionFor what the fields need}; one above {@link #FORMAT_VERSION}
 *     is refused
 * @param name the model's name
 * @param arch network family, {@code df}
 * @param configSha256 sha256 of the training configuration, hex
 * @param lineage models that this one was trained from, oldest first
 * @param identities whom it can show
 * @param input name of the input tensor: float32 [N,3,S,S], RGB, in {@code encoding}
 * @param size S, pixels
 * @param template id of the crop template
 * @param coverage side of the crop over the height of the template's face
 * @param encoding name of the bounded colour encoding of input and output
 * @param premultiplied whether the colour outputs are premultiplied by the matte
 * @param training numbers of the training (images, iterations, losses, metrics)
 * @param licence SPDX id or a sentence
 * @param rights consent, or null: the render is then marked
 * @param controls what an artist may turn while it renders; none in files of format 1
 * @param selector name of the int64 [1] input that chooses the identity of a graph whose outputs
 *     all of them share, or null where each identity has outputs of its own
 */
public record ModelManifest(
    int formatVersion,
    String name,
    String arch,
    String configSha256,
    List<String> lineage,
    List<Identity> identities,
    String input,
    int size,
    String template,
    double coverage,
    String encoding,
    boolean premultiplied,
    Map<String, Object> training,
    String licence,
    @Nullable RightsRecord rights,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ModelControl> controls,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String selector) {
  /** Key of the document in {@code metadata_props}. */
  public static final String METADATA_KEY = "likeness.model";

  /** The newest format that this code reads. */
  public static final int FORMAT_VERSION = 2;

  private static final String IDENTITIES = "identities";

  /** Key of an identity's shape. */
  public static final String SHAPE = "shape";

  /** Key of an identity's skin tone. */
  public static final String TONE = "tone";

  /** Copies the controls. */
  @SuppressWarnings("unused") // JSON may leave any field out, whatever the declaration says
  public ModelManifest {
    controls = controls == null ? List.of() : List.copyOf(controls);
  }

  /** A model without controls and without a selector. */
  public ModelManifest(
      int formatVersion,
      String name,
      String arch,
      String configSha256,
      List<String> lineage,
      List<Identity> identities,
      String input,
      int size,
      String template,
      double coverage,
      String encoding,
      boolean premultiplied,
      Map<String, Object> training,
      String licence,
      @Nullable RightsRecord rights) {
    this(
        formatVersion,
        name,
        arch,
        configSha256,
        lineage,
        identities,
        input,
        size,
        template,
        coverage,
        encoding,
        premultiplied,
        training,
        licence,
        rights,
        List.of(),
        null);
  }

  /**
   * The format that a model needs: 1, which all programs read, unless it has controls or a
   * selector, which those that know format 1 alone cannot feed.
   */
  public static int versionFor(List<ModelControl> controls, @Nullable String selector) {
    return controls.isEmpty() && selector == null ? 1 : 2;
  }

  /**
   * How an identity's own face is built, as {@code training.identities.ID.shape} holds it: pairs in
   * heights of the face; empty where the file says nothing usable.
   */
  public List<Float> shape(String id) {
    return numbers(id, SHAPE);
  }

  /** The same model with the shape of an identity. */
  public ModelManifest withShape(String id, List<Float> shape) {
    return with(id, SHAPE, shape);
  }

  /**
   * The identity's skin over the performer's, as {@code training.identities.ID.tone} holds it:
   * three factors in linear light under the same lamp; empty where the file says nothing usable.
   */
  public List<Float> tone(String id) {
    List<Float> tone = numbers(id, TONE);
    return tone.size() == 3 && tone.stream().allMatch(v -> v > 0 && v <= Float.MAX_VALUE)
        ? tone
        : List.of();
  }

  /** The same model with the tone of an identity. */
  public ModelManifest withTone(String id, List<Float> tone) {
    return with(id, TONE, tone);
  }

  private List<Float> numbers(String id, String key) {
    if (training.get(IDENTITIES) instanceof Map<?, ?> all
        && all.get(id) instanceof Map<?, ?> one
        && one.get(key) instanceof List<?> numbers
        && numbers.stream().allMatch(Number.class::isInstance)) {
      return numbers.stream().map(n -> ((Number) n).floatValue()).toList();
    }
    return List.of();
  }

  private ModelManifest with(String id, String key, List<Float> values) {
    Map<String, Object> numbers = new LinkedHashMap<>(training);
    Map<String, Object> all = copy(numbers.get(IDENTITIES));
    Map<String, Object> one = copy(all.get(id));
    one.put(key, values);
    all.put(id, one);
    numbers.put(IDENTITIES, all);
    return withTraining(numbers);
  }

  private static Map<String, Object> copy(@Nullable Object of) {
    Map<String, Object> out = new LinkedHashMap<>();
    if (of instanceof Map<?, ?> map) {
      map.forEach((k, v) -> out.put(String.valueOf(k), v));
    }
    return out;
  }

  /** The same model with another rights record. */
  public ModelManifest withRights(@Nullable RightsRecord other) {
    return new ModelManifest(
        formatVersion,
        name,
        arch,
        configSha256,
        lineage,
        identities,
        input,
        size,
        template,
        coverage,
        encoding,
        premultiplied,
        training,
        licence,
        other,
        controls,
        selector);
  }

  /** The same model with other numbers of its training. */
  public ModelManifest withTraining(Map<String, Object> other) {
    return new ModelManifest(
        formatVersion,
        name,
        arch,
        configSha256,
        lineage,
        identities,
        input,
        size,
        template,
        coverage,
        encoding,
        premultiplied,
        other,
        licence,
        rights,
        controls,
        selector);
  }

  /**
   * One identity of a model.
   *
   * @param id opaque id, {@code [a-z0-9-]+}
   * @param displayName for menus
   * @param face output tensor: float32 [N,3,S,S] in the manifest's encoding
   * @param matte output tensor: float32 [N,1,S,S], coverage 0..1
   * @param select what the selector input is fed to show this identity, or null without a selector
   */
  public record Identity(
      String id,
      String displayName,
      String face,
      String matte,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer select) {
    /** An identity with outputs of its own. */
    public Identity(String id, String displayName, String face, String matte) {
      this(id, displayName, face, matte, null);
    }
  }
}
