package org.likeness.effect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.likeness.effect.NodeBundle.Answer;
import org.likeness.pipeline.TestPlates;

/** The node against everything that hosts differ in; our host prints the tables and judges. */
final class NodeCombinationsTest extends NodeHostTest {
  /**
   * Layouts, windows, bounds, scales, clips that only claim to be connected, threads: not a bit may
   * differ. Small depths clip and round the plate: they are held against the same plate, clipped
   * and rounded, in float.
   */
  @Test
  void everyCombinationIsRight() throws Exception {
    String noise = "noise:" + TestPlates.WIDTH + "x" + TestPlates.HEIGHT;
    List<String> args =
        new ArrayList<>(
            List.of(
                "--effect",
                FaceSwapEffect.ID,
                "--in",
                "Source=" + folder.resolve("plate.####.exr"),
                "--in",
                "Matte=" + noise,
                "--in",
                "Holdout=" + noise,
                "--frames",
                "2",
                "--combinations",
                "brief",
                "--time-bound"));
    for (String set :
        List.of(
            "model=" + model,
            "identity=negative",
            "matteCombine=learned",
            "analysis=" + analysis,
            "output=comp",
            "useMatte=true",
            "useHoldout=true")) {
      args.add("--set");
      args.add(set);
    }
    Answer a = bundle.host(Map.of(), args);
    assertThat(a.code()).as(a.text()).isZero();
    assertThat(a.text())
        .contains("| Float, RGBA                                  | same | same | same |")
        .contains("| part, region, 0.5, 2                         | same | same | same | same |")
        .contains("| 16 threads, one node                         | same |")
        .doesNotContain("FAIL");
  }

  /** What is peculiar to a host must not reach the pixels, nor must the node break its rules. */
  @ParameterizedTest
  @ValueSource(strings = {"nuke", "resolve", "natron", "mlt"})
  void everyHostGetsTheSamePixels(String profile) throws Exception {
    String[] more = {"--frames", "1-2", "--threads", "2", "--guard-images", "--print-params"};
    assertDone(render("plain.####.exr", more));
    List<String> args = new ArrayList<>(List.of(more));
    args.addAll(List.of("--profile", profile));
    Answer a = render(profile + ".####.exr", args.toArray(new String[0]));
    assertDone(a);
    assertThat(a.text()).doesNotContain("breach");
    for (int f = 1; f <= 2; f++) {
      assertThat(Files.readAllBytes(frame(profile + ".####.exr", f)))
          .as(profile + " " + f)
          .isEqualTo(Files.readAllBytes(frame("plain.####.exr", f)));
    }
  }
}
