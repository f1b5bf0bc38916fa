package org.likeness.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.likeness.model.onnx.OnnxGraph;

/** Reads and writes the manifest inside a swap model's ONNX file. */
public final class ModelFile {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .configure(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, true)
          .configure(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES, false);

  private ModelFile() {}

  /**
   * The manifest of a file.
   *
   * @throws ModelException if it is no ONNX file, carries no manifest, or one that is newer than
   *     this program or malformed
   */
  public static ModelManifest readManifest(Path file) {
    return manifest(parse(read(file), file.toString()), file.toString());
  }

  /**
   * The manifest of a file's content.
   *
   * @param name what to call it in messages
   * @throws ModelException as {@link #readManifest}
   */
  public static ModelManifest manifest(byte[] onnx, String name) {
    return manifest(parse(onnx, name), name);
  }

  /**
   * The same model with another manifest.
   *
   * @param onnx a serialised ONNX model, unchanged by this
   */
  public static byte[] withManifest(byte[] onnx, ModelManifest manifest) {
    ModelProto.Builder model = parse(onnx, manifest.name()).toBuilder();
    for (int i = model.getMetadataPropsCount() - 1; i >= 0; i--) {
      if (model.getMetadataProps(i).getKey().equals(ModelManifest.METADATA_KEY)) {
        model.removeMetadataProps(i);
      }
    }
    return model
        .addMetadataProps(
            StringStringEntryProto.newBuilder()
                .setKey(ModelManifest.METADATA_KEY)
                .setValue(toJson(manifest)))
        .build()
        .toByteArray();
  }

  /**
   * Whether a file's graph is the one that it was written with.
   *
   * @return false if a weight or a node has changed; empty if the file does not say
   * @throws ModelException if it is no ONNX file
   */
  public static Optional<Boolean> graphIsWhole(Path file) {
    ModelProto model = parse(read(file), file.toString());
    for (StringStringEntryProto e : model.getMetadataPropsList()) {
      if (e.getKey().equals(OnnxGraph.DIGEST_KEY)) {
        return Optional.of(e.getValue().equals(OnnxGraph.digest(model.getGraph())));
      }
    }
    return Optional.empty();
  }

  /** A manifest as its JSON document. */
  public static String toJson(ModelManifest manifest) {
    try {
      return JSON.writeValueAsString(manifest);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the manifest cannot be written: " + e.getMessage(), e);
    }
  }

  static String toJson(RefinerManifest manifest) {
    try {
      return JSON.writeValueAsString(manifest);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the manifest cannot be written: " + e.getMessage(), e);
    }
  }

  static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new ModelException(
          file.toString(),
          Files.exists(file) ? "cannot be read (" + e.getMessage() + ")" : "no such file",
          e);
    }
  }

  static ModelProto parse(byte[] onnx, String name) {
    try {
      ModelProto model = ModelProto.parseFrom(onnx);
      if (!model.hasGraph() || model.getGraph().getNodeCount() == 0) {
        throw new ModelException(name, "is not an ONNX model (it holds no graph)");
      }
      return model;
    } catch (InvalidProtocolBufferException e) {
      throw new ModelException(name, "is not an ONNX model, or is cut short", e);
    }
  }

  static ModelManifest manifest(ModelProto model, String name) {
    for (StringStringEntryProto e : model.getMetadataPropsList()) {
      if (e.getKey().equals(ModelManifest.METADATA_KEY)) {
        return fromJson(e.getValue(), name);
      }
    }
    throw new ModelException(
        name,
        "is an ONNX model but not a swap model (no '" + ModelManifest.METADATA_KEY + "' in it)");
  }

  static ModelManifest fromJson(String json, String name) {
    try {
      JsonNode tree = JSON.readTree(json);
      // The version first: a newer manifest may not fit the record at all.
      int version = tree.path("formatVersion").asInt(0);
      if (version > ModelManifest.FORMAT_VERSION || version < 1) {
        throw new ModelException(
            name,
            "has model format "
                + (version < 1 ? "unknown" : String.valueOf(version))
                + ", this program reads up to "
                + ModelManifest.FORMAT_VERSION
                + (version < 1 ? "" : "; use a newer Likeness"));
      }
      return JSON.treeToValue(tree, ModelManifest.class);
    } catch (JsonProcessingException e) {
      throw new ModelException(name, "has a malformed manifest: " + e.getOriginalMessage(), e);
    }
  }
}
