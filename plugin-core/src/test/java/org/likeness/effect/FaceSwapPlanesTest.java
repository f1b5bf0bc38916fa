package org.likeness.effect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.likeness.effect.NodeBundle.Answer;
import org.likeness.exr.ExrChannel;
import org.likeness.exr.ExrPart;
import org.likeness.exr.ExrReader;
import org.likeness.image.HalfFloat;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.pipeline.layers.Layer;

/** Layers as planes beside the node's colour, in hosts that have a suite for them. */
final class FaceSwapPlanesTest extends NodeHostTest {
  private static Set<String> planes(String prefix) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(n -> n.startsWith(prefix + ".0001.") && n.endsWith(".exr"))
          .map(n -> n.substring(prefix.length() + 6).replace("exr", "").replace(".", ""))
          .filter(n -> !n.isEmpty())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  void aHostThatTakesAnyNameGetsEveryLayerAtOnceAsInTheFile() throws Exception {
    Answer a = render("all.####.exr", "--profile", "natron", "--planes", "--frames", "1,3");
    assertDone(a);
    assertThat(planes("all"))
        .containsExactlyInAnyOrder(
            "comp",
            "raw",
            "matte",
            "hull",
            "learned",
            "occlusion",
            "edge",
            "stmap",
            "facemotion",
            "risk",
            "cryptoFace00",
            "cryptoFace01");
    swap("file.####.exr", "layerFile", "multi");
    for (int f : new int[] {1, 3}) {
      List<ExrPart> parts = ExrReader.read(frame("file.####.exr", f));
      double sum = 0;
      for (ExrPart part : parts) {
        if (part.name().equals(Layer.RGBA.id())) {
          continue;
        }
        for (ExrChannel c : part.channels()) {
          String plane = c.name().substring(0, c.name().indexOf('.'));
          String letter = c.name().substring(c.name().indexOf('.') + 1);
          String in = letter.equals("u") ? "R" : letter.equals("v") ? "G" : letter;
          Path file = frame("all.####." + plane + ".exr", f);
          Plane seen = ExrReader.read(file).get(0).channel(in).orElseThrow().plane();
          sum += compare(c, seen);
        }
      }
      assertThat(sum > 100).isEqualTo(f == 1);
    }
  }

  /** The file's samples are the node's, rounded as the file stores them. */
  private static double compare(ExrChannel file, Plane node) {
    PixelRect w = file.plane().rect().intersect(node.rect());
    double sum = 0;
    for (int y = w.y0(); y < w.y1(); y++) {
      for (int x = w.x0(); x < w.x1(); x++) {
        float v = node.get(x, y);
        float stored =
            file.type() == ExrChannel.Type.HALF ? HalfFloat.toFloat(HalfFloat.fromFloat(v)) : v;
        assertThat(file.plane().get(x, y)).as(file.name()).isEqualTo(stored);
        sum += Math.abs(stored);
      }
    }
    return sum;
  }

  @Test
  void aHostOfColourAndMotionGetsMotion() throws Exception {
    assertDone(render("two.####.exr", "--profile", "nuke", "--planes", "--frames", "1"));
    assertThat(planes("two")).containsExactly("forward");
    swap("motion.####.exr", "layers", "facemotion", "layerFile", "multi");
    ExrPart file = ExrReader.read(frame("motion.####.exr", 1)).get(1);
    ExrPart node = ExrReader.read(frame("two.####.forward.exr", 1)).get(0);
    assertThat(
            compare(
                file.channel("facemotion.u").orElseThrow(),
                node.channel("R").orElseThrow().plane()))
        .as("the face moves two pixels a frame")
        .isGreaterThan(2000);
  }

  @Test
  void withoutTheSuiteAllIsAsEver() throws Exception {
    assertDone(render("none.####.exr", "--planes", "--frames", "1"));
    assertDone(render("ever.####.exr", "--frames", "1"));
    assertThat(planes("none")).isEmpty();
    assertThat(Files.readAllBytes(frame("none.####.exr", 1)))
        .isEqualTo(Files.readAllBytes(frame("ever.####.exr", 1)));
  }

  @Test
  void aNodeWithoutAModelFillsThePlanesItIsAskedFor() throws Exception {
    List<String> args =
        arguments(
            folder.resolve("plate.####.exr"),
            "bare.####.exr",
            "--profile",
            "natron",
            "--planes",
            "--frames",
            "1",
            "--set",
            "layers=matte,stmap");
    Answer a = bundle.host(java.util.Map.of(), args);
    assertDone(a);
    // The host may take the plate as it is, or have the node fill its planes.
    assertThat(planes("bare")).isSubsetOf("matte", "stmap");
  }
}
