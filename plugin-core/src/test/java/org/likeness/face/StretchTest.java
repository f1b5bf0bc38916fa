package org.likeness.face;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.likeness.exr.ExrReader;
import org.likeness.image.Frame;

class StretchTest {
  @Test
  void stretchesBeginAtFixedNumbersAndAfterGapsWhateverIsAskedFor() {
    List<Integer> shot = new ArrayList<>(IntStream.rangeClosed(-2, 30).boxed().toList());
    shot.remove(Integer.valueOf(17));
    assertThat(Stretch.of(source(shot, shot)).stream().map(s -> s.frames().get(0)))
        .containsExactly(-2, 0, 12, 18, 24);
    List<Stretch> some = Stretch.of(source(List.of(15, 20, 21), shot));
    assertThat(some).hasSize(2);
    assertThat(some.get(0).frames()).containsExactly(12, 13, 14, 15);
    assertThat(some.get(0).wanted()).containsExactly(15);
    assertThat(some.get(1).frames()).containsExactly(18, 19, 20, 21);
    assertThat(some.get(1).wanted()).containsExactlyInAnyOrder(20, 21);
    assertThat(Stretch.of(source(List.of(), List.of()))).isEmpty();
    // Grain is looked at in frames 0 and 24, and in the first one of a run that has neither.
    assertThat(Stretch.of(source(shot, shot)).stream().flatMap(s -> s.grain().stream()))
        .containsExactly(0, 24);
    assertThat(Stretch.of(source(List.of(18, 19, 24), shot)).get(1).grain()).containsExactly(24);
    List<Integer> apart = List.of(3, 4, 5, 30, 31);
    assertThat(Stretch.of(source(apart, apart)).stream().flatMap(s -> s.grain().stream()))
        .containsExactly(3, 30);
  }

  @Test
  void aPartGivesWhatTheWholeGivesAndAResumedRunToo() throws IOException {
    Actors.folder();
    List<Integer> all = IntStream.rangeClosed(8, 20).boxed().toList();
    try (FaceFinder finder = FaceFinder.open(Weights.store())) {
      List<FrameFaces> whole = ShotAnalyser.look(finder, source(all, all), 2, f -> {});
      List<FrameFaces> parts = new ArrayList<>();
      for (List<Integer> part : List.of(List.of(8, 9, 10, 14), List.of(11, 12, 13, 15, 16))) {
        parts.addAll(ShotAnalyser.look(finder, source(part, all), 1, f -> {}));
      }
      FrameFaces known = whole.get(17 - 8);
      ShotAnalyser.Watch resumed =
          new ShotAnalyser.Watch() {
            @Override
            public FrameFaces known(int frame, byte[] digest) {
              return frame == 17 ? known : null;
            }

            @Override
            public void done(FrameFaces frame) {}
          };
      parts.addAll(ShotAnalyser.look(finder, source(List.of(17, 18, 19, 20), all), 2, resumed));
      parts.sort((a, b) -> a.frame() - b.frame());
      assertThat(bytes(finder, parts)).isEqualTo(bytes(finder, whole));
      assertThat(parts).allSatisfy(f -> assertThat(f.faces()).hasSize(1));
      assertThat(parts.stream().filter(f -> !f.grain().isEmpty()).map(FrameFaces::frame))
          .containsExactly(8);
    }
  }

  private static byte[] bytes(FaceFinder finder, List<FrameFaces> frames) {
    return AnalysisCodec.encode(ShotAnalyser.join(finder.models(), java.util.Map.of(), frames));
  }

  /** The turning head. */
  private static FrameSource source(List<Integer> frames, List<Integer> shot) {
    return new FrameSource() {
      @Override
      public List<Integer> frames() {
        return frames;
      }

      @Override
      public List<Integer> shot() {
        return shot;
      }

      @Override
      public Frame read(int frame) throws IOException {
        return ExrReader.readFrame(
            Actors.folder()
                .resolve(String.format(Locale.ROOT, "shots/turn/plate/plate.%04d.exr", frame)));
      }
    };
  }
}
