package org.likeness.train.matte;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.likeness.face.FaceParts;
import org.likeness.file.AtomicFile;
import org.likeness.model.onnx.OnnxGraph;
import org.likeness.train.export.OnnxOps;
import org.likeness.train.loop.WeightFile;

/** The trained matte network as an ONNX file that says what it is. */
public final class MatteExport {
  private MatteExport() {}

  /**
   * Writes the averaged weights of a folder's checkpoint, stored as fp16.
   *
   * @throws IOException if there is no checkpoint, or the file cannot be written
   */
  public static void write(Path folder, Path out) throws IOException {
    Path file = folder.resolve(MatteRun.CHECKPOINT);
    WeightFile read = WeightFile.read(file);
    MatteRun.Header header = MatteRun.header(file, read);
    AtomicFile.write(out, onnx(read.four().get(3), about(header)));
  }

  static Map<String, Object> about(MatteRun.Header header) {
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("format", 1);
    about.put("coverage", FaceParts.COVERAGE);
    about.put("licence", "Apache-2.0");
    about.put(
        "trainedOn",
        header.pictures() + " rendered pictures of " + header.people() + " invented people");
    about.put("iterations", header.iteration());
    about.put("validation", header.validation());
    return about;
  }

  /** The graph; {@code about} stands in it as {@code likeness.matte}. */
  static byte[] onnx(float[] weights, Map<String, Object> about) throws IOException {
    OnnxGraph graph = new OnnxGraph("likeness-matte");
    OnnxOps ops = new OnnxOps(graph, MatteTrainer.SET, weights, OnnxGraph.Precision.FP16);
    String input = graph.input("crop", -1, 3, MatteNet.SIZE, MatteNet.SIZE);
    MatteNet.Output<String> made = MatteNet.run(ops, input);
    String coverage = graph.node("Sigmoid", List.of(made.coverage()), "coverage");
    String parts =
        graph.node(
            "Softmax", List.of(made.parts()), "parts", org.likeness.model.onnx.Attr.of("axis", 1L));
    graph.output(coverage, -1, 2, MatteNet.SIZE, MatteNet.SIZE);
    graph.output(parts, -1, MatteNet.PARTS, MatteNet.SIZE, MatteNet.SIZE);
    graph.metadata("likeness.matte", new ObjectMapper().writeValueAsString(about));
    return graph.toBytes();
  }
}
