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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.face.FaceObservation;
import org.likeness.face.ShotAnalysis;
import org.likeness.pipeline.FrameRange;
import org.likeness.pipeline.TestPlates;

class AnalysisCommandTest {
  @TempDir Path dir;
  private Path file = Path.of("");

  @BeforeEach
  void write() throws IOException {
    file = dir.resolve("shot.analysis");
    List<FaceObservation> seen = new ArrayList<>();
    for (int f = 1001; f <= 1020; f++) {
      seen.add(TestPlates.face(f, 90, 60, 60));
    }
    new ShotAnalysis(
            Map.of("mesh", "ab".repeat(32)),
            "cd".repeat(32),
            FrameRange.parse("1001-1020").frames(),
            List.of(new ShotAnalysis.Track(0, seen)))
        .write(file);
  }

  @Test
  void infoAndDumpSayWhatIsInIt() throws IOException {
    edit("{\"do\":\"name\",\"track\":0,\"name\":\"anna\"}");
    Cli info = Cli.run("analysis", "info", file.toString());
    assertThat(info.code()).isZero();
    assertThat(info.out())
        .contains("frames       1001-1020 (20)")
        .contains("track id:0 \"anna\", frames 1001-1020 (20)")
        .contains("correction 1 track 0: name \"anna\"")
        .contains("fingerprint  cdcd")
        .contains("network      mesh abab")
        .contains("cuts         none");
    Cli dump = Cli.run("analysis", "dump", file.toString());
    JsonNode j = new ObjectMapper().readTree(dump.out());
    assertThat(j.at("/tracks/0/name").asText()).isEqualTo("anna");
    assertThat(j.at("/corrections/corrections/0/at/frame").asInt()).isEqualTo(1011);
    assertThat(j.at("/tracks/0/observations").size()).isEqualTo(20);
    assertThat(j.has("raw")).isFalse();
    Path out = dir.resolve("dump.json");
    assertThat(Cli.run("analysis", "dump", "--raw", "-o", out + "", file + "").code()).isZero();
    assertThat(new ObjectMapper().readTree(out.toFile()).at("/raw").isArray()).isTrue();
  }

  @Test
  void editAddsTakesBackAndRefusesAsAWhole() throws IOException {
    edit(
        "{\"do\":\"split\",\"track\":0,\"frame\":1011},"
            + "{\"do\":\"name\",\"track\":1,\"name\":\"later\"}");
    assertThat(ShotAnalysis.read(file).tracks().get(1).name()).isEqualTo("later");
    byte[] before = Files.readAllBytes(file);
    Path fixes = dir.resolve("fixes.json");
    Files.writeString(
        fixes,
        "{\"corrections\": [{\"do\":\"name\",\"track\":0,\"name\":\"x\"},"
            + "{\"do\":\"delete\",\"track\":9}]}");
    Cli bad = Cli.run("analysis", "edit", file + "", "--with", fixes + "");
    assertThat(bad.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(bad.err()).contains("fixes.json: correction 2 (delete): there is no track 9");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    Path other = dir.resolve("other.analysis");
    assertThat(Cli.run("analysis", "edit", file + "", "--undo", "1", "-o", other + "").out())
        .contains("1 correction");
    assertThat(ShotAnalysis.read(other).tracks().get(1).name()).isEmpty();
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(Cli.run("analysis", "edit", file + "", "--clear").code()).isZero();
    assertThat(ShotAnalysis.read(file).corrections().isEmpty()).isTrue();
    for (String[] wrong :
        List.of(new String[] {}, new String[] {"--undo", "1"}, new String[] {"--undo", "-1"})) {
      List<String> args = new ArrayList<>(List.of("analysis", "edit", file + ""));
      args.addAll(Arrays.asList(wrong));
      assertThat(Cli.run(args.toArray(String[]::new)).code()).isEqualTo(ExitCode.USAGE);
    }
  }

  @Test
  void whatIsNoAnalysisIsNamed() throws IOException {
    Files.writeString(file, "something else");
    for (String command : List.of("info", "dump")) {
      Cli cli = Cli.run("analysis", command, file.toString());
      assertThat(cli.code()).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(cli.err()).contains("shot.analysis: is not an analysis file");
    }
    assertThat(Cli.run("analysis").code()).isEqualTo(ExitCode.USAGE);
  }

  private void edit(String corrections) throws IOException {
    Path fixes = dir.resolve("fixes.json");
    Files.writeString(fixes, "{\"corrections\": [" + corrections + "]}");
    Cli cli = Cli.run("analysis", "edit", file.toString(), "--with", fixes.toString());
    assertThat(cli.err()).isEmpty();
    assertThat(cli.code()).isZero();
  }
}
