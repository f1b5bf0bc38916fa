package org.likeness.model.tfjs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.likeness.model.ModelException;
import org.likeness.model.onnx.Attr;
import org.likeness.model.onnx.OnnxGraph;
import org.likeness.model.tflite.Layout;

/**
 * Turns a TensorFlow.js graph model of convolutions into ONNX. Values of four dimensions are
 * computed channels-second; the input becomes float32 [N, C, H, W]; outputs keep TensorFlow's order
 * of numbers and are named as in the model's signature.
 */
public final class TfjsReader {
  private final String name;
  private final JsonNode document;
  private final TfjsWeights weights;
  private final Map<String, JsonNode> nodes = new HashMap<>();
  private final Map<String, String> values = new HashMap<>();
  private final OnnxGraph graph;
  private int made;

  private TfjsReader(JsonNode document, byte[] bin, String name) {
    this.name = name;
    this.document = document;
    weights = new TfjsWeights(document.path("weightsManifest"), bin, name);
    graph = new OnnxGraph(name);
    for (JsonNode n : document.path("modelTopology").path("node")) {
      nodes.put(n.path("name").asText(), n);
    }
  }

  /**
   * Converts a model of one weights file.
   *
   * @param json content of its {@code .json}
   * @param bin content of its {@code .bin}
   * @param name for messages and as the graph's name
   * @throws ModelException if it is no such model or uses an operator that is not supported
   */
  public static byte[] toOnnx(byte[] json, byte[] bin, String name) {
    try {
      JsonNode document = new ObjectMapper().readTree(json);
      if (!document.path("format").asText().equals("graph-model")) {
        throw new ModelException(name, "is not a TensorFlow.js graph model");
      }
      return new TfjsReader(document, bin, name).convert();
    } catch (JsonProcessingException e) {
      throw new ModelException(name, "is not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw new ModelException(name, "cannot be read: " + e.getMessage(), e);
    }
  }

  private byte[] convert() {
    Map<String, JsonNode> outputs = new TreeMap<>();
    document
        .path("signature")
        .path("outputs")
        .properties()
        .forEach(e -> outputs.put(e.getKey(), e.getValue()));
    for (Map.Entry<String, JsonNode> e : outputs.entrySet()) {
      String from = value(e.getValue().path("name").asText());
      graph.node("Identity", List.of(from), e.getKey());
      JsonNode dims = e.getValue().path("tensorShape").path("dim");
      long[] shape = new long[dims.size()];
      for (int i = 0; i < shape.length; i++) {
        shape[i] = Long.parseLong(dims.get(i).path("size").asText());
      }
      graph.output(e.getKey(), shape);
    }
    return graph.toBytes();
  }

  /** The ONNX value of a node's first output; what it needs is converted first. */
  private String value(String reference) {
    String key = node(reference);
    String known = values.get(key);
    if (known != null) {
      return known;
    }
    JsonNode n = nodes.get(key);
    if (n == null) {
      throw new ModelException(name, "refers to a node '" + key + "' that it does not have");
    }
    String made = convert(n);
    values.put(key, made);
    return made;
  }

  private String convert(JsonNode n) {
    String op = n.path("op").asText();
    return switch (op) {
      case "Placeholder" -> input(n);
      case "Identity" -> value(input(n, 0));
      case "_FusedConv2D", "Conv2D" -> convolve(n, false);
      case "DepthwiseConv2dNative", "FusedDepthwiseConv2dNative" -> convolve(n, true);
      case "AddV2", "Add" ->
          graph.node("Add", List.of(value(input(n, 0)), value(input(n, 1))), fresh("add"));
      case "Prelu" -> prelu(value(input(n, 0)), input(n, 1));
      case "MaxPool" ->
          graph.node(
              "MaxPool",
              List.of(value(input(n, 0))),
              fresh("pool"),
              Attr.ints("kernel_shape", middle(n, "ksize")),
              Attr.ints("strides", middle(n, "strides")),
              padding(n));
      case "Pad" -> pad(n);
      case "Sigmoid", "Relu" -> graph.node(op, List.of(value(input(n, 0))), fresh("unary"));
      case "Reshape" -> reshape(n);
      default ->
          throw new ModelException(
              name, "uses operator " + op + ", which the reader does not know");
    };
  }

  private String input(JsonNode n) {
    JsonNode dims = n.path("attr").path("shape").path("shape").path("dim");
    if (dims.size() != 4) {
      throw new ModelException(name, "has an input that is no picture");
    }
    return graph.input(
        "input",
        -1,
        dims.get(3).path("size").asLong(),
        dims.get(1).path("size").asLong(),
        dims.get(2).path("size").asLong());
  }

  private String convolve(JsonNode n, boolean depthwise) {
    TfjsWeights.Tensor w = weights.get(node(input(n, 1)));
    int[] s = w.shape(); // [h, w, in, out], depthwise [h, w, c, multiplier]
    long groups = depthwise ? s[2] : 1;
    long[] dims =
        depthwise
            ? new long[] {(long) s[2] * s[3], 1, s[0], s[1]}
            : new long[] {s[3], s[2], s[0], s[1]};
    float[] data =
        depthwise
            ? Layout.permute(w.floats(), s, 2, 3, 0, 1)
            : Layout.permute(w.floats(), s, 3, 2, 0, 1);
    List<String> in = new ArrayList<>();
    in.add(value(input(n, 0)));
    in.add(graph.constant(fresh("weight"), dims, data));
    List<String> fused = new ArrayList<>();
    for (JsonNode f : n.path("attr").path("fused_ops").path("list").path("s")) {
      fused.add(text(f));
    }
    if (fused.contains("BiasAdd")) {
      float[] bias = weights.get(node(input(n, 2))).floats();
      in.add(graph.constant(fresh("bias"), new long[] {bias.length}, bias));
    }
    String out =
        graph.node(
            "Conv",
            in,
            fresh("conv"),
            Attr.ints("kernel_shape", s[0], s[1]),
            Attr.ints("strides", middle(n, "strides")),
            Attr.of("group", groups),
            padding(n));
    if (fused.contains("Prelu")) {
      return prelu(out, input(n, 3));
    }
    return fused.contains("Relu") ? graph.node("Relu", List.of(out), fresh("relu")) : out;
  }

  private String prelu(String in, String slope) {
    float[] a = weights.get(node(slope)).floats(); // [1, 1, c]
    String constant = graph.constant(fresh("slope"), new long[] {a.length, 1, 1}, a);
    return graph.node("PRelu", List.of(in, constant), fresh("prelu"));
  }

  private String pad(JsonNode n) {
    int[] p = weights.get(node(input(n, 1))).ints(); // pairs for n, h, w, c
    long[] pads = {p[0], p[6], p[2], p[4], p[1], p[7], p[3], p[5]};
    String amounts = graph.constant(fresh("pads"), new long[] {8}, pads);
    return graph.node("Pad", List.of(value(input(n, 0)), amounts), fresh("pad"));
  }

  private String reshape(JsonNode n) {
    int[] to = weights.get(node(input(n, 1))).ints();
    long[] dims = new long[to.length];
    for (int i = 0; i < to.length; i++) {
      dims[i] = to[i];
    }
    String nhwc =
        graph.node(
            "Transpose", List.of(value(input(n, 0))), fresh("nhwc"), Attr.ints("perm", 0, 2, 3, 1));
    String shape = graph.constant(fresh("shape"), new long[] {dims.length}, dims);
    return graph.node("Reshape", List.of(nhwc, shape), fresh("reshape"));
  }

  /** ONNX's SAME_UPPER is TensorFlow's SAME: the odd pixel goes to the end. */
  private static Attr padding(JsonNode n) {
    boolean same = text(n.path("attr").path("padding").path("s")).equals("SAME");
    return Attr.of("auto_pad", same ? "SAME_UPPER" : "VALID");
  }

  private static long[] middle(JsonNode n, String attribute) {
    JsonNode i = n.path("attr").path(attribute).path("list").path("i");
    return new long[] {Long.parseLong(i.get(1).asText()), Long.parseLong(i.get(2).asText())};
  }

  private static String text(JsonNode base64) {
    return new String(Base64.getDecoder().decode(base64.asText()), StandardCharsets.UTF_8);
  }

  private String input(JsonNode n, int index) {
    JsonNode in = n.path("input").path(index);
    if (in.isMissingNode()) {
      throw new ModelException(name, "node '" + n.path("name").asText() + "' lacks input " + index);
    }
    return in.asText();
  }

  /** "name:0" and "^name" mean the node "name". */
  private static String node(String reference) {
    String r = reference.startsWith("^") ? reference.substring(1) : reference;
    int colon = r.lastIndexOf(':');
    return colon < 0 ? r : r.substring(0, colon);
  }

  private String fresh(String hint) {
    return hint + made++;
  }
}
