package org.likeness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.exr.ExrChannel;
import org.likeness.exr.ExrCompression;
import org.likeness.exr.ExrPart;
import org.likeness.exr.ExrWriter;
import org.likeness.face.FaceObservation;
import org.likeness.face.ShotAnalysis;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.pipeline.TestPlates;

class ReportCommandTest {
  private static final int FRAMES = 18;
  private static final PixelRect RECT = PixelRect.ofSize(160, 120);

  @TempDir Path dir;

  @BeforeEach
  void writeShot() throws IOException {
    List<FaceObservation> seen = new ArrayList<>();
    List<Integer> frames = new ArrayList<>();
    for (int f = 1; f <= FRAMES; f++) {
      // The light of the plate itself flashes at frame 4; in frame 16 there is no face.
      write(f, f == 4 ? 1.3f : 1, f == 4 ? 1.3f : 1, f == 16 ? 0 : 24);
      if (f != 16) {
        seen.add(TestPlates.face(f, 80 + f, 60, 56));
      }
      frames.add(f);
    }
    new ShotAnalysis(Map.of(), "", frames, List.of(new ShotAnalysis.Track(0, seen)))
        .write(dir.resolve("shot.analysis"));
  }

  /** A textured plate that moves by a pixel a frame, and a face on it as {@code swap} writes it. */
  private void write(int frame, float plateGain, float faceGain, double radius) throws IOException {
    Plane[] plate = {Plane.zeros(RECT), Plane.zeros(RECT), Plane.zeros(RECT)};
    Plane[] face = {Plane.zeros(RECT), Plane.zeros(RECT), Plane.zeros(RECT)};
    Plane alpha = Plane.zeros(RECT);
    for (int y = 0; y < RECT.height(); y++) {
      for (int x = 0; x < RECT.width(); x++) {
        double u = x - frame;
        double t = 0.3 + 0.1 * Math.sin(0.31 * u + 0.05 * y) + 0.08 * Math.sin(0.43 * y - 0.11 * u);
        double r = Math.hypot(u - 80, y - 60);
        int i = alpha.index(x, y);
        alpha.data()[i] = (float) Math.min(1, Math.max(0, radius - r));
        for (int c = 0; c < 3; c++) {
          plate[c].data()[i] = (float) (plateGain * t);
          face[c].data()[i] = (float) (alpha.data()[i] * faceGain * t * (0.9 - 0.1 * c));
        }
      }
    }
    picture(plate("plate", frame), plate, null);
    picture(plate("swap", frame), face, alpha);
  }

  private static void picture(
      Path file, Plane[] rgb, @org.jspecify.annotations.Nullable Plane alpha) throws IOException {
    List<ExrChannel> channels = new ArrayList<>();
    for (int c = 0; c < 3; c++) {
      channels.add(ExrChannel.half("RGB".substring(c, c + 1), rgb[c]));
    }
    if (alpha != null) {
      channels.add(ExrChannel.half("A", alpha));
    }
    ExrWriter.write(
        file, List.of(new ExrPart("", RECT, RECT, 1f, channels, List.of())), ExrCompression.ZIP, 1);
  }

  private Path plate(String name, int frame) {
    return dir.resolve(String.format("%s.%04d.exr", name, frame));
  }

  private Cli report(String out, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "report",
                dir + "/swap.####.exr",
                "--plate",
                dir + "/plate.####.exr",
                "--analysis",
                dir + "/shot.analysis",
                "--no-identity",
                "--out",
                dir + "/" + out));
    args.addAll(Arrays.asList(more));
    return Cli.run(args.toArray(String[]::new));
  }

  private JsonNode json(String name) throws IOException {
    return new ObjectMapper().readTree(dir.resolve(name).toFile());
  }

  @Test
  void aCleanSequenceHasNoFindings() throws IOException {
    Cli r = report("r.html", "--fail-on", "missing,flash,drift,flicker,pumping");
    assertThat(r.code()).as(r.out() + r.err()).isZero();
    assertThat(r.out()).contains("18 frames, no findings");
    JsonNode j = json("r.json");
    assertThat(j.path("format").asText()).isEqualTo("likeness-report");
    assertThat(j.path("formatVersion").asInt()).isEqualTo(1);
    assertThat(j.path("findings")).isEmpty();
    assertThat(j.path("frames")).hasSize(FRAMES);
    assertThat(j.path("frames").get(15).path("state").asText()).isEqualTo("no face");
    // The plate's own flash is seen, and is not the result's.
    assertThat(j.path("frames").get(3).path("plateChange").asDouble()).isGreaterThan(2);
    assertThat(j.path("frames").get(3).path("excess").asDouble()).isLessThan(0.3);
    assertThat(j.path("summary").path("pumpingMost").asDouble()).isLessThan(0.5);
    String page = Files.readString(dir.resolve("r.html"));
    assertThat(page).doesNotContain("<script").doesNotContain("<link").doesNotContain("http");
    assertThat(Pattern.compile("(src|href)=\"(?!data:)").matcher(page).find()).isFalse();
    assertThat(page).contains("Nothing is over its limit").doesNotContain(dir.toString());
  }

  @Test
  void whatIsWrongIsNamed() throws IOException {
    write(7, 1, 1.3f, 24);
    Files.delete(plate("swap", 10));
    byte[] whole = Files.readAllBytes(plate("swap", 12));
    Files.write(plate("swap", 12), Arrays.copyOf(whole, whole.length / 2));
    write(14, 1, 1, 0);
    Cli r = report("r.html");
    assertThat(r.code()).as(r.out() + r.err()).isEqualTo(ExitCode.PARTLY);
    assertThat(r.out())
        .contains("flash: frame 7: flashes by")
        .contains("missing: frame 10 (no file)")
        .contains("missing: frame 12 (unreadable): swap.0012.exr")
        .contains("missing: frame 14 (empty): the alpha is empty")
        .contains("pumping: ");
    JsonNode findings = json("r.json").path("findings");
    List<Integer> missing = new ArrayList<>();
    List<Integer> flashes = new ArrayList<>();
    for (JsonNode f : findings) {
      if (f.path("kind").asText().equals("missing")) {
        missing.add(f.path("first").asInt());
      } else if (f.path("kind").asText().equals("flash")) {
        flashes.add(f.path("first").asInt());
      }
    }
    assertThat(missing).containsExactly(10, 12, 14);
    assertThat(flashes).containsExactly(7);
    String page = Files.readString(dir.resolve("r.html"));
    assertThat(page).contains("Worst frames").contains("plate 7").doesNotContain(dir.toString());

    assertThat(report("r.html", "--fail-on", "none").code()).isZero();
    assertThat(report("r.html", "--fail-on", "drift").code()).isZero();
    assertThat(report("r.html", "--fail-on", "flash").code()).isEqualTo(ExitCode.PARTLY);
    assertThat(report("r.html", "--flash", "50", "--fail-on", "flash").code()).isZero();
  }

  @Test
  void aMatteThatTremblesIsNamed() throws IOException {
    for (int f = 1; f <= FRAMES; f++) {
      write(f, 1, 1, f % 2 == 0 ? 24 : 20);
    }
    Cli r = report("r.html");
    assertThat(r.out()).contains("the matte flickers, dtSSD").contains("along the jaw");
  }

  @Test
  void theSameBytesOnOneThreadAndOnFour() throws IOException {
    write(7, 1, 1.3f, 24);
    report("one.html", "--threads", "1", "--title", "t");
    report("four.html", "--threads", "4", "--title", "t");
    for (String kind : List.of(".html", ".json")) {
      assertThat(Files.readAllBytes(dir.resolve("one" + kind)))
          .isEqualTo(Files.readAllBytes(dir.resolve("four" + kind)));
    }
  }

  @Test
  void aCompWithoutAlphaIsLookedAtToo() throws IOException {
    for (int f = 1; f <= FRAMES; f++) {
      Files.copy(plate("plate", f), plate("comp", f));
    }
    Cli r = report("r.html", "--fail-on", "none");
    Cli same =
        Cli.run(
            "report",
            dir + "/comp.####.exr",
            "--plate",
            dir + "/plate.####.exr",
            "--analysis",
            dir + "/shot.analysis",
            "--no-identity",
            "--out",
            dir + "/c.html");
    assertThat(r.code()).isZero();
    assertThat(same.code()).isEqualTo(ExitCode.PARTLY);
    assertThat(same.out()).contains("frame 5 (empty): the face is the plate's own");
  }

  @Test
  void badInputIsSaidInASentence() throws IOException {
    assertThat(report("r.html", "--fail-on", "noise").code()).isEqualTo(ExitCode.USAGE);
    assertThat(report("r.htm").err()).contains("must end in .html");
    assertThat(report("r.html", "--flash", "0").code()).isEqualTo(ExitCode.USAGE);
    assertThat(report("r.html", "--face", "id:9").code()).isEqualTo(ExitCode.USAGE);
    Cli unknown = report("r.html", "--frames", "1-40");
    assertThat(unknown.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(unknown.err()).contains("knows nothing of frames 19-40").contains("it has 1-18");
    Files.delete(plate("plate", 3));
    assertThat(report("r.html").err()).contains("frames 3 of the analysis are missing");
    Cli none =
        Cli.run(
            "report",
            dir + "/none.####.exr",
            "--plate",
            dir + "/swap.####.exr",
            "--analysis",
            dir + "/shot.analysis",
            "--out",
            dir + "/r.html");
    assertThat(none.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(none.err()).contains("is it the right sequence?");
    assertThat(dir.resolve("r.html")).doesNotExist();
  }
}
