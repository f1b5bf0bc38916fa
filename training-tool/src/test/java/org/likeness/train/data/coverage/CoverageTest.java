package org.likeness.train.data.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.face.ExpressionUnits;
import org.likeness.train.DrawnFaceset;
import org.likeness.train.data.FaceRecord;
import org.likeness.train.data.Faceset;
import org.likeness.train.data.traits.FaceTraits;

/** Gaps that were put there on purpose are found, and nothing else is. */
class CoverageTest {
  @TempDir Path folder;

  private static FaceTraits face(double yaw, double pitch, double open, double lightX) {
    float[] expression = new float[34];
    expression[ExpressionUnits.NAMES.indexOf("mouth-open")] = (float) open;
    float[] light = new float[12];
    for (int c = 0; c < 3; c++) {
      light[4 * c] = 0.5f;
      light[4 * c + 1] = (float) (0.5 * lightX);
    }
    return FaceTraits.of((float) yaw, (float) pitch, expression, light);
  }

  /** Pictures in all poses, mouths and lights of some range. */
  private List<IdentityFace> identity(double farthest, double open, double light)
      throws IOException {
    Random random = new Random(1);
    Faceset drawn = DrawnFaceset.draw(folder, "a", 1, 0.5f);
    FaceRecord record = drawn.faces().get(0);
    List<IdentityFace> out = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      FaceTraits t =
          face(
              farthest * (2 * random.nextDouble() - 1),
              20 * random.nextGaussian() / 2,
              open * random.nextDouble(),
              light * (2 * random.nextDouble() - 1));
      out.add(new IdentityFace(folder, record, t));
    }
    return out;
  }

  /** A head that turns from one profile to the other in 48 frames. */
  private static List<PlateFace> turn() {
    List<PlateFace> out = new ArrayList<>();
    for (int frame = 1; frame <= 48; frame++) {
      out.add(new PlateFace(0, frame, face(-80 + 160 * (frame - 1) / 47.0, 0, 0, 0)));
    }
    return out;
  }

  @Test
  void anIdentityWithoutProfilesLacksThemInATurnAndNowhereElse() throws IOException {
    Coverage c = Coverage.of("a", identity(35, 0.3, 1), turn());
    assertThat(c.gaps()).hasSize(2).allMatch(g -> g.kind().equals("pose"));
    Gap first = c.gaps().get(0);
    boolean left = first.what().startsWith("yaw -80 to -");
    assertThat(left || first.what().matches("yaw [3-6]\\d to 80, .*")).as(first.what()).isTrue();
    assertThat(first.frames()).contains(left ? 1 : 48, left ? 5 : 44).doesNotContain(24);
    c.risk(0)
        .forEach(
            (frame, risk) -> {
              double yaw = Math.abs(-80 + 160 * (frame - 1) / 47.0);
              if (yaw > 60) {
                assertThat(risk).as("frame " + frame).isGreaterThan(0.8);
              } else if (yaw < 35) {
                assertThat(risk).as("frame " + frame).isLessThan(0.3);
              }
            });
    Coverage whole = Coverage.of("a", identity(85, 0.3, 1), turn());
    assertThat(whole.gaps()).isEmpty();
    assertThat(whole.risk(0).values()).allMatch(r -> r < 0.4);
  }

  @Test
  void missingMouthsAndLightsAreNamedAndTheWiderGapComesFirst() throws IOException {
    List<PlateFace> plate = new ArrayList<>();
    for (int frame = 1; frame <= 30; frame++) {
      plate.add(new PlateFace(0, frame, face(0, 0, frame > 20 ? 0.3 : 0, frame < 16 ? 1.2 : 0)));
    }
    Coverage c = Coverage.of("a", identity(30, 0.01, 0.2), plate);
    assertThat(c.gaps()).hasSize(2);
    assertThat(c.gaps().get(0).kind()).isEqualTo("light");
    assertThat(c.gaps().get(0).what()).isEqualTo("from right");
    assertThat(c.gaps().get(0).frames()).hasSize(15);
    assertThat(c.gaps().get(1).what()).isEqualTo("mouth open");
    assertThat(c.gaps().get(1).frames()).containsExactly(21, 22, 23, 24, 25, 26, 27, 28, 29, 30);
    assertThat(c.risk(0).get(18)).isLessThan(0.2);
    assertThat(c.risk(0).get(5)).isGreaterThan(0.6);
  }

  @Test
  void theFormulaIsTheDocumentedOne() {
    FaceTraits at = face(0, 0, 0, 0);
    List<FaceTraits> two = List.of(at, at);
    Support s = Support.of(at, two);
    assertThat(s.pose()).isCloseTo(2, within(1e-9));
    assertThat(s.risk()).isCloseTo(1 - 0.125, within(1e-9));
    assertThat(Support.of(face(10, 0, 0, 0), two).pose())
        .isCloseTo(2 * Math.exp(-0.5), within(1e-9));
    assertThat(Support.of(at, List.of()).risk()).isEqualTo(1);
    // What is not known on one side does not count against a picture.
    FaceTraits old = FaceTraits.of(0, 0, new float[0], new float[0]);
    assertThat(Support.of(at, List.of(old)).light()).isCloseTo(1, within(1e-9));
  }

  @Test
  void picturesArePickedSoThatTheyCoverThePlate() throws IOException {
    Coverage c = Coverage.of("a", identity(85, 0.3, 1), turn());
    List<IdentityFace> picked = TrainingPick.of(c, 12);
    assertThat(picked).hasSize(12).doesNotHaveDuplicates();
    for (PlateFace p : turn()) {
      assertThat(picked)
          .as("frame " + p.frame())
          .anyMatch(i -> Math.abs(i.traits().yaw() - p.traits().yaw()) < 25);
    }
    assertThat(TrainingPick.of(c, 12)).isEqualTo(picked);
    assertThat(TrainingPick.of(c, 5)).isEqualTo(picked.subList(0, 5));
  }

  @Test
  void aListOfPicksLimitsAFaceset() throws IOException {
    Faceset set = DrawnFaceset.draw(folder, "a", 5, 0.5f);
    List<IdentityFace> two = new ArrayList<>();
    for (int i : new int[] {1, 3}) {
      two.add(new IdentityFace(folder, set.faces().get(i), FaceTraits.of(set.faces().get(i))));
    }
    Path list = folder.resolve("p.list");
    TrainingPick.write(list, two);
    Set<String> names = new HashSet<>();
    TrainingPick.read(list).of(set).faces().forEach(f -> names.add(f.file()));
    assertThat(names)
        .containsExactlyInAnyOrder(two.get(0).record().file(), two.get(1).record().file());
    Files.writeString(list, "nonsense");
    assertThatThrownBy(() -> TrainingPick.read(list)).hasMessageContaining("line 1");
  }

  @Test
  void dataAndPageHoldWhatWasFound() throws IOException {
    Coverage c = Coverage.of("a", identity(35, 0.3, 1), turn());
    JsonNode json = new ObjectMapper().readTree(CoverageJson.write(c));
    assertThat(json.get("frames")).hasSize(48);
    assertThat(json.at("/gaps/0/framesHit").asInt()).isEqualTo(c.gaps().get(0).frames().size());
    int counted = 0;
    for (JsonNode n : json.at("/histograms/identity/yawPitch")) {
      counted += n.asInt();
    }
    assertThat(counted).isEqualTo(600);
    assertThat(json.at("/histograms/plate/expression/mouth open/0").asInt()).isEqualTo(48);
    String page = CoveragePage.of(c, "<title>", 0);
    assertThat(page)
        .contains("&lt;title&gt;", c.gaps().get(0).what(), "<svg")
        .doesNotContain("src=\"http");
  }
}
