package org.likeness.train.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.likeness.train.cli.TrainCommandTest.refused;
import static org.likeness.train.cli.TrainCommandTest.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.model.ModelFile;
import org.likeness.train.DrawnFaceset;
import org.likeness.train.loop.Checkpoint;
import org.likeness.train.loop.TrainedIdentity;

class StartOptionsTest {
  private static final String TINY =
      """
      {"batch": 2, "net": {"encoder": [8, 8, 8], "code": 16, "inter": 8, "interUp": 8,
       "decoder": [8, 8, 8]}}
      """;

  @TempDir Path folder;

  private Path faces(String id) throws Exception {
    Path set = folder.resolve(id);
    if (!Files.exists(set)) {
      DrawnFaceset.draw(set, id, 4, 0.3f + 0.1f * (id.charAt(0) - 'a'));
    }
    return set;
  }

  @Test
  void aBaseIsTrainedExportedBegunFromAndAnIdentityIsAdded() throws Exception {
    Path tiny = Files.writeString(folder.resolve("tiny.json"), TINY);
    Path run = folder.resolve("base.run");
    Object[] one = {
      "train",
      faces("a"),
      "--as-base",
      "--arch",
      "comb",
      "--resolution",
      32,
      "--config",
      tiny,
      "--iterations",
      4,
      "--threads",
      1,
      "--out",
      run
    };
    assertThat(run(one).code()).isZero();
    Path base = folder.resolve("people.likenessbase");
    assertThat(run("export", run, "--base", "--out", base).code()).isZero();

    Path model = folder.resolve("m");
    Object[] two = {
      "train",
      faces("b"),
      faces("c"),
      "--base",
      base,
      "--iterations",
      3,
      "--batch",
      2,
      "--threads",
      1,
      "--out",
      model
    };
    assertThat(run(two).code()).isZero();
    Checkpoint trained = Checkpoint.newest(model);
    assertThat(trained.header().config().net().arch()).isEqualTo("comb");
    assertThat(trained.header().lineage()).singleElement().asString().startsWith("people sha256:");

    Path more = folder.resolve("more");
    Object[] third = {
      "train", faces("d"), "--add-to", model, "--iterations", 2, "--threads", 1, "--out", more
    };
    assertThat(run(third).code()).isZero();
    Object[] on = {
      "train", faces("d"), "--resume", "--iterations", 4, "--threads", 1, "--out", more
    };
    assertThat(run(on).code()).isZero();
    Checkpoint added = Checkpoint.newest(more);
    assertThat(added.header().iteration()).isEqualTo(4);
    assertThat(added.header().identities())
        .extracting(TrainedIdentity::id)
        .containsExactly("b", "c", "d");
    float[] before = trained.average();
    assertThat(Arrays.copyOf(added.average(), before.length)).isEqualTo(before);
    Path onnx = folder.resolve("m.onnx");
    assertThat(run("export", more, "--out", onnx).code()).isZero();
    assertThat(ModelFile.readManifest(onnx).lineage()).isEqualTo(trained.header().lineage());
    assertThat(ModelFile.readManifest(onnx).identities()).hasSize(3);

    refused(
        run("train", faces("b"), "--add-to", model, "--out", folder.resolve("x")),
        3,
        "b",
        "already");
    Object[] other = {
      "train", faces("b"), faces("c"), "--base", base, "--arch", "df", "--out", folder.resolve("y")
    };
    refused(run(other), 3, "people", "family");
    refused(
        run("train", faces("a"), "--base", tiny, "--as-base", "--out", run + "2"), 3, "not a base");
    refused(run("train", faces("a"), "--out", folder.resolve("z")), 3, "two identities");
    Object[] nobody = {
      "train", faces("d"), "--add-to", model, "--begin-as", "zoe", "--out", folder.resolve("w")
    };
    refused(run(nobody), 3, "zoe", "b, c");
  }
}
