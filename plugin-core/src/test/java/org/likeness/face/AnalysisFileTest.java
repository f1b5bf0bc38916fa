package org.likeness.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

class AnalysisFileTest {
  @TempDir Path dir;

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    ShotAnalysis a = sample();
    Path file = dir.resolve("deep/shot.analysis");
    a.write(file);
    ShotAnalysis b = ShotAnalysis.read(file);
    assertThat(b.models()).isEqualTo(a.models());
    assertThat(b.plateSha256()).isEqualTo(a.plateSha256());
    assertThat(b.frames()).isEqualTo(a.frames());
    assertThat(b.tracks()).hasSameSizeAs(a.tracks());
    for (int t = 0; t < a.tracks().size(); t++) {
      List<FaceObservation> x = a.tracks().get(t).observations();
      List<FaceObservation> y = b.tracks().get(t).observations();
      assertThat(y).hasSameSizeAs(x);
      for (int i = 0; i < x.size(); i++) {
        assertThat(y.get(i).frame()).isEqualTo(x.get(i).frame());
        assertThat(y.get(i).score()).isEqualTo(x.get(i).score());
        assertThat(y.get(i).pose()).isEqualTo(x.get(i).pose());
        assertThat(y.get(i).flags()).isEqualTo(x.get(i).flags());
        assertThat(y.get(i).landmarks().xyz()).containsExactly(x.get(i).landmarks().xyz());
      }
    }
    assertThat(AnalysisCodec.encode(b)).isEqualTo(Files.readAllBytes(file));
    try (Stream<Path> left = Files.list(file.getParent())) {
      assertThat(left).as("no temporary file stays").containsExactly(file);
    }
  }

  @Test
  void everyTruncationIsRefusedWithAReason() throws IOException {
    byte[] whole = AnalysisCodec.encode(sample());
    for (int n : new int[] {0, 5, 8, 11, 15, 47, 48, whole.length / 2, whole.length - 1}) {
      refused(Arrays.copyOf(whole, n), n < 8 ? "is not an analysis" : "cut short");
    }
    refused(Arrays.copyOf(whole, whole.length + 3), "too long");
  }

  @Test
  void everyChangedByteIsNoticed() throws IOException {
    byte[] whole = AnalysisCodec.encode(sample());
    Random random = new Random(5);
    for (int k = 0; k < 200; k++) {
      byte[] bad = whole.clone();
      int at = random.nextInt(whole.length);
      bad[at] ^= (byte) (1 << random.nextInt(8));
      assertThatThrownBy(() -> AnalysisCodec.decode(bad, "shot.analysis"))
          .as("byte %d", at)
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("shot.analysis: ");
    }
  }

  @Test
  void foreignNewerAndMissingFilesAreNamed() throws IOException {
    refused(
        "PK\3\4 a zip file, say".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
        "is not an analysis");
    byte[] newer = AnalysisCodec.encode(sample());
    newer[11] = 9;
    refused(newer, "format 9");
    Path missing = dir.resolve("none.analysis");
    assertThatThrownBy(() -> ShotAnalysis.read(missing))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none.analysis: no such");
  }

  @Test
  void theJsonSaysTheSame() throws IOException {
    JsonNode j = new ObjectMapper().readTree(sample().toJson());
    assertThat(j.path("models").path("mesh").asText()).isEqualTo("ab");
    assertThat(j.path("frames").size()).isEqualTo(6);
    JsonNode o = j.path("tracks").get(0).path("observations").get(2);
    assertThat(o.path("landmarks").size()).isEqualTo(1404);
    assertThat(o.path("frame").asInt()).isEqualTo(1003);
  }

  @Test
  void theNumberOfThreadsDoesNotMatter() throws IOException {
    Actors.folder();
    try (FaceFinder finder = FaceFinder.open(Weights.store())) {
      List<Integer> done = java.util.Collections.synchronizedList(new ArrayList<>());
      byte[] one = AnalysisCodec.encode(ShotAnalyser.analyse(finder, faces(), 1, done::add));
      assertThat(done).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6);
      byte[] four = AnalysisCodec.encode(ShotAnalyser.analyse(finder, faces(), 4, f -> {}));
      assertThat(four).isEqualTo(one);
    }
  }

  @Test
  void theFingerprintIsThatOfThePixels() {
    Frame a = plate(1f);
    assertThat(PlateDigest.of(a)).isEqualTo(PlateDigest.of(plate(1f)));
    Frame b = plate(1f);
    b.b().data()[b.b().data().length - 1] = Math.nextUp(1f);
    assertThat(PlateDigest.of(b)).isNotEqualTo(PlateDigest.of(a));
    PixelRect moved = a.dataWindow().shift(1, 0);
    Plane p = new Plane(moved, a.r().data());
    assertThat(PlateDigest.of(new Frame(moved, a.displayWindow(), 1f, p, p, p, null)))
        .isNotEqualTo(PlateDigest.of(a));
    assertThat(PlateDigest.of(List.of(PlateDigest.of(a), PlateDigest.of(b))))
        .hasSize(64)
        .isNotEqualTo(PlateDigest.of(List.of(PlateDigest.of(b), PlateDigest.of(a))));
  }

  private static Frame plate(float value) {
    PixelRect w = PixelRect.ofSize(200, 130);
    return Frame.opaque(Plane.filled(w, value), Plane.filled(w, value), Plane.filled(w, value));
  }

  @Test
  void aFrameThatCannotBeReadEndsTheAnalysis() {
    FrameSource broken =
        new FrameSource() {
          @Override
          public List<Integer> frames() {
            return List.of(1);
          }

          @Override
          public Frame read(int frame) throws IOException {
            throw new IOException("plate.0001.exr: is cut short");
          }
        };
    try (FaceFinder finder = FaceFinder.open(Weights.store())) {
      assertThatThrownBy(() -> ShotAnalyser.analyse(finder, broken, 2, f -> {}))
          .isInstanceOf(IOException.class)
          .hasMessage("plate.0001.exr: is cut short");
    }
  }

  private static FrameSource faces() {
    return new FrameSource() {
      @Override
      public List<Integer> frames() {
        return List.of(1, 2, 3, 4, 5, 6);
      }

      @Override
      public Frame read(int frame) throws IOException {
        return Actors.linear(Actors.image("ben", frame));
      }
    };
  }

  private void refused(byte[] bytes, String reason) throws IOException {
    Path file = dir.resolve("bad.analysis");
    Files.write(file, bytes);
    assertThatThrownBy(() -> ShotAnalysis.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(reason);
  }

  private static ShotAnalysis sample() {
    List<FaceObservation> raw = new ArrayList<>();
    Random random = new Random(1);
    for (int f = 1001; f <= 1006; f++) {
      raw.add(TrackTest.face(0, f, 200 + random.nextDouble(), 300 - f * 1.37, 150.21));
    }
    List<Integer> frames = List.of(1001, 1002, 1003, 1004, 1005, 1006);
    ShotAnalysis.Track t =
        TrackSmoother.smooth(raw, 0, frames, PixelRect.ofSize(960, 540), Lens.ASSUMED);
    return new ShotAnalysis(
        Map.of("mesh", "ab", "detector", "cd"),
        "plate",
        frames,
        List.of(
            t,
            new ShotAnalysis.Track(
                1,
                t.observations().subList(2, 4).stream()
                    .map(
                        o ->
                            new FaceObservation(
                                1,
                                o.frame(),
                                o.score(),
                                o.landmarks(),
                                o.pose(),
                                java.util.EnumSet.of(
                                    FaceObservation.Flag.OCCLUDED, FaceObservation.Flag.MANUAL)))
                    .toList())));
  }
}
