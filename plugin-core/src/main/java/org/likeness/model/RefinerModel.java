package org.likeness.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A network that is put behind a swap model: it takes the swapped face's crop and gives the same
 * face in more pixels. Thread-safe.
 */
public final class RefinerModel implements AutoCloseable {
  private static final ObjectMapper JSON =
      new ObjectMapper().configure(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, true);

  private final RefinerManifest manifest;
  private final String sha256;
  private final OnnxSession session;

  private RefinerModel(RefinerManifest manifest, String sha256, OnnxSession session) {
    this.manifest = manifest;
    this.sha256 = sha256;
    this.session = session;
  }

  /**
   * Opens a file, as {@code likeness model import} writes it of a network with a descriptor.
   *
   * @throws ModelException if the file is no refiner, is newer than this program, or disagrees with
   *     its own metadata
   */
  public static RefinerModel open(Path onnx) {
    String name = onnx.toString();
    byte[] bytes = ModelFile.read(onnx);
    ModelProto proto = ModelFile.parse(bytes, name);
    RefinerManifest m = manifest(proto, name);
    List<OnnxSession.Port> in = OnnxSession.inputsOf(proto.getGraph());
    if (in.size() != 1) {
      throw new ModelException(name, "is a refiner with " + in.size() + " inputs; it must have 1");
    }
    check(name, "input", in, m.input(), m.size());
    check(
        name, "output", OnnxSession.outputsOf(proto.getGraph()), m.output(), m.size() * m.factor());
    byte[] own = GraphPruner.keep(proto, List.of(m.output())).toByteArray();
    return new RefinerModel(m, SwapModel.sha256(bytes), OnnxSession.open(own, name));
  }

  private static RefinerManifest manifest(ModelProto proto, String name) {
    for (StringStringEntryProto e : proto.getMetadataPropsList()) {
      if (e.getKey().equals(RefinerManifest.METADATA_KEY)) {
        return parse(e.getValue(), name);
      }
    }
    throw new ModelException(
        name,
        "is an ONNX model but no refiner (no '"
            + RefinerManifest.METADATA_KEY
            + "' in it); likeness model import makes one of a network and a descriptor");
  }

  private static RefinerManifest parse(String json, String name) {
    try {
      JsonNode tree = JSON.readTree(json);
      int version = tree.path("formatVersion").asInt(0);
      if (version != RefinerManifest.FORMAT_VERSION) {
        throw new ModelException(
            name,
            "has refiner format "
                + version
                + ", this program reads "
                + RefinerManifest.FORMAT_VERSION
                + "; use a newer Likeness");
      }
      RefinerManifest m = JSON.treeToValue(tree, RefinerManifest.class);
      m.check(name);
      return m;
    } catch (JsonProcessingException e) {
      throw new ModelException(
          name, "has a malformed refiner's manifest: " + e.getOriginalMessage(), e);
    }
  }

  private static void check(
      String name, String kind, List<OnnxSession.Port> ports, String port, int side) {
    for (OnnxSession.Port p : ports) {
      if (p.name().equals(port)) {
        long[] s = p.shape();
        boolean fits = s.length == 4 && (s[0] == 1 || s[0] == -1) && (s[1] == 3 || s[1] == -1);
        for (int i = 2; fits && i < 4; i++) {
          fits = s[i] == -1 || (side > 0 && s[i] == side);
        }
        if (fits) {
          return;
        }
        throw new ModelException(
            name,
            kind
                + " '"
                + port
                + "' is "
                + Arrays.toString(s)
                + " (-1: free), but its manifest says [1, 3, "
                + (side == 0 ? "free, free]" : side + ", " + side + "]"));
      }
    }
    throw new ModelException(
        name, "its manifest names the " + kind + " '" + port + "', which the graph does not have");
  }

  /** What the file says of itself. */
  public RefinerManifest manifest() {
    return manifest;
  }

  /** sha256 of the file, hex. */
  public String sha256() {
    return sha256;
  }

  /**
   * Checks that it can stand behind a swap model.
   *
   * @param size side of the swap model's crop
   * @throws ModelException if it takes crops of another size
   */
  public void fits(int size) {
    if (manifest.size() != 0 && manifest.size() != size) {
      throw new ModelException(
          manifest.name(),
          "refines faces of "
              + manifest.size()
              + " px, the swap model's have "
              + size
              + "; choose a refiner of that size, or none");
    }
  }

  /**
   * Refines one face.
   *
   * @param face 3·S·S numbers, planes R, G, B, in the manifest's encoding, 0..1
   * @param size S
   * @return 3·F·S·F·S numbers; the caller's
   * @throws ModelException if the network fails or gives another number of pixels
   */
  public float[] run(float[] face, int size) {
    fits(size);
    FloatTensor in = FloatTensor.of(face, 1, 3, size, size);
    FloatTensor out = session.run(Map.of(manifest.input(), in)).get(manifest.output());
    long side = (long) size * manifest.factor();
    if (out == null || out.data().limit() != 3 * side * side) {
      throw new ModelException(
          manifest.name(),
          "output '"
              + manifest.output()
              + "' gave "
              + (out == null ? "nothing" : Arrays.toString(out.shape()))
              + ", not [1, 3, "
              + side
              + ", "
              + side
              + "]");
    }
    return out.toArray();
  }

  /** Frees the network's memory. Calls that are under way must have ended. */
  @Override
  public void close() {
    session.close();
  }
}
