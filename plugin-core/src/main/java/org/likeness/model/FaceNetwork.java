package org.likeness.model;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.likeness.model.tfjs.DlibResnet;
import org.likeness.model.tflite.TfliteReader;

/** The networks that look at faces, by role. */
public enum FaceNetwork {
  /**
   * Finds faces of any size: [N, 3, 192, 192] RGB -1..1 to {@code reshaped_regressor_face_4} and
   * {@code reshaped_classifier_face_4}, one anchor in each cell of 4 pixels.
   */
  DETECTOR("detector", NpmPackage.FACE_DETECTION, "face_detection_full_range.tflite"),
  /** Finds near faces: [N, 3, 128, 128] RGB -1..1 to 896 anchors. */
  DETECTOR_NEAR("detector-near", NpmPackage.FACE_DETECTION, "face_detection_short_range.tflite"),
  /** 468 points: [N, 3, 192, 192] RGB 0..1 to 1404 pixels of the crop and a presence logit. */
  MESH("mesh", NpmPackage.FACE_MESH, "face_landmark.tflite"),
  /** Person against background: [N, 3, 256, 256] RGB 0..1 to a mask. */
  PERSON("person", NpmPackage.SELFIE_SEGMENTATION, "selfie_segmentation.tflite"),
  /** Whose face it is: [N, 3, 150, 150] RGB 0..1 to {@code identity} [N, 128]. */
  IDENTITY("identity", NpmPackage.FACE_API, "face_recognition_model.bin");

  /** The networks that an analysis needs. */
  public static final List<FaceNetwork> ANALYSIS = List.of(DETECTOR, DETECTOR_NEAR, MESH, IDENTITY);

  private static final String PACKED = "face_mesh_solution_packed_assets";

  /** The list of a network's tensors, without which its numbers mean nothing. */
  private static final String TENSORS = "face_recognition_model-weights_manifest.json";

  private static final String FOLDER = "model/";

  private final String role;
  private final NpmPackage pkg;
  private final String file;

  FaceNetwork(String role, NpmPackage pkg, String file) {
    this.role = role;
    this.pkg = pkg;
    this.file = file;
  }

  /** Name in an analysis file. */
  public String role() {
    return role;
  }

  /** Where it comes from. */
  public NpmPackage origin() {
    return pkg;
  }

  /** Name of the file with the weights, as published. */
  public String fileName() {
    return file;
  }

  /**
   * The files that make the network, as published, by name: those that a folder of weights must
   * hold.
   *
   * @throws ModelException if they cannot be had
   */
  public Map<String, byte[]> files(WeightStore store) {
    return this == IDENTITY
        ? Map.of(file, weights(store), TENSORS, store.bytes(pkg, FOLDER + TENSORS))
        : Map.of(file, weights(store));
  }

  /**
   * The weights as published.
   *
   * @throws ModelException if they cannot be had
   */
  public byte[] weights(WeightStore store) {
    if (this != MESH) {
      return store.bytes(pkg, this == IDENTITY ? FOLDER + file : file);
    }
    Optional<Path> plain = store.given(file);
    return plain.isPresent() ? ModelFile.read(plain.get()) : packedMesh(store);
  }

  /** sha256 of the weights as published, hex. */
  public String sha256(WeightStore store) {
    return SwapModel.sha256(weights(store));
  }

  /** The network as ONNX, made in memory. */
  public byte[] onnx(WeightStore store) {
    return this == IDENTITY
        ? DlibResnet.toOnnx(store.bytes(pkg, FOLDER + TENSORS), weights(store), file)
        : TfliteReader.toOnnx(weights(store), file);
  }

  /** The mesh lies among other files in one; the loader script beside it says where. */
  private byte[] packedMesh(WeightStore store) {
    byte[] data = store.bytes(pkg, PACKED + ".data");
    String loader = new String(store.bytes(pkg, PACKED + "_loader.js"), StandardCharsets.UTF_8);
    Matcher m =
        Pattern.compile(
                "\"filename\": *\"[^\"]*/"
                    + Pattern.quote(file)
                    + "\", *\"start\": *(\\d+), *\"end\": *(\\d+)")
            .matcher(loader);
    if (m.find()) {
      long start = Long.parseLong(m.group(1));
      long end = Long.parseLong(m.group(2));
      if (start < end && end <= data.length) {
        return Arrays.copyOfRange(data, (int) start, (int) end);
      }
    }
    throw new ModelException(pkg.spec(), "its loader script does not say where " + file + " lies");
  }
}
