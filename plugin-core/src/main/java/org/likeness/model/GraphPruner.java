package org.likeness.model;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Cuts a graph down to what some of its outputs need. */
final class GraphPruner {
  private GraphPruner() {}

  /**
   * The model with only the outputs named, in that order, and the nodes and weights behind them.
   * Nodes that hold subgraphs keep everything those might refer to.
   */
  static ModelProto keep(ModelProto model, List<String> outputs) {
    GraphProto graph = model.getGraph();
    Map<String, NodeProto> maker = new HashMap<>();
    for (NodeProto n : graph.getNodeList()) {
      n.getOutputList().forEach(o -> maker.put(o, n));
    }
    Set<String> needed = new HashSet<>();
    Set<NodeProto> nodes = new HashSet<>();
    Deque<String> todo = new ArrayDeque<>(outputs);
    while (!todo.isEmpty()) {
      String value = todo.pop();
      if (needed.add(value)) {
        NodeProto n = maker.get(value);
        if (n != null && nodes.add(n)) {
          todo.addAll(n.getInputList());
          n.getAttributeList().forEach(a -> addInner(a.getG(), todo));
        }
      }
    }
    GraphProto.Builder out = graph.toBuilder().clearNode().clearInitializer().clearOutput();
    for (NodeProto n : graph.getNodeList()) {
      if (nodes.contains(n)) {
        out.addNode(n);
      }
    }
    for (TensorProto t : graph.getInitializerList()) {
      if (needed.contains(t.getName())) {
        out.addInitializer(t);
      }
    }
    for (String o : outputs) {
      for (ValueInfoProto v : graph.getOutputList()) {
        if (v.getName().equals(o)) {
          out.addOutput(v);
        }
      }
    }
    return model.toBuilder().setGraph(out).build();
  }

  /** The model with an int64 [1] input made a constant, so that branches not taken fall away. */
  static ModelProto fix(ModelProto model, String input, long value) {
    GraphProto.Builder graph = model.getGraph().toBuilder();
    for (int i = graph.getInputCount() - 1; i >= 0; i--) {
      if (graph.getInput(i).getName().equals(input)) {
        graph.removeInput(i);
      }
    }
    graph.addInitializer(
        TensorProto.newBuilder()
            .setName(input)
            .setDataType(TensorProto.DataType.INT64.getNumber())
            .addDims(1)
            .addInt64Data(value));
    return model.toBuilder().setGraph(graph).build();
  }

  private static void addInner(GraphProto inner, Deque<String> todo) {
    for (NodeProto n : inner.getNodeList()) {
      todo.addAll(n.getInputList());
      n.getAttributeList().forEach(a -> addInner(a.getG(), todo));
    }
  }
}
