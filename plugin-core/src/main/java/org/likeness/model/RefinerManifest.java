package org.likeness.model;

/**
 * What a refiner says of itself: the JSON document under {@code likeness.refiner} in the ONNX
 * file's {@code metadata_props}. Field names are the JSON keys.
 *
 * @param formatVersion 1; one above is refused
 * @param role {@code refiner}
 * @param name the model's name
 * @param input name of the input tensor: float32 [1,3,S,S], RGB 0..1, in {@code encoding}
 * @param output name of the output tensor: float32 [1,3,F·S,F·S], the same
 * @param size S, pixels; 0 for any
 * @param factor F, 1 to {@value #MOST}
 * @param encoding name of the bounded colour encoding of input and output
 * @param licence SPDX id or a sentence
 */
public record RefinerManifest(
    int formatVersion,
    String role,
    String name,
    String input,
    String output,
    int size,
    int factor,
    String encoding,
    String licence) {
  /** Key of the document in {@code metadata_props}. */
  public static final String METADATA_KEY = "likeness.refiner";

  /** The newest format that this code reads. */
  public static final int FORMAT_VERSION = 1;

  /** The role that such a model declares. */
  public static final String ROLE = "refiner";

  /** Largest factor. */
  public static final int MOST = 8;

  // JSON may leave any field out, whatever the record's declaration says.
  @SuppressWarnings("unused")
  void check(String file) {
    require(ROLE.equals(role), file, "role (refiner)");
    require(name != null, file, "name");
    require(input != null, file, "input");
    require(output != null, file, "output");
    require(size >= 0 && size <= 4096, file, "size (0 for any, to 4096)");
    require(factor >= 1 && factor <= MOST, file, "factor (1 to " + MOST + ")");
    require(encoding != null, file, "encoding");
  }

  private static void require(boolean ok, String file, String field) {
    if (!ok) {
      throw new ModelException(file, "its refiner's manifest lacks a usable '" + field + "'");
    }
  }
}
