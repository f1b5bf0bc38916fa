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

  private static void addInner(GraphProto inner, Deque<String> todo) {
    for (NodeProto n : inner.getNodeList()) {
      todo.addAll(n.getInputList());
      n.getAttributeList().forEach(a -> addInner(a.getG(), todo));
    }
  }
}
