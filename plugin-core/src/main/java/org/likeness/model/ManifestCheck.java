package org.likeness.model;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a manifest must say before it is believed, and whether its graph is the one it speaks of.
 */
final class ManifestCheck {
  private static final int MAX_SIZE = 4096;

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
      require(
          (i.select() == null) == (m.selector() == null),
          name,
          "identities (each needs a number to select it by, with a selector; none without)");
    }
    Set<String> ids = new HashSet<>();
    for (ModelControl c : m.controls()) {
      require(ids.add(c.id()), name, "controls (two are called " + c.id() + ")");
    }
  }

  private static void require(boolean ok, String name, String field) {
    if (!ok) {
      throw new ModelException(name, "its manifest lacks a usable '" + field + "'");
    }
  }

  /**
   * Compares a graph with its manifest.
   *
   * @throws ModelException at the first difference
   */
  static void graph(
      ModelProto proto, ModelManifest m, ModelManifest.Identity identity, String name) {
    List<OnnxSession.Port> in = OnnxSession.inputsOf(proto.getGraph());
    List<OnnxSession.Port> out = OnnxSession.outputsOf(proto.getGraph());
    check(name, "input", in, m.input(), 3, m.size());
    check(name, "output", out, identity.face(), 3, m.size());
    check(name, "output", out, identity.matte(), 1, m.size());
    Set<String> fed = new HashSet<>();
    fed.add(m.input());
    for (ModelControl c : m.controls()) {
      single(proto, c.input(), TensorProto.DataType.FLOAT, name);
      fed.add(c.input());
    }
    if (m.selector() != null) {
      single(proto, m.selector(), TensorProto.DataType.INT64, name);
      fed.add(m.selector());
    }
    for (OnnxSession.Port p : in) {
      if (!fed.contains(p.name())) {
        throw new ModelException(
            name, "has an input '" + p.name() + "' of which its manifest says nothing");
      }
    }
  }

  /** A control or selector: one number of a type. */
  private static void single(
      ModelProto proto, String port, TensorProto.DataType type, String name) {
    for (ValueInfoProto v : proto.getGraph().getInputList()) {
      if (v.getName().equals(port)) {
        long[] s =
            OnnxSession.inputsOf(proto.getGraph()).stream()
                .filter(p -> p.name().equals(port))
                .findFirst()
                .map(OnnxSession.Port::shape)
                .orElse(new long[0]);
        int found = v.getType().getTensorType().getElemType();
        if (s.length != 1 || s[0] != 1 || found != type.getNumber()) {
          throw new ModelException(
              name,
              "input '"
                  + port
                  + "' is "
                  + TensorProto.DataType.forNumber(found)
                  + " "
                  + Arrays.toString(s)
                  + ", but its manifest needs "
                  + type
                  + " [1]");
        }
        return;
      }
    }
    throw new ModelException(
        name, "its manifest names the input '" + port + "', which the graph does not have");
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
}
