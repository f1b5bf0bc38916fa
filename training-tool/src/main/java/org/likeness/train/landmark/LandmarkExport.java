package org.likeness.train.landmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.likeness.file.AtomicFile;
import org.likeness.model.onnx.OnnxGraph;
import org.likeness.train.export.OnnxOps;
import org.likeness.train.loop.WeightFile;

/** The trained landmark network as an ONNX file that says what it is. */
public final class LandmarkExport {
  private LandmarkExport() {}

  /**
   * Writes the averaged weights of a folder's checkpoint, stored as fp16.
   *
   * @throws IOException if there is no checkpoint, or the file cannot be written
   */
  public static void write(Path folder, Path out) throws IOException {
    Path file = folder.resolve(LandmarkRun.CHECKPOINT);
    WeightFile read = WeightFile.read(file);
    LandmarkRun.Header header = LandmarkRun.header(file, read);
    byte[] onnx = onnx(read.four().get(3), header);
    AtomicFile.write(out, onnx);
  }

  static byte[] onnx(float[] weights, LandmarkRun.Header header) throws IOException {
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
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("format", 1);
    about.put("coverage", LandmarkSamples.COVERAGE);
    about.put("licence", "Apache-2.0");
    about.put(
        "trainedOn",
        header.pictures() + " rendered pictures of " + header.people() + " invented people");
    about.put("iterations", header.iteration());
    about.put("validation", header.validation());
    graph.metadata("likeness.landmarks", new ObjectMapper().writeValueAsString(about));
    return graph.toBytes();
  }
}
