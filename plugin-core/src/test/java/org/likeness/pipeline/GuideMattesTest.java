package org.likeness.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.exr.ExrChannel;
import org.likeness.exr.ExrCompression;
import org.likeness.exr.ExrPart;
import org.likeness.exr.ExrWriter;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

/** Mattes from outside, in memory and as files. */
class GuideMattesTest {
  private static final PixelRect ALL = PixelRect.ofSize(TestPlates.WIDTH, TestPlates.HEIGHT);

  @TempDir static Path dir;
  private static Path model = Path.of("");

  @BeforeAll
  static void writeModel() throws Exception {
    model = TestModels.write(dir.resolve("test.onnx"), TestModels.RIGHTS);
  }

  private static FrameResult render(GuideMattes guides, String... more) {
    Map<String, String> m = new HashMap<>();
    m.put("model", model.toString());
    m.put("identity", "negative");
    m.put("analysis", "");
    m.put("matteCombine", "learned"); // a drawn plate: what a network sees in it says nothing
    for (int i = 0; i < more.length; i += 2) {
      m.put(more[i], more[i + 1]);
    }
    SwapSettings s = SwapSettings.of(m);
    try (FramePipeline p = FramePipeline.open(s)) {
      return p.render(RenderRequest.of(TestPlates.plate(1), 1).with(guides), TestPlates.track(), s);
    }
  }

  /** White left of the column, a quarter on it, black right of it. */
  private static Plane edge(int column) {
    Plane p = Plane.zeros(ALL);
    for (int y = 0; y < TestPlates.HEIGHT; y++) {
      for (int x = 0; x <= column; x++) {
        p.data()[p.index(x, y)] = x == column ? 0.25f : 1f;
      }
    }
    return p;
  }

  @Test
  void theMatteIsMultipliedAndTheHoldoutTakenAway() {
    FrameResult plain = render(GuideMattes.NONE);
    FrameResult left = render(new GuideMattes(edge(92), null), "useMatte", "true");
    FrameResult right = render(new GuideMattes(null, edge(92)), "useHoldout", "true");
    int covered = 0;
    for (int y = 0; y < TestPlates.HEIGHT; y++) {
      for (int x = 0; x < TestPlates.WIDTH; x++) {
        float whole = plain.matte().get(x, y);
        float inside = x < 92 ? 1f : x == 92 ? 0.25f : 0f;
        assertThat(left.matte().get(x, y)).isEqualTo(whole * inside);
        assertThat(right.matte().get(x, y)).isEqualTo(whole * (1f - inside));
        covered += whole > 0 ? 1 : 0;
      }
    }
    assertThat(covered).isGreaterThan(1000);
    assertThat(left.window().x1()).isEqualTo(93);
    assertThat(right.window().x0()).isEqualTo(92);
  }

  @Test
  void theFacesColoursDoNotDependOnIt() {
    FrameResult plain = render(GuideMattes.NONE);
    FrameResult left = render(new GuideMattes(edge(92), null), "useMatte", "true");
    assertThat(left.raw().g().get(80, 60)).isEqualTo(plain.raw().g().get(80, 60));
    assertThat(left.face().g().get(80, 60)).isEqualTo(plain.face().g().get(80, 60));
  }

  @Test
  void whatIsNotSwitchedOnIsNotLookedAt() {
    FrameResult r = render(new GuideMattes(Plane.zeros(ALL), edge(TestPlates.WIDTH - 1)));
    assertThat(r.matte().data()).isEqualTo(render(GuideMattes.NONE).matte().data());
    assertThat(r.messages()).noneMatch(m -> m.contains("Matte is on"));
  }

  @Test
  void whatIsSwitchedOnAndNotThereIsToldOnce() {
    FrameResult r = render(GuideMattes.NONE, "useMatte", "true", "useHoldout", "true");
    assertThat(r.matte().data()).isEqualTo(render(GuideMattes.NONE).matte().data());
    assertThat(r.messages())
        .containsOnlyOnce(
            "Use Matte is on, but Matte has no picture here: the face is not limited",
            "Use Holdout is on, but Holdout has no picture here: nothing is held out");
  }

  @Test
  void valuesThatAreNoCoverageAreTakenToIts() {
    Plane odd = Plane.filled(ALL, 7f);
    odd.data()[odd.index(92, 60)] = Float.NaN;
    odd.data()[odd.index(93, 60)] = -3f;
    odd.data()[odd.index(94, 60)] = Float.POSITIVE_INFINITY;
    FrameResult r = render(new GuideMattes(odd, null), "useMatte", "true");
    assertThat(r.matte().get(92, 60)).isZero();
    assertThat(r.matte().get(93, 60)).isZero();
    assertThat(r.matte().get(94, 60)).isZero();
    assertThat(r.matte().get(91, 60)).isEqualTo(1f);
  }

  @Test
  void aMatteOfAnotherWindowIsBlackOutsideIt() {
    Plane small = Plane.filled(new PixelRect(85, 50, 99, 70), 1f);
    FrameResult in = render(new GuideMattes(small, null), "useMatte", "true");
    assertThat(in.window()).isEqualTo(small.rect());
    FrameResult out = render(new GuideMattes(null, small), "useHoldout", "true");
    assertThat(out.matte().get(90, 60)).isZero();
    assertThat(out.matte().get(84, 60)).isEqualTo(1f);
  }

  @Test
  void anEmptyMatteIsAnEmptyLayer() {
    FrameResult r = render(new GuideMattes(Plane.zeros(ALL), null), "useMatte", "true");
    assertThat(r.window().isEmpty()).isTrue();
    assertThat(r.comp().g().data()).isEqualTo(TestPlates.plate(1).g().data());
  }

  @Test
  void aStoppedRenderStops() {
    SwapSettings s = SwapSettings.of(Map.of("model", model.toString(), "identity", "tint"));
    RenderCancel cancel = new RenderCancel();
    cancel.request();
    try (FramePipeline p = FramePipeline.open(s)) {
      assertThatThrownBy(() -> p.render(RenderRequest.of(TestPlates.plate(1), 1).with(cancel), s))
          .isInstanceOf(CancellationException.class);
    }
  }

  private static Path write(String name, Map<String, Float> channels) throws IOException {
    List<ExrChannel> list = new ArrayList<>();
    channels.forEach(
        (n, v) ->
            list.add(
                new ExrChannel(n, ExrChannel.Type.FLOAT, Plane.filled(PixelRect.ofSize(4, 3), v))));
    list.sort((a, b) -> a.name().compareTo(b.name()));
    Path file = dir.resolve(name);
    PixelRect w = PixelRect.ofSize(4, 3);
    ExrWriter.write(
        file, List.of(new ExrPart("", w, w, 1f, list, List.of())), ExrCompression.ZIPS, 1);
    return file;
  }

  private static @Nullable Plane matte(Path file, GuideChannel channel) throws IOException {
    return new GuideFiles(FramePattern.parse(file.toString()), null).read(1, channel).matte();
  }

  @Test
  void filesGiveAlphaOrLuminance() throws IOException {
    Path rgba = write("rgba.exr", Map.of("R", 1f, "G", 0.5f, "B", 0f, "A", 0.75f));
    Path rgb = write("rgb.exr", Map.of("R", 1f, "G", 0.5f, "B", 0f));
    Path alpha = write("a.exr", Map.of("A", 0.3f));
    Path grey = write("y.exr", Map.of("Y", 0.6f));
    float luminance = 0.2126f * 1f + 0.7152f * 0.5f;
    assertThat(matte(rgba, GuideChannel.ALPHA).data()).containsOnly(0.75f);
    assertThat(matte(rgba, GuideChannel.LUMINANCE).data()).containsOnly(luminance);
    assertThat(matte(rgb, GuideChannel.ALPHA).data()).containsOnly(luminance);
    assertThat(matte(alpha, GuideChannel.LUMINANCE).data()).containsOnly(0.3f);
    assertThat(matte(grey, GuideChannel.ALPHA).data()).containsOnly(0.6f);
  }

  @Test
  void aFileThatIsNoMatteIsASentence() throws IOException {
    Path file = write("depth.exr", Map.of("Z", 1f));
    assertThatThrownBy(() -> matte(file, GuideChannel.ALPHA))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("depth.exr: a matte needs a channel A")
        .hasMessageContaining("there are: Z");
    assertThatThrownBy(() -> matte(dir.resolve("gone.exr"), GuideChannel.ALPHA))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void theFilesAreInTheFingerprint() throws IOException {
    FramePattern a = FramePattern.parse(write("f1.exr", Map.of("A", 0.3f)).toString());
    FramePattern b = FramePattern.parse(write("f2.exr", Map.of("A", 0.4f)).toString());
    assertThat(
            List.of(
                GuideFiles.NONE.sha256(1),
                new GuideFiles(a, null).sha256(1),
                new GuideFiles(null, a).sha256(1),
                new GuideFiles(b, null).sha256(1),
                new GuideFiles(a, b).sha256(1)))
        .doesNotHaveDuplicates();
  }
}
