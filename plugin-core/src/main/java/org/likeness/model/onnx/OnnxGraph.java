package org.likeness.model.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Writes an ONNX model: IR version 8, opset 17 if nothing else is said, float32 inputs and outputs.
 * Nodes are given in the order of computation; every name is defined once, before its use. Not
 * thread-safe.
 */
public final class OnnxGraph {
  /** The operator set written. */
  public static final int OPSET = 17;

  /** The file format written. */
  public static final int IR_VERSION = 8;

  /** Key of the graph's {@link #digest} in {@code metadata_props}; written with other metadata. */
  public static final String DIGEST_KEY = "likeness.graph.sha256";

  /** sha256 of a graph, weights included, hex; metadata may change without changing it. */
  public static String digest(GraphProto graph) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(graph.toByteArray()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How the numbers of a weight are stored. */
  public enum Precision {
    /** IEEE single. */
    FP32,
    /** IEEE half, widened to single when the model is loaded. */
    FP16
  }

  private final GraphProto.Builder graph;
  private final Map<String, Long> operators = new TreeMap<>();

  /** Where nodes go: the graph itself, or the branch that is being written. */
  private GraphProto.Builder here;

  private final Map<String, String> metadata = new TreeMap<>();
  private final Set<String> names = new HashSet<>();

  /** An empty graph of operator set {@link #OPSET}. */
  public OnnxGraph(String name) {
    this(name, OPSET);
  }

  /**
   * An empty graph.
   *
   * @param opset the operator set that its nodes are of
   */
  public OnnxGraph(String name, int opset) {
    graph = GraphProto.newBuilder().setName(name);
    here = graph;
    operators.put("", (long) opset);
  }

  /**
   * Adds a float32 input.
   *
   * @param dims dimensions; -1 = any batch
   * @return the name
   */
  public String input(String name, long... dims) {
    define(name);
    graph.addInput(value(name, dims));
    return name;
  }

  /** Whether a value has that name. */
  public boolean has(String name) {
    return names.contains(name);
  }

  /** Adds an int64 [1] input. */
  public String selector(String name) {
    define(name);
    ValueInfoProto.Builder v = value(name, new long[] {1}).toBuilder();
    v.getTypeBuilder().getTensorTypeBuilder().setElemType(TensorProto.DataType.INT64.getNumber());
    graph.addInput(v);
    return name;
  }

  /** Declares that {@code name}, which must be defined, is a float32 output; -1 = any batch. */
  public void output(String name, long... dims) {
    require(name);
    graph.addOutput(value(name, dims));
  }

  /** Adds a float32 constant. */
  public String constant(String name, long[] dims, float[] data) {
    define(name);
    check(name, dims, data.length);
    ByteBuffer bytes = ByteBuffer.allocate(4 * data.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(data);
    addTensor(name, TensorProto.DataType.FLOAT, dims, bytes);
    return name;
  }

  /** Adds an int64 constant (shapes, pads, axes). */
  public String constant(String name, long[] dims, long[] data) {
    define(name);
    check(name, dims, data.length);
    ByteBuffer bytes = ByteBuffer.allocate(8 * data.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(data);
    addTensor(name, TensorProto.DataType.INT64, dims, bytes);
    return name;
  }

  /**
   * Adds a weight.
   *
   * @return the name of the float32 value to compute with: with FP16 the half numbers are stored
   *     under {@code name + "/half"} and {@code name} is a Cast of them, which ONNX Runtime folds
   *     when it loads
   */
  public String weight(String name, long[] dims, float[] data, Precision precision) {
    if (precision == Precision.FP32) {
      return constant(name, dims, data);
    }
    String half = name + "/half";
    define(half);
    check(name, dims, data.length);
    ByteBuffer bytes = ByteBuffer.allocate(2 * data.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float v : data) {
      bytes.putShort(Half.of(v));
    }
    bytes.rewind();
    addTensor(half, TensorProto.DataType.FLOAT16, dims, bytes);
    GraphProto.Builder branch = here;
    here = graph; // folded once there, not widened anew in each run of a branch
    node("Cast", List.of(half), name, Attr.of("to", TensorProto.DataType.FLOAT_VALUE));
    here = branch;
    return name;
  }

  /**
   * Computes one of several things, by If nodes in a tree: only the one chosen runs.
   *
   * @param by an int64 [1] value: which, from 0; one outside the range takes the first or the last
   * @param ways two or more; each writes its nodes and gives its values, as many as {@code outputs}
   * @param outputs names of what comes out, in the order of the values
   */
  public void choose(String by, List<Supplier<List<String>>> ways, List<String> outputs) {
    require(by);
    if (ways.size() < 2) {
      throw new IllegalArgumentException("nothing to choose from: " + ways.size() + " way");
    }
    outputs.forEach(this::define);
    here.addNode(tree(by, ways, 0, ways.size(), outputs));
  }

  private NodeProto.Builder tree(
      String by, List<Supplier<List<String>>> ways, int from, int to, List<String> outputs) {
    int middle = (from + to) / 2;
    String at = outputs.get(0) + "/below" + middle + "of" + from + "to" + to;
    GraphProto.Builder outside = here;
    here = graph;
    constant(at + "/bound", new long[] {1}, new long[] {middle});
    here = outside;
    node("Less", List.of(by, at + "/bound"), at);
    NodeProto.Builder n = NodeProto.newBuilder().setOpType("If").setName(at + "/if").addInput(at);
    outputs.forEach(n::addOutput);
    String[] names = {"then_branch", "else_branch"};
    int[][] ranges = {{from, middle}, {middle, to}};
    for (int i = 0; i < 2; i++) {
      n.addAttribute(
          AttributeProto.newBuilder()
              .setName(names[i])
              .setType(AttributeProto.AttributeType.GRAPH)
              .setG(branch(by, ways, ranges[i], outputs)));
    }
    return n;
  }

  private GraphProto.Builder branch(
      String by, List<Supplier<List<String>>> ways, int[] range, List<String> outputs) {
    GraphProto.Builder outside = here;
    here = GraphProto.newBuilder().setName(outputs.get(0) + "/" + range[0] + "to" + range[1]);
    List<String> values;
    if (range[1] - range[0] == 1) {
      values = ways.get(range[0]).get();
    } else {
      values = outputs.stream().map(o -> o + "/" + range[0] + "to" + range[1]).toList();
      values.forEach(this::define);
      here.addNode(tree(by, ways, range[0], range[1], values));
    }
    for (String v : values) {
      here.addOutput(
          ValueInfoProto.newBuilder()
              .setName(v)
              .setType(
                  TypeProto.newBuilder()
                      .setTensorType(
                          TypeProto.Tensor.newBuilder()
                              .setElemType(TensorProto.DataType.FLOAT_VALUE))));
    }
    GraphProto.Builder made = here;
    here = outside;
    return made;
  }

  /** From now on the operator sets are those of another model. */
  public void operatorsOf(ModelProto other) {
    for (OperatorSetIdProto set : other.getOpsetImportList()) {
      operators.put(set.getDomain().equals("ai.onnx") ? "" : set.getDomain(), set.getVersion());
    }
  }

  /**
   * Takes in the nodes and constants of another model, whose inputs must be defined here by the
   * same names, and whose operators mean the same here.
   */
  public void include(ModelProto other) {
    for (TensorProto t : other.getGraph().getInitializerList()) {
      define(t.getName());
      graph.addInitializer(t);
    }
    for (NodeProto n : other.getGraph().getNodeList()) {
      n.getInputList().stream().filter(i -> !i.isEmpty()).forEach(this::require);
      n.getOutputList().stream().filter(o -> !o.isEmpty()).forEach(this::define);
      here.addNode(n);
    }
  }

  /**
   * Adds a node with one output.
   *
   * @param op ONNX operator
   * @param inputs names, "" for one left out
   * @return {@code output}
   */
  public String node(String op, List<String> inputs, String output, Attr... attributes) {
    return nodes(op, inputs, List.of(output), attributes).get(0);
  }

  /** Adds a node with several outputs. */
  public List<String> nodes(
      String op, List<String> inputs, List<String> outputs, Attr... attributes) {
    NodeProto.Builder n = NodeProto.newBuilder().setOpType(op).setName(outputs.get(0));
    for (String i : inputs) {
      if (!i.isEmpty()) {
        require(i);
      }
      n.addInput(i);
    }
    for (String o : outputs) {
      define(o);
      n.addOutput(o);
    }
    for (Attr a : attributes) {
      n.addAttribute(a.proto());
    }
    here.addNode(n);
    return outputs;
  }

  /** Adds an entry of {@code metadata_props}. */
  public void metadata(String key, String value) {
    metadata.put(key, value);
  }

  /** The model. The same calls give the same bytes. */
  public ModelProto build() {
    ModelProto.Builder m =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("likeness")
            .setGraph(graph);
    operators.forEach(
        (domain, version) ->
            m.addOpsetImport(
                OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version)));
    if (!metadata.isEmpty()) {
      metadata.put(DIGEST_KEY, digest(graph.build()));
    }
    metadata.forEach(
        (k, v) ->
            m.addMetadataProps(StringStringEntryProto.newBuilder().setKey(k).setValue(v).build()));
    return m.build();
  }

  /** The model as a file's content. */
  public byte[] toBytes() {
    return build().toByteArray();
  }

  private void addTensor(
      String name, TensorProto.DataType type, long[] dims, ByteBuffer littleEndian) {
    TensorProto.Builder t = TensorProto.newBuilder().setName(name).setDataType(type.getNumber());
    for (long d : dims) {
      t.addDims(d);
    }
    graph.addInitializer(t.setRawData(ByteString.copyFrom(littleEndian.array())));
  }

  private static ValueInfoProto value(String name, long[] dims) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long d : dims) {
      TensorShapeProto.Dimension.Builder dim = shape.addDimBuilder();
      if (d < 0) {
        dim.setDimParam("N");
      } else {
        dim.setDimValue(d);
      }
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT_VALUE)
                        .setShape(shape)))
        .build();
  }

  private void define(String name) {
    if (!names.add(name)) {
      throw new IllegalArgumentException("the graph already has a value '" + name + "'");
    }
  }

  private void require(String name) {
    if (!names.contains(name)) {
      throw new IllegalArgumentException("the graph has no value '" + name + "' yet");
    }
  }

  private static void check(String name, long[] dims, int found) {
    long n = Arrays.stream(dims).reduce(1, Math::multiplyExact);
    if (n != found) {
      throw new IllegalArgumentException(
          "'" + name + "' " + Arrays.toString(dims) + " needs " + n + " numbers, not " + found);
    }
  }
}
