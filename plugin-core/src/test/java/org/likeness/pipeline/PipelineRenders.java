package org.likeness.pipeline;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.image.Frame;

/** Renders of the drawn plates with the tests' model. */
abstract class PipelineRenders {
  @TempDir static Path dir;
  static Path model = Path.of("");

  @BeforeAll
  static void writeModel() throws Exception {
    model = TestModels.write(dir.resolve("test.onnx"), TestModels.RIGHTS);
  }

  static SwapSettings settings(String... more) {
    Map<String, String> m = new HashMap<>();
    m.put("model", model.toString());
    m.put("identity", "negative");
    m.put("colourMatch", "0");
    m.put("matteCombine", "learned"); // a drawn plate: what a network sees in it says nothing
    for (int i = 0; i < more.length; i += 2) {
      m.put(more[i], more[i + 1]);
    }
    return SwapSettings.of(m);
  }

  static FrameResult render(Frame plate, int frame, SwapSettings s) {
    try (FramePipeline p = FramePipeline.open(s)) {
      return p.render(plate, frame, TestPlates.track(), s);
    }
  }

  static int bits(float v) {
    return Float.floatToRawIntBits(v);
  }
}
