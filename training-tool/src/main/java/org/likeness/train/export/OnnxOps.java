package org.likeness.train.export;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.likeness.model.onnx.Attr;
import org.likeness.model.onnx.OnnxGraph;
import org.likeness.train.net.Ops;
import org.likeness.train.net.ParameterSet;

/** Writes the network's operations as nodes of an ONNX graph; values are names. */
public final class OnnxOps implements Ops<String> {
  private final OnnxGraph graph;
  private final ParameterSet set;
  private final float[] values;
  private final OnnxGraph.Precision precision;
  private final Set<String> constants = new HashSet<>();
  private int count;

  /**
   * @param graph the nodes go here
   * @param set the parameters
   * @param values theirs
   * @param precision of the stored weights
   */
  public OnnxOps(OnnxGraph graph, ParameterSet set, float[] values, OnnxGraph.Precision precision) {
    this.graph = graph;
    this.set = set;
    this.values = values;
    this.precision = precision;
  }

  private String parameter(String name) {
    if (!constants.add(name)) {
      return name; // a layer that is used twice
    }
    ParameterSet.Spec spec = set.spec(name);
    float[] own = Arrays.copyOfRange(values, spec.offset(), spec.offset() + spec.count());
    return graph.weight(name, spec.shape(), own, precision);
  }

  /** Defines the weights whose names begin so, before a branch of the graph uses them. */
  void ahead(String prefix) {
    for (ParameterSet.Spec spec : set.specs()) {
      if (spec.name().startsWith(prefix)) {
        parameter(spec.name());
      }
    }
  }

  private String next(String op) {
    return "v" + count++ + "_" + op;
  }

  private String whole(String name, long... numbers) {
    if (constants.add(name)) {
      graph.constant(name, new long[] {numbers.length}, numbers);
    }
    return name;
  }

  @Override
  public String conv(String x, String name, int in, int out, int kernel, int stride) {
    long pad = kernel / 2;
    return graph.node(
        "Conv",
        List.of(x, parameter(name + ".weight"), parameter(name + ".bias")),
        next("conv"),
        Attr.ints("kernel_shape", kernel, kernel),
        Attr.ints("strides", stride, stride),
        Attr.ints("pads", pad, pad, pad, pad));
  }

  @Override
  public String convToShuffle(String x, String name, int in, int out) {
    return conv(x, name, in, out, 3, 1);
  }

  @Override
  public String dense(String x, String name, int in, int out) {
    return graph.node(
        "Gemm",
        List.of(x, parameter(name + ".weight"), parameter(name + ".bias")),
        next("dense"),
        Attr.of("transB", 1L));
  }

  @Override
  public String leaky(String x) {
    return graph.node("LeakyRelu", List.of(x), next("leaky"), Attr.of("alpha", (float) LEAK));
  }

  @Override
  public String shuffle(String x) {
    return graph.node(
        "DepthToSpace",
        List.of(x),
        next("shuffle"),
        Attr.of("blocksize", 2L),
        Attr.of("mode", "CRD"));
  }

  @Override
  public String flatten(String x) {
    return graph.node("Flatten", List.of(x), next("flatten"), Attr.of("axis", 1L));
  }

  @Override
  public String volume(String x, int c, int h, int w) {
    String shape = whole("shape_" + c + "_" + h + "_" + w, -1, c, h, w);
    return graph.node("Reshape", List.of(x, shape), next("volume"));
  }

  @Override
  public String add(String a, String b) {
    return graph.node("Add", List.of(a, b), next("add"));
  }

  @Override
  public String multiply(String a, String b) {
    return graph.node("Mul", List.of(a, b), next("multiply"));
  }

  @Override
  public String scale(String x, double by) {
    return multiply(x, constant("number_" + by, new float[] {(float) by}, 1));
  }

  @Override
  public String concat(String a, String b) {
    return graph.node("Concat", List.of(a, b), next("concat"), Attr.of("axis", 1L));
  }

  @Override
  public String larger(String x) {
    String scales = constant("twice", new float[] {1, 1, 2, 2}, 4);
    return graph.node(
        "Resize",
        List.of(x, "", scales),
        next("larger"),
        Attr.of("mode", "nearest"),
        Attr.of("coordinate_transformation_mode", "asymmetric"),
        Attr.of("nearest_mode", "floor"));
  }

  @Override
  public String smaller(String x) {
    return graph.node(
        "AveragePool",
        List.of(x),
        next("smaller"),
        Attr.ints("kernel_shape", 2, 2),
        Attr.ints("strides", 2, 2));
  }

  @Override
  public String clip(String x, double least, double most) {
    return graph.node(
        "Clip",
        List.of(
            x,
            constant("number_" + least + "_", new float[] {(float) least}),
            constant("number_" + most + "_", new float[] {(float) most})),
        next("clip"));
  }

  @Override
  public String constant(String name, float[] values, long... shape) {
    return constants.add(name) ? graph.constant(name, shape, values) : name;
  }

  @Override
  public String control(String id) {
    String input = input(id);
    return constants.add(input) ? graph.input(input, 1) : input;
  }

  /** The graph's input of a control. */
  static String input(String id) {
    return "control_" + id;
  }

  /** Whether the network has asked for a control. */
  boolean hasControl(String id) {
    return constants.contains(input(id));
  }

  @Override
  public String sigmoid(String x) {
    return graph.node("Sigmoid", List.of(x), next("sigmoid"));
  }

  @Override
  public String channels(String x, int from, int count) {
    return graph.node(
        "Slice",
        List.of(
            x,
            whole("at_" + from, from),
            whole("at_" + (from + count), from + count),
            whole("at_1", 1)),
        next("channels"));
  }

  @Override
  public String places(String x, int count, int side) {
    String shape = whole("shape_" + count + "_" + side * side, -1, count, (long) side * side);
    String flat = graph.node("Reshape", List.of(x, shape), next("flat"));
    String share = graph.node("Softmax", List.of(flat), next("share"), Attr.of("axis", 2L));
    String grid = "centres_" + side;
    if (constants.add(grid)) {
      graph.constant(grid, new long[] {(long) side * side, 2}, Ops.centres(side));
    }
    return graph.node("MatMul", List.of(share, grid), next("places"));
  }
}
