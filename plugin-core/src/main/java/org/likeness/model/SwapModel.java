package org.likeness.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A swap model opened for one of its identities. Thread-safe. */
public final class SwapModel implements AutoCloseable {
  private final ModelManifest manifest;
  private final ModelManifest.Identity identity;
  private final String sha256;
  private final OnnxSession session;

  private SwapModel(
      ModelManifest manifest, ModelManifest.Identity identity, String sha256, OnnxSession session) {
    this.manifest = manifest;
    this.identity = identity;
    this.sha256 = sha256;
    this.session = session;
  }

  /**
   * Opens a model file; only the chosen identity's part of the graph is loaded.
   *
   * @param onnx the file
   * @param identityId which identity, or null if the model has only one
   * @throws ModelException if the file is no swap model, is newer than this program, disagrees with
   *     its own metadata or does not know the identity
   */
  public static SwapModel open(Path onnx, @Nullable String identityId) {
    String name = onnx.toString();
    byte[] bytes = ModelFile.read(onnx);
    ModelProto proto = ModelFile.parse(bytes, name);
    ModelManifest manifest = ModelFile.manifest(proto, name);
    ManifestCheck.check(manifest, name);
    ModelManifest.Identity identity = choose(manifest, identityId, name);
    ManifestCheck.graph(proto, manifest, identity, name);
    List<String> outputs = List.of(identity.face(), identity.matte());
    ModelProto own = proto;
    if (manifest.selector() != null && identity.select() != null) {
      own = GraphPruner.fix(proto, manifest.selector(), identity.select());
    }
    byte[] pruned = GraphPruner.keep(own, outputs).toByteArray();
    return new SwapModel(manifest, identity, sha256(bytes), OnnxSession.open(pruned, name));
  }

  /** What the file says of itself. */
  public ModelManifest manifest() {
    return manifest;
  }

  /** The chosen identity. */
  public ModelManifest.Identity identity() {
    return identity;
  }

  /** sha256 of the file, hex. */
  public String sha256() {
    return sha256;
  }

  /**
   * Swaps one crop with the controls' initial values.
   *
   * @param crop 3·S·S numbers, planes R, G, B, rows from the top, in the manifest's encoding, 0..1
   * @return face and matte as the network gave them; the arrays are the caller's
   * @throws ModelException if the network fails
   */
  public SwapOutput run(float[] crop) {
    return run(crop, Map.of());
  }

  /**
   * Swaps one crop.
   *
   * @param crop as in {@link #run(float[])}
   * @param controls values by id; the initial one where none is given
   * @throws ModelException if the network fails
   * @throws IllegalArgumentException if a value is out of its control's range
   */
  public SwapOutput run(float[] crop, Map<String, Double> controls) {
    int s = manifest.size();
    Map<String, FloatTensor> in = new HashMap<>();
    in.put(manifest.input(), FloatTensor.of(crop, 1, 3, s, s));
    for (ModelControl c : manifest.controls()) {
      double v = ControlValues.checked(c, controls.getOrDefault(c.id(), c.initial()));
      in.put(c.input(), FloatTensor.of(new float[] {(float) v}, 1));
    }
    Map<String, FloatTensor> out = session.run(in);
    return new SwapOutput(
        values(out, identity.face(), 3 * s * s), values(out, identity.matte(), s * s));
  }

  private float[] values(Map<String, FloatTensor> out, String output, int count) {
    FloatTensor t = out.get(output);
    if (t == null || t.data().limit() != count) {
      throw new ModelException(
          manifest.name(),
          "output '"
              + output
              + "' gave "
              + (t == null ? "nothing" : Arrays.toString(t.shape()))
              + ", not "
              + count
              + " numbers");
    }
    return t.toArray();
  }

  /** Frees the network's memory. Calls that are under way must have ended. */
  @Override
  public void close() {
    session.close();
  }

  /** The identity of that id, or the only one. */
  static ModelManifest.Identity choose(ModelManifest manifest, @Nullable String id, String name) {
    List<ModelManifest.Identity> all = manifest.identities();
    if (id == null && all.size() == 1) {
      return all.get(0);
    }
    for (ModelManifest.Identity i : all) {
      if (i.id().equals(id)) {
        return i;
      }
    }
    String known = all.stream().map(ModelManifest.Identity::id).collect(Collectors.joining(", "));
    throw new ModelException(
        name,
        id == null
            ? "has several identities; choose one of: " + known
            : "has no identity '" + id + "'; it has: " + known);
  }

  /** sha256 of bytes, hex. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
