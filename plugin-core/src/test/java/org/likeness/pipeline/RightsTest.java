package org.likeness.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.image.PixelRect;
import org.likeness.model.RightsRecord;

class RightsTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 5, 1);
  private static final StudioPolicy NONE = new StudioPolicy(null, false);

  @TempDir Path dir;

  private FrameResult render(@Nullable RightsRecord rights, StudioPolicy policy) throws Exception {
    Path model = TestModels.write(Files.createTempFile(dir, "m", ".onnx"), rights);
    SwapSettings s =
        SwapSettings.of(
            Map.of("model", model.toString(), "identity", "negative", "colourMatch", "0"));
    try (FramePipeline p = FramePipeline.open(s, policy, TODAY)) {
      return p.render(TestPlates.plate(1), 1, TestPlates.track(), s);
    }
  }

  private static RightsRecord until(@Nullable String day) {
    return new RightsRecord("C-7", "a holder", "tests", day, "rights@example.org");
  }

  @Test
  void withARecordThereIsNoMark() throws Exception {
    FrameResult r = render(until("2026-05-01"), NONE);
    assertThat(r.marked()).isFalse();
    assertThat(r.messages()).noneMatch(m -> m.contains("mark"));
    // For ever is allowed, and gives the same pixels.
    FrameResult forever = render(until(null), NONE);
    assertThat(forever.face().r().data()).isEqualTo(r.face().r().data());
  }

  @Test
  void withoutARecordTheFaceIsMarkedInEveryOutput() throws Exception {
    FrameResult clean = render(until(null), NONE);
    FrameResult marked = render(null, NONE);
    assertThat(marked.marked()).isTrue();
    assertThat(marked.messages()).anyMatch(m -> m.contains("no rights record"));
    // Same matte, so nothing of the mark can be keyed out with it.
    assertThat(marked.matte().data()).isEqualTo(clean.matte().data());
    assertThat(changedShare(clean.face().g().data(), marked.face().g().data(), clean))
        .isGreaterThan(0.3);
    assertThat(changedShare(clean.raw().g().data(), marked.raw().g().data(), clean))
        .isGreaterThan(0.3);
    assertThat(changedShare(clean.compTile().g().data(), marked.compTile().g().data(), clean))
        .isGreaterThan(0.3);
  }

  @Test
  void theMarkReachesEveryPartOfTheFace() throws Exception {
    FrameResult clean = render(until(null), NONE);
    FrameResult marked = render(null, NONE);
    PixelRect w = clean.window();
    int tile = 14; // under a quarter of the face
    for (int y = w.y0(); y + tile <= w.y1(); y += tile / 2) {
      for (int x = w.x0(); x + tile <= w.x1(); x += tile / 2) {
        boolean inside =
            clean.matte().get(x, y) == 1f && clean.matte().get(x + tile - 1, y + tile - 1) == 1f;
        if (inside) {
          assertThat(touched(clean, marked, x, y, tile)).as("tile %d,%d", x, y).isTrue();
        }
      }
    }
  }

  private static boolean touched(FrameResult a, FrameResult b, int x0, int y0, int tile) {
    for (int y = y0; y < y0 + tile; y++) {
      for (int x = x0; x < x0 + tile; x++) {
        if (Math.abs(a.face().g().get(x, y) - b.face().g().get(x, y)) > 0.02f) {
          return true;
        }
      }
    }
    return false;
  }

  private static double changedShare(float[] a, float[] b, FrameResult r) {
    int changed = 0;
    int n = 0;
    for (int i = 0; i < a.length; i++) {
      if (r.matte().data()[i] == 1f) {
        n++;
        changed += Math.abs(a[i] - b[i]) > 0.01f ? 1 : 0;
      }
    }
    return (double) changed / n;
  }

  @Test
  void afterTheLastDayTheFaceIsMarked() throws Exception {
    FrameResult r = render(until("2026-04-30"), NONE);
    assertThat(r.marked()).isTrue();
    assertThat(r.messages())
        .anyMatch(m -> m.contains("2026-04-30") && m.contains("rights@example.org"));
  }

  @Test
  void aDateThatCannotBeReadCountsAsNoRecord() throws Exception {
    FrameResult r = render(until("next spring"), NONE);
    assertThat(r.marked()).isTrue();
    assertThat(r.messages()).anyMatch(m -> m.contains("next spring"));
  }

  @Test
  void aPolicyRefusesWhatWouldBeMarkedAndNothingElse() throws Exception {
    Path file = dir.resolve("policy.json");
    Files.writeString(file, "{\"requireRights\": true}");
    StudioPolicy policy = StudioPolicy.read(file);
    assertThatThrownBy(() -> render(null, policy))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining("requireRights")
        .hasMessageContaining("likeness model rights");
    assertThatThrownBy(() -> render(until("2020-01-01"), policy))
        .isInstanceOf(PolicyException.class);
    assertThat(render(until("2027-01-01"), policy).marked()).isFalse();
  }

  @Test
  void aPolicyThatCannotBeUnderstoodRefuses() throws Exception {
    Path file = dir.resolve("policy.json");
    for (String text :
        new String[] {"", "{", "[]", "{\"requireRight\": true}", "{\"requireRights\": \"yes\"}"}) {
      Files.writeString(file, text);
      assertThatThrownBy(() -> StudioPolicy.read(file))
          .as(text)
          .isInstanceOf(PolicyException.class)
          .hasMessageContaining("policy.json");
    }
    assertThatThrownBy(() -> StudioPolicy.read(dir.resolve("gone.json")))
        .isInstanceOf(PolicyException.class);
  }
}
