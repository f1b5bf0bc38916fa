package org.likeness.train.landmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.likeness.model.onnx.OnnxGraph;
import org.likeness.train.export.OnnxOps;

/** The trained landmark network as an ONNX file that says what it is. */
final class LandmarkExport {
  private LandmarkExport() {}

  /** The graph; {@code about} stands in it as {@code likeness.landmarks}. */
  static byte[] onnx(float[] weights, Map<String, Object> about) throws IOException {
    OnnxGraph graph = new OnnxGraph("likeness-landmarks");
    OnnxOps ops = new OnnxOps(graph, LandmarkTrainer.SET, weights, OnnxGraph.Precision.FP16);
    String input = graph.input("crop", -1, 3, LandmarkNet.SIZE, LandmarkNet.SIZE);
    LandmarkNet.Output<String> made = LandmarkNet.run(ops, input);
    String places = graph.node("Identity", List.of(made.places()), "places");
    String turn = graph.node("Identity", List.of(made.turn()), "turn");
    String facts = graph.node("Identity", List.of(made.facts()), "facts");
    graph.output(places, -1, LandmarkNet.POINTS, 2);
    String units = graph.node("Identity", List.of(made.units()), "units");
    graph.output(units, -1, LandmarkNet.UNITS);
    graph.output(turn, -1, 6);
    graph.output(facts, -1, LandmarkNet.FACTS);
    graph.metadata("likeness.landmarks", new ObjectMapper().writeValueAsString(about));
    return graph.toBytes();
  }
}
