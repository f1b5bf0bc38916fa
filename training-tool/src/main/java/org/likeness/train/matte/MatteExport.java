package org.likeness.train.matte;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.likeness.model.onnx.Attr;
import org.likeness.model.onnx.OnnxGraph;
import org.likeness.train.export.OnnxOps;

/** The trained matte network as an ONNX file that says what it is. */
final class MatteExport {
  private MatteExport() {}

  /** The graph; {@code about} stands in it as {@code likeness.matte}. */
  static byte[] onnx(float[] weights, Map<String, Object> about) throws IOException {
    OnnxGraph graph = new OnnxGraph("likeness-matte");
    OnnxOps ops = new OnnxOps(graph, MatteTrainer.SET, weights, OnnxGraph.Precision.FP16);
    String input = graph.input("crop", -1, 3, MatteNet.SIZE, MatteNet.SIZE);
    MatteNet.Output<String> made = MatteNet.run(ops, input);
    String coverage = graph.node("Sigmoid", List.of(made.coverage()), "coverage");
    String parts = graph.node("Softmax", List.of(made.parts()), "parts", Attr.of("axis", 1L));
    graph.output(coverage, -1, 2, MatteNet.SIZE, MatteNet.SIZE);
    graph.output(parts, -1, MatteNet.PARTS, MatteNet.SIZE, MatteNet.SIZE);
    graph.metadata("likeness.matte", new ObjectMapper().writeValueAsString(about));
    return graph.toBytes();
  }
}
