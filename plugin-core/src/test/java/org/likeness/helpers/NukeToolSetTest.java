package org.likeness.helpers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.likeness.helpers.NukeScriptReader.Node;

/** The tool sets of Nuke: their form, their wires, the channels that they name, what they make. */
class NukeToolSetTest {
  private static final String FOLDER = "nuke/ToolSets/Likeness/";

  /** Knobs of each class, as Nuke's reference names them, that the tool sets may use. */
  private static final Map<String, Set<String>> KNOBS =
      Map.ofEntries(
          Map.entry("BackdropNode", Set.of("tile_color", "note_font_size", "bdwidth", "bdheight")),
          Map.entry("Dot", Set.of()),
          Map.entry("Read", Set.of("file", "on_error")),
          Map.entry("Shuffle", Set.of("in", "red", "green", "blue", "alpha")),
          Map.entry("FilterErode", Set.of("channels", "size", "filter")),
          Map.entry("Blur", Set.of("channels", "size")),
          Map.entry("Unpremult", Set.of("channels", "alpha")),
          Map.entry("Premult", Set.of("channels", "alpha")),
          Map.entry("Switch", Set.of("which")),
          Map.entry("Grade", Set.of("channels", "maskChannelMask")),
          Map.entry("Copy", Set.of("from0", "to0")),
          Map.entry("VectorBlur2", Set.of("channels", "uv", "scale", "disable")),
          Map.entry("CheckerBoard2", Set.of("format")),
          Map.entry("STMap", Set.of("channels", "uv")),
          Map.entry("Merge2", Set.of("operation")));

  private static final Set<String> EVERYWHERE =
      Set.of("name", "label", "xpos", "ypos", "inputs", "selected");

  private static NukeScriptReader read(String name) throws IOException {
    return NukeScriptReader.of(Helpers.text(FOLDER + name + ".nk"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"LikenessLayers", "LikenessPaint"})
  void classesKnobsAndLayersAreThoseOfNukeAndOfOurFiles(String name) throws IOException {
    NukeScriptReader script = read(name);
    Map<String, List<String>> ours = Helpers.asNukeReads();
    assertThat(script.layers).isNotEmpty();
    script.layers.forEach((layer, channels) -> assertThat(ours).containsEntry(layer, channels));
    for (Node n : script.nodes.values()) {
      assertThat(KNOBS).containsKey(n.type());
      assertThat(n.name()).matches("Likeness[A-Za-z]+");
      assertThat(n.knobs()).containsEntry("selected", "true");
      for (Map.Entry<String, String> knob : n.knobs().entrySet()) {
        if (!EVERYWHERE.contains(knob.getKey())) {
          assertThat(KNOBS.get(n.type())).as(n.toString()).contains(knob.getKey());
        }
        // What names a layer or a channel names one that is declared above it.
        if (Set.of("in", "uv").contains(knob.getKey())) {
          assertThat(script.layers).containsKey(knob.getValue());
        }
      }
      if (n.type().equals("Shuffle")) {
        List<String> has = script.layers.get(n.knobs().get("in"));
        for (String to : List.of("red", "green", "blue", "alpha")) {
          String from = n.knobs().getOrDefault(to, to);
          if (!from.equals("black")) {
            assertThat(has).as(n.toString()).contains(n.knobs().get("in") + "." + from);
          }
        }
      }
    }
    // What is declared is read.
    assertThat(
            script.nodes.values().stream()
                .flatMap(n -> n.knobs().entrySet().stream())
                .filter(k -> Set.of("in", "uv").contains(k.getKey()))
                .map(Map.Entry::getValue)
                .collect(Collectors.toSet()))
        .isEqualTo(script.layers.keySet());
  }

  @Test
  void theWiresOfTheLayers() throws IOException {
    Map<String, Node> n = read("LikenessLayers").nodes;
    assertThat(n.get("LikenessPlate").inputNames()).containsExactly("the selected node");
    assertThat(n.get("LikenessRead").inputs()).isEmpty();
    assertThat(n.get("LikenessChoice").inputNames())
        .containsExactly("LikenessUnpremult", "LikenessRaw");
    assertThat(n.get("LikenessCopyMatte").inputNames())
        .containsExactly("LikenessFaceGrade", "LikenessMatteBlur");
    assertThat(n.get("LikenessMerge").inputNames())
        .containsExactly("LikenessPlate", "LikenessMotionBlur");
    assertThat(n.get("LikenessMatteGrade").inputNames())
        .containsExactly("LikenessMerge", "LikenessMatteBlur");
    assertThat(n.get("LikenessEdgeGrade").inputNames())
        .containsExactly("LikenessMatteGrade", "LikenessEdge");
  }

  /** The guide's table names nodes that are there. */
  @Test
  void theGuideNamesItsNodes() throws IOException {
    String guide = Helpers.text("../docs/guide/nuke.md");
    List<String> named =
        Pattern.compile("`(Likeness[A-Z][A-Za-z]+)`[^\n]*\\|")
            .matcher(guide)
            .results()
            .map(m -> m.group(1))
            .toList();
    assertThat(named).hasSizeGreaterThan(5);
    assertThat(read("LikenessLayers").nodes).containsKeys(named.toArray(String[]::new));
  }

  @Test
  void theWiresOfThePaint() throws IOException {
    Map<String, Node> n = read("LikenessPaint").nodes;
    assertThat(n.get("LikenessOntoPlate").inputNames())
        .containsExactly("LikenessCropPicture", "LikenessRead");
    assertThat(n.get("LikenessCopyMatte").inputNames())
        .containsExactly("LikenessOntoPlate", "LikenessMatte");
    assertThat(n.get("LikenessMerge").inputNames())
        .containsExactly("LikenessPlate", "LikenessPremult");
  }

  /**
   * Untouched, the graph gives the layer comp; at the other choice the raw face under the matte.
   */
  @Test
  void theGraphMakesTheComp() throws IOException {
    Map<String, Node> n = new HashMap<>(read("LikenessLayers").nodes);
    double plate = 0.8;
    for (double matte : new double[] {0, 0.25, 1}) {
      Map<String, Double> file = new HashMap<>();
      file.put("rgba.red", 2.5 * matte);
      file.put("rgba.alpha", matte);
      file.put("matte.alpha", matte);
      file.put("edge.alpha", 4 * matte * (1 - matte));
      file.put("raw.red", 0.3);
      Map<String, Double> out = pixel(n.get("LikenessEdgeGrade"), file, plate, 0);
      double face = matte == 0 ? 0 : 2.5;
      assertThat(out.get("rgba.red")).isCloseTo(face * matte + plate * (1 - matte), within(1e-12));
      Map<String, Double> raw = pixel(n.get("LikenessEdgeGrade"), file, plate, 1);
      assertThat(raw.get("rgba.red")).isCloseTo(0.3 * matte + plate * (1 - matte), within(1e-12));
    }
  }

  /** One pixel through the graph, as Nuke's reference describes the nodes at neutral knobs. */
  private static Map<String, Double> pixel(
      Node n, Map<String, Double> file, double plate, int choice) {
    List<Map<String, Double>> in =
        n.inputs().stream()
            .map(i -> i == null ? Map.<String, Double>of() : pixel(i, file, plate, choice))
            .toList();
    Map<String, Double> out = in.isEmpty() ? new HashMap<>() : new HashMap<>(in.get(0));
    switch (n.type()) {
      case "Selected" -> out.put("rgba.red", plate);
      case "Read" -> out.putAll(file);
      case "Dot", "Grade" -> {
        // passes; a Grade without values changes nothing
      }
      case "FilterErode", "Blur" -> assertThat(n.knobs()).containsEntry("size", "0");
      case "VectorBlur2" -> assertThat(n.knobs()).containsEntry("disable", "true");
      case "Shuffle" -> {
        String layer = n.knobs().get("in");
        for (String to : List.of("red", "green", "blue", "alpha")) {
          String from = n.knobs().getOrDefault(to, to);
          out.put("rgba." + to, in.get(0).getOrDefault(layer + "." + from, 0.0));
        }
      }
      case "Switch" -> {
        assertThat(n.knobs()).containsEntry("which", "0");
        out = new HashMap<>(in.get(choice));
      }
      case "Unpremult" -> {
        double a = out.get("rgba.alpha");
        out.compute("rgba.red", (k, v) -> a == 0 ? v : v / a);
      }
      case "Premult" -> {
        double a = out.get("rgba.alpha");
        out.compute("rgba.red", (k, v) -> v * a);
      }
      case "Copy" -> out.put(n.knobs().get("to0"), in.get(1).get(n.knobs().get("from0")));
      case "Merge2" -> {
        assertThat(n.knobs()).containsEntry("operation", "over");
        double a = in.get(1).get("rgba.alpha");
        double over = in.get(1).get("rgba.red") + in.get(0).get("rgba.red") * (1 - a);
        out.put("rgba.red", over);
      }
      default -> throw new IllegalArgumentException("no rule for " + n);
    }
    return out;
  }

  /** A parser that takes anything would prove nothing. */
  @Test
  void aBrokenScriptIsRefused() {
    assertThatThrownBy(() -> NukeScriptReader.of("Dot {\n name a\n"))
        .hasMessage("a { that does not end");
    assertThatThrownBy(() -> NukeScriptReader.of("push $N1\n"))
        .hasMessageContaining("names nothing");
    assertThatThrownBy(() -> NukeScriptReader.of("Merge2 {\n inputs 2\n name m\n}\n"))
        .hasMessageContaining("wants 2 inputs");
    assertThatThrownBy(() -> NukeScriptReader.of("Dot {\n name a b\n}\n"))
        .hasMessageContaining("a knob has a name and one value");
    assertThatThrownBy(() -> NukeScriptReader.of("Dot {\n label \"a\n}\n"))
        .hasMessageContaining("a quote that does not end");
  }
}
