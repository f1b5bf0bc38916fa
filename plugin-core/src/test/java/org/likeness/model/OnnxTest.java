package org.likeness.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.likeness.model.onnx.Attr;
import org.likeness.model.onnx.Half;
import org.likeness.model.onnx.OnnxGraph;

class OnnxTest {
  @Test
  void aGraphOfOursRunsAndKeepsItsMetadata() {
    for (OnnxGraph.Precision p : OnnxGraph.Precision.values()) {
      byte[] bytes = convolution(p);
      assertThat(convolution(p)).as("the same calls give the same bytes").isEqualTo(bytes);
      try (OnnxSession s = OnnxSession.open(bytes, "graph")) {
        assertThat(s.inputs().get(0).shape()).containsExactly(-1, 1, 3, 3);
        float[] in = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        FloatTensor out = s.run(Map.of("x", FloatTensor.of(in, 1, 1, 3, 3))).get("y");
        assertThat(out.shape()).containsExactly(1, 1, 2, 2);
        float[] y = out.toArray();
        assertThat(y[0]).isCloseTo(0.5f * 1 - 0.25f * 5 + 1, within(1e-6f));
        assertThat(y[3]).isCloseTo(Math.max(0, 0.5f * 5 - 0.25f * 9 + 1), within(1e-6f));
      }
    }
    assertThat(ModelFile.parse(convolution(OnnxGraph.Precision.FP32), "g").getMetadataProps(0))
        .matches(e -> e.getKey().equals("a") && e.getValue().equals("b"));
  }

  @Test
  void manyThreadsMayRunOneSession() {
    try (OnnxSession s = OnnxSession.open(convolution(OnnxGraph.Precision.FP32), "graph")) {
      List<float[]> all =
          IntStream.range(0, 200)
              .parallel()
              .mapToObj(
                  i -> {
                    float[] in = new float[9];
                    Arrays.fill(in, i);
                    return s.run(Map.of("x", FloatTensor.of(in, 1, 1, 3, 3))).get("y").toArray();
                  })
              .toList();
      for (int i = 0; i < 200; i++) {
        assertThat(all.get(i)).containsOnly(0.25f * i + 1);
      }
    }
  }

  @Test
  void directAndHeapBuffersGiveTheSame() {
    try (OnnxSession s = OnnxSession.open(convolution(OnnxGraph.Precision.FP32), "graph")) {
      FloatTensor direct = FloatTensor.direct(1, 1, 3, 3);
      for (int i = 0; i < 9; i++) {
        direct.data().put(i, i);
      }
      float[] a = s.run(Map.of("x", direct)).get("y").toArray();
      float[] b =
          s.run(Map.of("x", FloatTensor.of(direct.toArray(), 1, 1, 3, 3))).get("y").toArray();
      assertThat(a).containsExactly(b);
    }
  }

  @Test
  void wrongInputsAreNamed() {
    try (OnnxSession s = OnnxSession.open(convolution(OnnxGraph.Precision.FP32), "m.onnx")) {
      assertThatThrownBy(() -> s.run(Map.of()))
          .isInstanceOf(ModelException.class)
          .hasMessage("m.onnx: needs an input 'x'");
      assertThatThrownBy(() -> s.run(Map.of("x", FloatTensor.of(new float[4], 1, 1, 2, 2))))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("[-1, 1, 3, 3]")
          .hasMessageContaining("[1, 1, 2, 2]");
    }
  }

  @Test
  void bytesThatAreNoModelAreRefused() {
    byte[] good = convolution(OnnxGraph.Precision.FP32);
    for (byte[] bad :
        List.of(new byte[0], new byte[] {1, 2, 3}, Arrays.copyOf(good, good.length / 2))) {
      assertThatThrownBy(() -> OnnxSession.open(bad, "m.onnx"))
          .isInstanceOf(ModelException.class)
          .hasMessageStartingWith("m.onnx: ");
    }
    OnnxGraph g = new OnnxGraph("g");
    g.input("x", 1);
    g.node("NoSuchOperator", List.of("x"), "y");
    g.output("y", 1);
    assertThatThrownBy(() -> OnnxSession.open(g.toBytes(), "m.onnx"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("NoSuchOperator");
  }

  @Test
  void theBuilderRefusesMistakes() {
    OnnxGraph g = new OnnxGraph("g");
    g.input("x", -1, 2);
    assertThatThrownBy(() -> g.input("x", 1)).hasMessageContaining("'x'");
    assertThatThrownBy(() -> g.node("Relu", List.of("z"), "y")).hasMessageContaining("'z'");
    assertThatThrownBy(() -> g.constant("c", new long[] {3}, new float[2]))
        .hasMessageContaining("needs 3 numbers, not 2");
  }

  @Test
  void halfNumbersGoThereAndBack() {
    for (int bits = 0; bits < 65536; bits++) {
      float f = Half.toFloat((short) bits);
      if (!Float.isNaN(f)) {
        assertThat(Half.of(f)).isEqualTo((short) bits);
      }
    }
    assertThat(Half.toFloat(Half.of(Float.NaN))).isNaN();
    assertThat(Half.toFloat(Half.of(1e9f))).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(Half.toFloat(Half.of(65519f))).isEqualTo(65504f);
    // Half-way between two numbers: to the even one.
    assertThat(Half.toFloat(Half.of(2049f))).isEqualTo(2048f);
    assertThat(Half.toFloat(Half.of(2051f))).isEqualTo(2052f);
  }

  private static byte[] convolution(OnnxGraph.Precision p) {
    OnnxGraph g = new OnnxGraph("test");
    g.input("x", -1, 1, 3, 3);
    g.weight("w", new long[] {1, 1, 2, 2}, new float[] {0.5f, 0, 0, -0.25f}, p);
    g.weight("b", new long[] {1}, new float[] {1}, p);
    g.node(
        "Conv", List.of("x", "w", "b"), "c", Attr.ints("kernel_shape", 2, 2), Attr.of("group", 1));
    g.node("Relu", List.of("c"), "y");
    g.output("y", -1, 1, 2, 2);
    g.metadata("a", "b");
    return g.toBytes();
  }

  @Test
  void onlyTheChosenWayIsComputed() {
    OnnxGraph g = new OnnxGraph("ways");
    g.input("x", 1, 4);
    g.input("which", 1);
    g.node("Cast", List.of("which"), "by", Attr.of("to", 7L)); // int64
    g.constant("three", new long[] {1}, new long[] {3});
    List<Supplier<List<String>>> ways = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      int way = i;
      ways.add(
          () -> {
            g.constant("add" + way, new long[] {1}, new float[] {way});
            if (way == 3) {
              // Four numbers are not three: this way fails as soon as it is run.
              g.node("Reshape", List.of("x", "three"), "broken");
              return List.of(g.node("Add", List.of("broken", "add3"), "out3"));
            }
            return List.of(g.node("Add", List.of("x", "add" + way), "out" + way));
          });
    }
    g.choose("by", ways, List.of("y"));
    g.output("y", 1, 4);
    try (OnnxSession s = OnnxSession.open(g.toBytes(), "ways")) {
      for (int which : new int[] {-7, 0, 1, 2, 4, 9}) {
        float[] y =
            s.run(
                    Map.of(
                        "x", FloatTensor.of(new float[] {1, 2, 3, 4}, 1, 4),
                        "which", FloatTensor.of(new float[] {which}, 1)))
                .values()
                .iterator()
                .next()
                .toArray();
        int taken = Math.max(0, Math.min(4, which));
        assertThat(y).containsExactly(1 + taken, 2 + taken, 3 + taken, 4 + taken);
      }
      assertThatThrownBy(
              () ->
                  s.run(
                      Map.of(
                          "x", FloatTensor.of(new float[] {1, 2, 3, 4}, 1, 4),
                          "which", FloatTensor.of(new float[] {3}, 1))))
          .isInstanceOf(ModelException.class);
    }
  }

  @Test
  void controlsAreFedWithinTheirRanges() {
    ModelControl morph = new ModelControl("morph", "Morph", "m", 0, 1, 0.75);
    ModelControl smile = new ModelControl("smile", "Smile", "s", -1, 1, 0);
    List<ModelControl> both = List.of(morph, smile);
    assertThat(ControlValues.parse("", both))
        .containsExactly(Map.entry("morph", 0.75), Map.entry("smile", 0.0));
    assertThat(ControlValues.parse(" smile = -0.5 ,", both)).containsEntry("smile", -0.5);
    refused("smile=2", both, "must lie within -1.0 to 1.0");
    refused("smile=NaN", both, "must lie within");
    refused("smile=much", both, "must be a number -1.0 to 1.0");
    refused("smile", both, "write id=value");
    refused("smile=0,smile=1", both, "names smile twice");
    refused("frown=1", both, "no control \"frown\"; it has morph, smile");
    refused("frown=1", List.of(), "it has none");
    assertThatThrownBy(() -> new ModelControl("x", "X", "x", 1, 0, 0))
        .hasMessageContaining("the least must lie below the greatest");
  }

  private static void refused(String text, List<ModelControl> controls, String reason) {
    assertThatThrownBy(() -> ControlValues.parse(text, controls))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }
}
