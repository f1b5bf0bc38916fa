package org.likeness.train.cli;

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
import org.likeness.train.loop.Checkpoint;
import picocli.CommandLine;

class TrainCommandTest {
  static final String TINY =
      "{\"batch\":2,\"net\":{\"encoder\":[8,8,8,8],\"code\":16,\"inter\":8,\"interUp\":8,"
          + "\"decoder\":[8,8],\"residuals\":0}}";

  @TempDir Path folder;

  record Result(int code, String err) {}

  static Result run(Object... args) {
    List<String> words = new ArrayList<>();
    for (Object a : args) {
      words.add(a.toString());
    }
    StringWriter err = new StringWriter();
    CommandLine line = Likeness.commandLine();
    line.setErr(new PrintWriter(err, true));
    line.getSubcommands().values().forEach(c -> c.setErr(new PrintWriter(err, true)));
    return new Result(line.execute(words.toArray(new String[0])), err.toString().strip());
  }

  static void refused(Result result, int code, String... parts) {
    assertThat(result.err()).contains(parts).doesNotContain("\n").doesNotContain("Exception");
    assertThat(result.code()).isEqualTo(code);
  }

  private Path tiny() throws Exception {
    return Files.writeString(folder.resolve("tiny.json"), TINY);
  }

  @Test
  void badFacesetsAreRefusedWithASentence() throws Exception {
    Path a = folder.resolve("a");
    Path out = folder.resolve("m");
    DrawnFaceset.draw(a, "a", 3, 0.5f);
    refused(run("train", folder.resolve("none"), a, "--out", out), 3, "not a faceset", "extract");
    refused(run("train", a, "--out", out), 3, "two identities");
    Path one = folder.resolve("one");
    DrawnFaceset.draw(one, "b", 1, 0.5f);
    refused(run("train", a, one, "--out", out), 3, "one face only", "at least 2");
    Path empty = folder.resolve("empty");
    DrawnFaceset.draw(empty, "b", 0, 0.5f);
    refused(run("train", a, empty, "--out", out), 3, "no face of b");
    Path other = folder.resolve("other");
    Faceset set = DrawnFaceset.draw(other, "b", 3, 0.5f);
    new Faceset(other, DrawnFaceset.header("b", "half-face-v9"), set.faces()).writeIndex();
    refused(run("train", a, other, "--out", out), 3, "half-face-v9", "whole-face-v1");
    Path broken = folder.resolve("broken");
    DrawnFaceset.draw(broken, "b", 3, 0.5f);
    Files.writeString(broken.resolve("000001_0.png"), "no picture");
    refused(run("train", a, broken, "--out", out, "--config", tiny()), 3, "000001_0.png");
    Files.writeString(broken.resolve(Faceset.INDEX), "{\"facesetVersion\":1");
    refused(run("train", a, broken, "--out", out), 3, "faceset.jsonl", "line 1");
    Files.writeString(broken.resolve(Faceset.INDEX), "{\"facesetVersion\":9}");
    refused(run("train", a, broken, "--out", out), 3, "version 9");
    assertThat(out).doesNotExist();
  }

  @Test
  void badOptionsAreRefusedWithASentence() throws Exception {
    Path a = folder.resolve("a");
    Path b = folder.resolve("b");
    Path out = folder.resolve("m");
    DrawnFaceset.draw(a, "a", 3, 0.5f);
    DrawnFaceset.draw(b, "b", 3, 0.3f);
    refused(run("train", a, b, "--out", out, "--resolution", 100), 3, "multiple of 32");
    refused(run("train", a, b, "--out", out, "--arch", "xyz"), 3, "no network family xyz", "df");
    refused(run("train", a, b, "--out", out, "--lr", "-1"), 3, "learningRate is -1.0");
    refused(run("train", a, b, "--out", out, "--resume"), 3, "no checkpoint here");
    Path config = Files.writeString(folder.resolve("c.json"), "{");
    refused(run("train", a, b, "--out", out, "--config", config), 3, "c.json", "not JSON");
    Files.writeString(config, "{\"nonsense\":1}");
    refused(run("train", a, b, "--out", out, "--config", config), 3, "nonsense");
    refused(run("train", a, b), 2, "--out");
    refused(run("export", folder, "--out", folder.resolve("m.onnx")), 3, "no checkpoint here");
  }

  @Test
  void aTrainingIsStartedResumedRefusedAndExported() throws Exception {
    Path a = folder.resolve("a");
    Path b = folder.resolve("b");
    Path out = folder.resolve("m");
    DrawnFaceset.draw(a, "a", 4, 0.5f);
    DrawnFaceset.draw(b, "b", 4, 0.3f);
    Object[] start = {
      "train",
      a,
      b,
      "--out",
      out,
      "--resolution",
      32,
      "--threads",
      1,
      "--iterations",
      6,
      "--config",
      tiny()
    };
    assertThat(run(start)).isEqualTo(new Result(0, ""));
    refused(run(start), 3, "add --resume");
    refused(
        run("train", a, b, "--out", out, "--resume", "--resolution", 64), 3, "begun with", "32");
    refused(run("train", b, a, "--out", out, "--resume"), 3, "identities are a, b", "b, a");
    assertThat(run("train", a, b, "--out", out, "--resume", "--threads", 1, "--iterations", 9))
        .isEqualTo(new Result(0, ""));
    assertThat(Checkpoint.newest(out).header().iteration()).isEqualTo(9);
    Path onnx = folder.resolve("m.onnx");
    assertThat(run("export", out, "--out", onnx, "--precision", "fp16").code()).isZero();
    assertThat(onnx).isNotEmptyFile();
    refused(run("export", out, "--out", onnx, "--identity", "c"), 3, "no identity c");
    Path rights = Files.writeString(folder.resolve("r.json"), "{\"holder\":\"x\"}");
    refused(run("export", out, "--out", onnx, "--rights", rights), 3, "consentId");
  }
}
