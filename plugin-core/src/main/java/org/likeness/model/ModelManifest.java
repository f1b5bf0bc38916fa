package org.likeness.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a swap model says of itself: the JSON document under {@code likeness.model} in the ONNX
 * file's {@code metadata_props}. Field names are the JSON keys.
 *
 * @param formatVersion {@link #FORMAT_VERSION}; a newer one is refused
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
    @Nullable RightsRecord rights) {
  /** Key of the document in {@code metadata_props}. */
  public static final String METADATA_KEY = "likeness.model";

  /** The newest format that this code reads and the one that it writes. */
  public static final int FORMAT_VERSION = 1;

  /**
   * One identity of a model.
   *
   * @param id opaque id, {@code [a-z0-9-]+}
   * @param displayName for menus
   * @param face output tensor: float32 [N,3,S,S] in the manifest's encoding
   * @param matte output tensor: float32 [N,1,S,S], coverage 0..1
   */
  public record Identity(String id, String displayName, String face, String matte) {}
}
