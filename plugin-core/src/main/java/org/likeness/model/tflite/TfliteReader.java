package org.likeness.model.tflite;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.likeness.model.ModelException;
import org.likeness.model.onnx.Attr;
import org.likeness.model.onnx.OnnxGraph;

/**
 * Turns a TensorFlow Lite network of convolutions into ONNX. TensorFlow keeps channels last, ONNX
 * second: four-dimensional values are computed channels-second here, and an output keeps
 * TensorFlow's order of numbers. The input becomes float32 [N, C, H, W]; N is free.
 */
public final class TfliteReader {
  private static final int SAME = 0;

  private final String name;
  private final TfliteModel model;
  private final OnnxGraph graph;
  private final Map<Integer, String> values = new HashMap<>();
  private final Map<Integer, Integer> alias = new HashMap<>();
  private int made;

  private TfliteReader(byte[] file, String name) {
    this.name = name;
    model = TfliteModel.parse(file, name);
    graph = new OnnxGraph(name);
  }

  /**
   * Converts a file.
   *
   * @param tflite its content
   * @param name for messages and as the graph's name
   * @return an ONNX model with inputs named {@code input}, {@code input1}... and outputs named as
   *     in the file
   * @throws ModelException if the content is no such file or uses an operator that is not supported
   */
  public static byte[] toOnnx(byte[] tflite, String name) {
    try {
      return new TfliteReader(tflite, name).convert();
    } catch (IndexOutOfBoundsException e) {
      throw new ModelException(name, "is a damaged TensorFlow Lite model", e);
    }
  }

  private byte[] convert() {
    int count = 0;
    for (int i : model.inputs()) {
      int[] s = shape(i);
      String in = count == 0 ? "input" : "input" + count;
      values.put(i, graph.input(in, -1, s[3], s[1], s[2]));
      count++;
    }
    for (TfliteModel.Operator o : model.operators()) {
      convert(o);
    }
    for (int i : model.outputs()) {
      int[] s = shape(i);
      long[] dims = Arrays.stream(s).asLongStream().toArray();
      dims[0] = -1;
      String out = model.tensors().get(i).name();
      if (s.length == 4) {
        graph.node("Transpose", List.of(value(i)), out, Attr.ints("perm", 0, 2, 3, 1));
      } else {
        graph.node("Identity", List.of(value(i)), out);
      }
      graph.output(out, dims);
    }
    return graph.toBytes();
  }

  // Numbers of operators as in schema.fbs.
  private void convert(TfliteModel.Operator o) {
    switch (o.code()) {
      case 0 -> binary(o, "Add");
      case 1 -> pool(o, "AveragePool");
      case 2 -> concatenate(o);
      case 3 -> convolve(o, false);
      case 4 -> convolve(o, true);
      case 6 -> alias.put(o.outputs()[0], o.inputs()[0]); // DEQUANTIZE of half weights
      case 14 -> unary(o, "Sigmoid");
      case 17 -> pool(o, "MaxPool");
      case 18 -> binary(o, "Mul");
      case 19 -> unary(o, "Relu");
      case 21 -> activate(o, value(o.inputs()[0]), 3);
      case 22 -> reshape(o);
      case 23 -> resize(o);
      case 32 -> custom(o);
      case 34 -> pad(o);
      case 40 -> mean(o);
      case 54 -> prelu(o);
      case 117 -> unary(o, "HardSwish");
      default -> throw unsupported("operator number " + o.code());
    }
  }

  private void convolve(TfliteModel.Operator o, boolean depthwise) {
    int[] in = shape(o.inputs()[0]);
    int[] w = shape(o.inputs()[1]);
    FlatBuffer.Table p = o.options();
    int shift = depthwise ? 1 : 0;
    int sx = p.int32(1, 1);
    int sy = p.int32(2, 1);
    int dx = p.int32(4 + shift, 1);
    int dy = p.int32(5 + shift, 1);
    float[] data = constant(o.inputs()[1]).floats();
    long[] dims;
    float[] weights;
    if (depthwise) { // [1, h, w, c] -> [c, 1, h, w]
      dims = new long[] {w[3], 1, w[1], w[2]};
      weights = Layout.permute(data, w, 3, 0, 1, 2);
    } else { // [out, h, w, in] -> [out, in, h, w]
      dims = new long[] {w[0], w[3], w[1], w[2]};
      weights = Layout.permute(data, w, 0, 3, 1, 2);
    }
    String weight = graph.constant(fresh("weight"), dims, weights);
    String bias = floats(o.inputs()[2]);
    String out =
        graph.node(
            "Conv",
            List.of(value(o.inputs()[0]), weight, bias),
            fresh("conv"),
            Attr.ints("kernel_shape", w[1], w[2]),
            Attr.ints("strides", sy, sx),
            Attr.ints("dilations", dy, dx),
            Attr.ints("pads", Layout.pads(p.int8(0, 0) == SAME, in, w[1], w[2], sy, sx, dy, dx)),
            Attr.of("group", depthwise ? (long) in[3] : 1L));
    activate(o, out, p.int8(3 + shift, 0));
  }

  private void pool(TfliteModel.Operator o, String op) {
    int[] in = shape(o.inputs()[0]);
    FlatBuffer.Table p = o.options();
    int sx = p.int32(1, 1);
    int sy = p.int32(2, 1);
    int kx = p.int32(3, 1);
    int ky = p.int32(4, 1);
    String out =
        graph.node(
            op,
            List.of(value(o.inputs()[0])),
            fresh("pool"),
            Attr.ints("kernel_shape", ky, kx),
            Attr.ints("strides", sy, sx),
            Attr.ints("pads", Layout.pads(p.int8(0, 0) == SAME, in, ky, kx, sy, sx, 1, 1)));
    activate(o, out, p.int8(5, 0));
  }

  private void binary(TfliteModel.Operator o, String op) {
    String out =
        graph.node(op, List.of(operand(o.inputs()[0]), operand(o.inputs()[1])), fresh("binary"));
    activate(o, out, o.options().int8(0, 0));
  }

  private void unary(TfliteModel.Operator o, String op) {
    values.put(o.outputs()[0], graph.node(op, List.of(value(o.inputs()[0])), fresh("unary")));
  }

  private void prelu(TfliteModel.Operator o) {
    int[] s = shape(o.inputs()[1]); // [1, 1, c], shared over the picture
    int c = s[s.length - 1];
    float[] slope = constant(o.inputs()[1]).floats();
    if (slope.length != c) {
      throw unsupported("a PRELU whose slope differs over the picture");
    }
    String a = graph.constant(fresh("slope"), new long[] {c, 1, 1}, slope);
    values.put(
        o.outputs()[0], graph.node("PRelu", List.of(value(o.inputs()[0]), a), fresh("prelu")));
  }

  private void pad(TfliteModel.Operator o) {
    int[] p = constant(o.inputs()[1]).ints(); // pairs for n, h, w, c
    long[] pads = {p[0], p[6], p[2], p[4], p[1], p[7], p[3], p[5]};
    String amounts = graph.constant(fresh("pads"), new long[] {8}, pads);
    values.put(
        o.outputs()[0], graph.node("Pad", List.of(value(o.inputs()[0]), amounts), fresh("pad")));
  }

  private void reshape(TfliteModel.Operator o) {
    String in = value(o.inputs()[0]);
    if (shape(o.inputs()[0]).length == 4) {
      in = graph.node("Transpose", List.of(in), fresh("nhwc"), Attr.ints("perm", 0, 2, 3, 1));
    }
    int[] to = shape(o.outputs()[0]);
    if (to.length == 4) {
      throw unsupported("a RESHAPE to four dimensions");
    }
    long[] dims = Arrays.stream(to).asLongStream().toArray();
    dims[0] = 0; // keep the batch
    String s = graph.constant(fresh("shape"), new long[] {dims.length}, dims);
    values.put(o.outputs()[0], graph.node("Reshape", List.of(in, s), fresh("reshape")));
  }

  private void resize(TfliteModel.Operator o) {
    int[] from = shape(o.inputs()[0]);
    int[] to = shape(o.outputs()[0]);
    boolean corners = o.options().int8(2, 0) != 0;
    boolean half = o.options().int8(3, 0) != 0;
    float[] scales = {1, 1, (float) to[1] / from[1], (float) to[2] / from[2]};
    String s = graph.constant(fresh("scales"), new long[] {4}, scales);
    String mode = corners ? "align_corners" : half ? "half_pixel" : "asymmetric";
    values.put(
        o.outputs()[0],
        graph.node(
            "Resize",
            List.of(value(o.inputs()[0]), "", s),
            fresh("resize"),
            Attr.of("mode", "linear"),
            Attr.of("coordinate_transformation_mode", mode)));
  }

  private void concatenate(TfliteModel.Operator o) {
    int rank = shape(o.outputs()[0]).length;
    int axis = Math.floorMod(o.options().int32(0, 0), rank);
    long onnxAxis = rank == 4 ? Layout.nchwAxis(axis) : axis;
    List<String> in = Arrays.stream(o.inputs()).mapToObj(this::value).toList();
    String out = graph.node("Concat", in, fresh("concat"), Attr.of("axis", onnxAxis));
    activate(o, out, o.options().int8(1, 0));
  }

  private void mean(TfliteModel.Operator o) {
    long[] axes =
        Arrays.stream(constant(o.inputs()[1]).ints())
            .mapToLong(a -> Layout.nchwAxis(Math.floorMod(a, 4)))
            .toArray();
    if (o.options().int8(0, 0) == 0) {
      throw unsupported("a MEAN that drops dimensions");
    }
    values.put(
        o.outputs()[0],
        graph.node(
            "ReduceMean",
            List.of(value(o.inputs()[0])),
            fresh("mean"),
            Attr.ints("axes", axes),
            Attr.of("keepdims", 1)));
  }

  /** MediaPipe's transposed convolution with bias: options are padding, stride_w, stride_h. */
  private void custom(TfliteModel.Operator o) {
    if (!o.custom().equals("Convolution2DTransposeBias")) {
      throw unsupported("custom operator '" + o.custom() + "'");
    }
    ByteBuffer p = ByteBuffer.wrap(o.customOptions()).order(ByteOrder.LITTLE_ENDIAN);
    int sx = p.getInt(4);
    int sy = p.getInt(8);
    int[] w = shape(o.inputs()[1]); // [out, h, w, in]
    if (w[1] != sy || w[2] != sx) {
      throw unsupported("a transposed convolution whose kernel is not its stride");
    }
    float[] data = Layout.permute(constant(o.inputs()[1]).floats(), w, 3, 0, 1, 2);
    String weight = graph.constant(fresh("weight"), new long[] {w[3], w[0], w[1], w[2]}, data);
    values.put(
        o.outputs()[0],
        graph.node(
            "ConvTranspose",
            List.of(value(o.inputs()[0]), weight, floats(o.inputs()[2])),
            fresh("deconv"),
            Attr.ints("kernel_shape", w[1], w[2]),
            Attr.ints("strides", sy, sx)));
  }

  /** The fused activation: 0 none, 1 RELU, 3 RELU6. */
  private void activate(TfliteModel.Operator o, String value, int activation) {
    String out =
        switch (activation) {
          case 0 -> value;
          case 1 -> graph.node("Relu", List.of(value), fresh("relu"));
          case 3 ->
              graph.node(
                  "Clip", List.of(value, scalar("low", 0), scalar("high", 6)), fresh("relu6"));
          default -> throw unsupported("fused activation number " + activation);
        };
    values.put(o.outputs()[0], out);
  }

  private String scalar(String hint, float v) {
    return graph.constant(fresh(hint), new long[0], new float[] {v});
  }

  private String floats(int index) {
    float[] data = constant(index).floats();
    return graph.constant(fresh("bias"), new long[] {data.length}, data);
  }

  /** An operand of a broadcast: a computed value, or a constant over channels or all. */
  private String operand(int index) {
    if (!constant(index).constant()) {
      return value(index);
    }
    float[] data = constant(index).floats();
    int[] s = shape(index);
    if (data.length != 1 && data.length != s[s.length - 1]) {
      throw unsupported("a constant that differs over the picture");
    }
    return graph.constant(fresh("constant"), new long[] {data.length, 1, 1}, data);
  }

  private String value(int index) {
    String v = values.get(index);
    if (v == null) {
      throw new ModelException(name, "uses tensor " + index + " before it is computed");
    }
    return v;
  }

  private TfliteModel.Tensor constant(int index) {
    return model.tensors().get(alias.getOrDefault(index, index));
  }

  private int[] shape(int index) {
    return model.tensors().get(index).shape();
  }

  private String fresh(String hint) {
    return hint + made++;
  }

  private ModelException unsupported(String what) {
    return new ModelException(name, "uses " + what + ", which the reader does not know");
  }
}
