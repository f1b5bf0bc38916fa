package org.likeness.train.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.likeness.train.cli.TrainCommandTest.refused;
import static org.likeness.train.cli.TrainCommandTest.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.model.FaceNetwork;
import org.likeness.model.ModelException;
import org.likeness.model.ModelFile;
import org.likeness.model.RightsRecord;
import org.likeness.model.WeightStore;
import org.likeness.model.onnx.OnnxGraph;
import org.likeness.train.DrawnFaceset;
import org.likeness.train.TinyTraining;
import org.likeness.train.export.ModelExport;
import org.likeness.train.loop.TrainConfig;
import org.likeness.train.loop.Trainer;
import org.likeness.train.loop.Validator;

class ValidateCommandTest {
  @TempDir Path folder;

  private Path model(boolean rights) throws Exception {
    TrainConfig config = TinyTraining.config(80, false);
    try (Trainer trainer = Trainer.fresh(config, 2)) {
      // Long enough that its matte is that of a face.
      TinyTraining.train(trainer, config, TinyTraining.sets(folder.resolve("t")), 80);
      return Files.write(
          folder.resolve("m.onnx"),
          ModelExport.onnx(
              trainer.checkpoint(TinyTraining.WHO, 0, 0, 16),
              new ModelExport.Request(
                  "tiny",
                  List.of(),
                  OnnxGraph.Precision.FP32,
                  "CC0-1.0",
                  rights ? new RightsRecord("C-1", "h", "s", null, "c") : null)));
    }
  }

  @Test
  void thePageAndTheDocumentAreWrittenAndTheModelRemembers() throws Exception {
    Path model = model(true);
    Path a = folder.resolve("a");
    DrawnFaceset.draw(a, "a", 6, 0.6f);
    assertThat(run("validate", model, "--frames", a, "--quick", "--record").code()).isZero();
    Path json = folder.resolve("m.validation.json");
    JsonNode doc = new ObjectMapper().readTree(json.toFile());
    assertThat(doc.path("crops").asInt()).isEqualTo(6);
    assertThat(doc.path("summary").path("self").path("all").path("psnr").path("count").asInt())
        .isEqualTo(6);
    assertThat(doc.path("samples")).hasSize(6);
    assertThat(folder.resolve("m.validation.html")).content().contains("Validation of tiny");
    assertThat(ModelFile.readManifest(model).training()).containsKey("validation");
    assertThat(ModelFile.graphIsWhole(model)).contains(true);
    assertThat(run("model", "verify", model).code()).isZero();
  }

  /** Without looking at faces, only each one's own crop can be compared. */
  @Test
  void aTrainingsJudgeShowsOthersFacesWhereItIsToLookAtThem() throws Exception {
    try {
      FaceNetwork.MESH.weights(WeightStore.open());
      FaceNetwork.IDENTITY.weights(WeightStore.open());
    } catch (ModelException e) {
      Assumptions.abort("the weights cannot be had: " + e.getMessage());
    }
    assertThat(judged("plain").has("swap.samples")).isFalse();
    JsonNode line = judged("faces", "--validate-faces");
    assertThat(line.path("iteration").asLong()).isEqualTo(2);
    assertThat(line.path("self.samples").asInt()).isEqualTo(6);
    assertThat(line.path("self.psnr").asDouble()).isPositive();
    assertThat(line.path("swap.samples").asInt()).isEqualTo(6);
    // What needs no look at a face is told with it too.
    assertThat(line.path("self.perceptual").isNumber()).isTrue();
  }

  /** The last line of a short training's validation. */
  private JsonNode judged(String name, String... more) throws Exception {
    Path a = folder.resolve("a");
    Path b = folder.resolve("b");
    DrawnFaceset.draw(a, "a", 3, 0.5f);
    DrawnFaceset.draw(b, "b", 3, 0.3f);
    Path out = folder.resolve(name);
    Path tiny = Files.writeString(folder.resolve("tiny.json"), TrainCommandTest.TINY);
    List<Object> words = new ArrayList<>(List.of("train", a, b, "--out", out));
    words.addAll(List.of("--resolution", 32, "--threads", 1, "--iterations", 2));
    words.addAll(List.of("--config", tiny, "--validate", a, "--validate", b));
    words.addAll(List.of(more));
    assertThat(run(words.toArray())).isEqualTo(new TrainCommandTest.Result(0, ""));
    List<String> lines = Files.readAllLines(out.resolve(Validator.FILE));
    return new ObjectMapper().readTree(lines.get(lines.size() - 1));
  }

  @Test
  void whatCannotBeJudgedIsSaid() throws Exception {
    Path model = model(false);
    Path other = folder.resolve("c");
    DrawnFaceset.draw(other, "c", 3, 0.5f);
    refused(
        run("validate", model, "--frames", other, "--quick"), 3, "none of a, b is in", "--quick");
    refused(run("validate", model, "--frames", folder, "--quick"), 3, "not a faceset", "extract");
    refused(run("validate", model, "--frames", other, "--most", "-1"), 2, "--most");
    refused(
        run("validate", model, "--frames", other, "--truth", "t.####.exr"), 2, "belong together");
    refused(run("validate", folder.resolve("no.onnx"), "--frames", other), 3, "no such file");
  }

  @Test
  void aDfmNeedsRightsAndComesBackMarkedWithoutThem() throws Exception {
    Path dfm = folder.resolve("m.dfm");
    refused(
        run("export", model(false), "--format", "dfm", "--identity", "a", "--out", dfm),
        5,
        "a DFM is played by programs that draw no mark");
    assertThat(dfm).doesNotExist();
    Path model = model(true);
    assertThat(run("export", model, "--format", "dfm", "--identity", "a", "--out", dfm).code())
        .isZero();
    Path back = folder.resolve("back.onnx");
    assertThat(run("model", "import", dfm, "--name", "Anna B.", "--out", back).code()).isZero();
    assertThat(ModelFile.readManifest(back).identities().get(0).id()).isEqualTo("anna-b");
    refused(run("model", "import", model, "--out", back), 3, "is no DFM");
    refused(run("export", model, "--format", "dfm", "--out", dfm), 3, "has several identities");
    Files.write(
        back,
        ModelFile.withManifest(
            Files.readAllBytes(back), ModelFile.readManifest(back).withRights(null)));
    assertThat(run("model", "verify", back).code()).isEqualTo(5);
  }
}
