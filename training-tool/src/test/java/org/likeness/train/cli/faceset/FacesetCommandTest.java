package org.likeness.train.cli.faceset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.cli.Likeness;
import org.likeness.train.DrawnFaceset;
import org.likeness.train.data.Faceset;
import picocli.CommandLine;

class FacesetCommandTest {
  @TempDir Path folder;

  private String said = "";

  private int run(Object... words) {
    StringWriter text = new StringWriter();
    CommandLine line = Likeness.commandLine();
    each(line, new PrintWriter(text, true));
    List<String> args = new ArrayList<>();
    for (Object w : words) {
      args.add(w.toString());
    }
    int code = line.execute(args.toArray(new String[0]));
    said = text.toString().strip();
    return code;
  }

  private static void each(CommandLine line, PrintWriter out) {
    line.setErr(out);
    line.setOut(out);
    line.getSubcommands().values().forEach(c -> each(c, out));
  }

  private void refused(int code, String part, Object... words) {
    assertThat(run(words)).as(said).isEqualTo(code);
    assertThat(said).contains(part).doesNotContain("\n").doesNotContain("xception");
  }

  @Test
  void decisionsAreMadeAndTakenBack() throws Exception {
    Path set = folder.resolve("set");
    DrawnFaceset.draw(set, "a", 6, 0.5f);
    assertThat(run("faceset", "reject", set, "--where", "yaw<-5")).isZero();
    int left = Faceset.read(set).faces().size();
    assertThat(left).isBetween(1, 5);
    assertThat(run("faceset", "keep", set, "000005_0.png")).isZero();
    assertThat(run("faceset", "sort", set, "--by", "yaw", "--state", "kept")).isZero();
    assertThat(said).contains("000005_0.png").doesNotContain("000004_0.png");
    assertThat(run("faceset", "undo", set, "--steps", "2")).isZero();
    assertThat(Faceset.read(set).faces()).hasSize(6);
    refused(3, "no decision to undo", "faceset", "undo", set);
    assertThat(run("faceset", "redo", set)).isZero();
    assertThat(Faceset.read(set).faces()).hasSize(left);
    assertThat(run("faceset", "best", set, "--count", "2", "--reject-others")).isZero();
    assertThat(run("faceset", "show", set)).isZero();
    assertThat(said).contains("people", "blur", "papers");
    assertThat(run("faceset", "group", set, "--by", "yaw", "--sheet", folder.resolve("g.html")))
        .isZero();
    assertThat(Files.readString(folder.resolve("g.html"))).contains("data:image/jpeg;base64,");
    try (var files = Files.list(set)) {
      assertThat(files.filter(f -> f.toString().endsWith(".png"))).hasSize(12);
    }
  }

  @Test
  void badInputsGiveASentence() throws Exception {
    Path none = Files.createDirectories(folder.resolve("none"));
    refused(3, "not a faceset", "faceset", "show", none);
    Path empty = folder.resolve("empty");
    DrawnFaceset.draw(empty, "a", 0, 0.5f);
    refused(3, "holds no face", "faceset", "show", empty);
    Path set = folder.resolve("set");
    DrawnFaceset.draw(set, "a", 3, 0.5f);
    refused(2, "say which faces", "faceset", "reject", set);
    refused(3, "has no crop nobody.png", "faceset", "reject", set, "nobody.png");
    refused(3, "no key \"beauty\"", "faceset", "sort", set, "--by", "beauty");
    refused(3, "no comparison", "faceset", "reject", set, "--where", "blur");
    refused(2, "--count is 0", "faceset", "best", set, "--count", "0");
    refused(2, "must end in .csv", "faceset", "sheet", set, "--out", folder.resolve("x.doc"));
    refused(3, "no such analysis", "coverage", set, "--plate", folder.resolve("no.analysis"));
    refused(2, "--pick needs", "coverage", set, "--plate", set, "--pick", "3");
    // Pictures of another size than the index says, and corrupt ones.
    Files.copy(
        set.resolve("000000_0_matte.png"),
        set.resolve("000001_0.png"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    Files.writeString(set.resolve("000002_0.png"), "nonsense");
    assertThat(run("faceset", "show", set)).isEqualTo(4);
    assertThat(said).contains("broken       000002_0.png");
  }

  @Test
  void theDataSheetNamesWhatIsUnknownAndStrictRefusesIt() throws Exception {
    Path set = folder.resolve("set");
    DrawnFaceset.draw(set, "a", 4, 0.5f);
    Path other = folder.resolve("other");
    DrawnFaceset.draw(other, "b", 4, 0.5f);
    Path csv = folder.resolve("s.csv");
    assertThat(run("faceset", "sheet", set, "--out", csv)).isZero();
    assertThat(said).contains("4  a: source unknown, licence CC0-1.0, consent not needed");
    assertThat(Files.readAllLines(csv)).hasSize(5);
    assertThat(run("faceset", "sheet", set, "--strict")).isEqualTo(5);
    assertThat(said).contains("4 pictures lack papers", "000000_0.png", "unknown: source");
    assertThat(run("train", set, other, "--out", folder.resolve("m"), "--strict")).isEqualTo(5);
    assertThat(said).contains("000000_0.png").doesNotContain("000003_0.png");
    assertThat(run("faceset", "papers", set, "--source", "+drawn, here")).as(said).isZero();
    assertThat(run("faceset", "sheet", set, "--strict", "--out", csv)).isZero();
    assertThat(Files.readAllLines(csv).get(1)).contains("\"'+drawn, here\"");
    assertThat(run("faceset", "papers", set, "--synthetic", "false")).isZero();
    assertThat(run("faceset", "sheet", set, "--strict")).isEqualTo(5);
    assertThat(said).contains("unknown: consent");
    for (String kind : List.of("json", "html")) {
      Path out = folder.resolve("s." + kind);
      assertThat(run("faceset", "sheet", set, "--out", out)).isZero();
      assertThat(Files.readString(out)).contains("000003_0.png", "unknown");
    }
  }

  @Test
  void aFacesetIsComparedWithAnother() throws Exception {
    Path set = folder.resolve("set");
    DrawnFaceset.draw(set, "a", 6, 0.5f);
    Path list = folder.resolve("p.list");
    assertThat(run("coverage", set, "--plate", set, "--pick", "3", "--out", list)).isZero();
    assertThat(said).contains("6 pictures of a, 6 faces of the plate", "older index");
    assertThat(Files.readAllLines(list)).hasSize(4);
    refused(2, "is a faceset", "coverage", set, "--plate", set, "--write");
    Path other = folder.resolve("other");
    DrawnFaceset.draw(other, "b", 2, 0.5f);
    refused(3, "a coverage is of one identity", "coverage", set, other, "--plate", set);
  }
}
