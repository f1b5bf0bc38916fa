package org.likeness.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.likeness.model.FaceNetwork;
import org.likeness.model.FloatTensor;
import org.likeness.model.ModelException;
import org.likeness.model.OnnxSession;
import org.likeness.model.WeightStore;
import org.likeness.model.onnx.Attr;
import org.likeness.model.onnx.OnnxGraph;
import org.likeness.model.onnx.OnnxProgram;
import org.likeness.train.net.TorchRuntime;

class TorchFrozenNetTest {
  @Test
  void everyOperatorComputesWhatTheSessionComputes() {
    OnnxGraph graph = new OnnxGraph("drawn");
    String x = graph.input("input", -1, 3, 18, 18);
    Random random = new Random(3);
    x = graph.node("Mul", List.of(x, constant(graph, "by", random, 3, 1, 1)), "mul");
    x = graph.node("Add", List.of(x, constant(graph, "plus", random, 3, 1, 1)), "add");
    x =
        graph.node(
            "Conv",
            List.of(x, constant(graph, "w", random, 5, 3, 3, 3), constant(graph, "b", random, 5)),
            "conv",
            Attr.ints("kernel_shape", 3, 3),
            Attr.ints("strides", 2, 2),
            Attr.ints("pads", 1, 1, 1, 1));
    x = graph.node("Relu", List.of(x), "relu");
    String pads = graph.constant("pads", new long[] {8}, new long[] {0, 1, 0, 2, 0, 3, 1, 0});
    x = graph.node("Pad", List.of(x, pads), "pad");
    x =
        graph.node(
            "MaxPool",
            List.of(x),
            "most",
            Attr.ints("kernel_shape", 3, 3),
            Attr.ints("strides", 2, 2));
    x =
        graph.node(
            "AveragePool",
            List.of(x),
            "mean",
            Attr.ints("kernel_shape", 2, 2),
            Attr.ints("strides", 2, 2));
    x = graph.node("GlobalAveragePool", List.of(x), "one");
    x = graph.node("Flatten", List.of(x), "flat");
    graph.node("MatMul", List.of(x, constant(graph, "m", random, 9, 4)), "out");
    graph.output("out", -1, 4);
    compare(graph.toBytes(), 18, "out", 4, 1e-5f);
  }

  @Test
  void theRecognitionNetworkSaysWhatItsSessionSays() {
    byte[] onnx;
    try {
      onnx = FaceNetwork.IDENTITY.onnx(WeightStore.open());
    } catch (ModelException e) {
      Assumptions.abort("the weights cannot be had: " + e.getMessage());
      return;
    }
    compare(onnx, 150, "identity", 128, 1e-4f);
  }

  @Test
  void whatItDoesNotKnowIsNamed() {
    TorchRuntime.start(1);
    OnnxGraph graph = new OnnxGraph("foreign");
    graph.node("Sin", List.of(graph.input("input", -1, 3)), "out");
    graph.output("out", -1, 3);
    try (PointerScope scope = new PointerScope();
        TorchFrozenNet net =
            new TorchFrozenNet(OnnxProgram.read(graph.toBytes(), "foreign"), "foreign")) {
      Tensor input = Tensor.create(new float[3], 1, 3);
      assertThatThrownBy(() -> net.run(input, List.of("out")))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("Sin");
      assertThatThrownBy(() -> net.run(input, List.of("none"))).isInstanceOf(ModelException.class);
    }
  }

  private static void compare(byte[] onnx, int side, String output, int count, float tolerance) {
    TorchRuntime.start(1);
    Random random = new Random(7);
    float[] pixels = new float[2 * 3 * side * side];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextFloat();
    }
    float[] expected;
    try (OnnxSession session = OnnxSession.open(onnx, "same")) {
      expected =
          session
              .run(Map.of("input", FloatTensor.of(pixels, 2, 3, side, side)))
              .get(output)
              .toArray();
    }
    float[] made = new float[2 * count];
    try (PointerScope scope = new PointerScope();
        TorchFrozenNet net = new TorchFrozenNet(OnnxProgram.read(onnx, "same"), "same")) {
      net.run(Tensor.create(pixels, 2, 3, side, side), List.of(output))
          .get(0)
          .contiguous()
          .data_ptr_float()
          .get(made);
    }
    double most = 0;
    for (int i = 0; i < made.length; i++) {
      most = Math.max(most, Math.abs(expected[i]));
      assertThat(made[i]).isCloseTo(expected[i], within(tolerance));
    }
    assertThat(most).isGreaterThan(0.01);
  }

  private static String constant(OnnxGraph graph, String name, Random random, long... shape) {
    int n = 1;
    for (long s : shape) {
      n *= (int) s;
    }
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = random.nextFloat() - 0.3f;
    }
    return graph.constant(name, shape, values);
  }
}
