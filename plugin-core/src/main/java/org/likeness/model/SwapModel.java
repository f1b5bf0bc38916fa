package org.likeness.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A swap model opened for one of its identities. Thread-safe. */
public final class SwapModel implements AutoCloseable {
  private static final int MAX_SIZE = 4096;

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
    checkGraph(proto, manifest, identity, name);
    List<String> outputs = List.of(identity.face(), identity.matte());
    byte[] pruned = GraphPruner.keep(proto, outputs).toByteArray();
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
   * Swaps one crop.
   *
   * @param crop 3·S·S numbers, planes R, G, B, rows from the top, in the manifest's encoding, 0..1
   * @return face and matte as the network gave them; the arrays are the caller's
   * @throws ModelException if the network fails
   */
  public SwapOutput run(float[] crop) {
    int s = manifest.size();
    Map<String, FloatTensor> out =
        session.run(Map.of(manifest.input(), FloatTensor.of(crop, 1, 3, s, s)));
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

  private static ModelManifest.Identity choose(
      ModelManifest manifest, @Nullable String id, String name) {
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

  private static void checkGraph(
      ModelProto proto, ModelManifest m, ModelManifest.Identity identity, String name) {
    List<OnnxSession.Port> in = OnnxSession.inputsOf(proto.getGraph());
    List<OnnxSession.Port> out = OnnxSession.outputsOf(proto.getGraph());
    check(name, "input", in, m.input(), 3, m.size());
    check(name, "output", out, identity.face(), 3, m.size());
    check(name, "output", out, identity.matte(), 1, m.size());
    if (in.size() != 1) {
      throw new ModelException(name, "has " + in.size() + " inputs; a swap model has one");
    }
  }

  private static void check(
      String name, String kind, List<OnnxSession.Port> ports, String port, int channels, int size) {
    for (OnnxSession.Port p : ports) {
      if (p.name().equals(port)) {
        long[] s = p.shape();
        if (s.length == 4
            && (s[0] == 1 || s[0] == -1)
            && s[1] == channels
            && s[2] == size
            && s[3] == size) {
          return;
        }
        throw new ModelException(
            name,
            kind
                + " '"
                + port
                + "' is "
                + Arrays.toString(s)
                + ", but its manifest says [1, "
                + channels
                + ", "
                + size
                + ", "
                + size
                + "]");
      }
    }
    throw new ModelException(
        name, "its manifest names the " + kind + " '" + port + "', which the graph does not have");
  }

  /** sha256 of bytes, hex. */
  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a manifest must say before it is believed. */
  private static final class ManifestCheck {
    private ManifestCheck() {}

    // JSON may leave any field out, whatever the record's declaration says.
    @SuppressWarnings("unused")
    static void check(ModelManifest m, String name) {
      require(m.name() != null, name, "name");
      require(m.input() != null, name, "input");
      require(m.size() > 0 && m.size() <= MAX_SIZE, name, "size (1 to " + MAX_SIZE + ")");
      require(m.template() != null, name, "template");
      require(m.coverage() > 0.1 && m.coverage() < 10, name, "coverage (0.1 to 10)");
      require(m.encoding() != null, name, "encoding");
      require(m.identities() != null && !m.identities().isEmpty(), name, "identities");
      for (ModelManifest.Identity i : m.identities()) {
        require(
            i.id() != null && i.face() != null && i.matte() != null,
            name,
            "identities (each needs id, face, matte)");
      }
    }

    private static void require(boolean ok, String name, String field) {
      if (!ok) {
        throw new ModelException(name, "its manifest lacks a usable '" + field + "'");
      }
    }
  }
}
