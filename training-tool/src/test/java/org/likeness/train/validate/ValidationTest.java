package org.likeness.train.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.model.ModelFile;
import org.likeness.model.SwapOutput;
import org.likeness.model.onnx.OnnxGraph;
import org.likeness.train.DrawnFaceset;
import org.likeness.train.TinyTraining;
import org.likeness.train.data.Faceset;
import org.likeness.train.export.ModelExport;
import org.likeness.train.export.Validations;
import org.likeness.train.loop.Checkpoint;
import org.likeness.train.loop.TrainConfig;
import org.likeness.train.loop.Trainer;
import org.likeness.train.loop.TrainingRun;
import org.likeness.train.loop.Validator;

class ValidationTest {
  private static final HeldOutFaces.Form FORM =
      new HeldOutFaces.Form(32, "whole-face-v1", 1.3, "film-shoulder-v1");

  @TempDir Path folder;

  private List<Faceset> sets() throws IOException {
    return List.of(
        DrawnFaceset.draw(folder.resolve("a"), "a", 8, 0.6f),
        DrawnFaceset.draw(folder.resolve("b"), "b", 8, 0.35f));
  }

  @Test
  void aCopyIsPerfectAndAnErrorIsCountedAsItIs() throws Exception {
    List<HeldOut> held = HeldOutFaces.of(sets(), FORM, 0);
    assertThat(held).hasSize(16);
    Validation copy = judge(held, 0);
    Validation off = judge(held, 0.1f);
    assertThat(copy.samples()).hasSize(16).allMatch(s -> s.kind() == Sample.Kind.SELF);
    for (int i = 0; i < 16; i++) {
      assertThat(copy.samples().get(i).get(Figure.PSNR)).isEqualTo(100);
      assertThat(copy.samples().get(i).get(Figure.SSIM)).isCloseTo(1, within(1e-9));
      assertThat(copy.samples().get(i).get(Figure.IOU)).isCloseTo(1, within(1e-9));
      // 0.1 off everywhere is 20 dB.
      assertThat(off.samples().get(i).get(Figure.PSNR)).isCloseTo(20, within(1e-3));
      assertThat(off.samples().get(i).get(Figure.SSIM)).isLessThan(0.9999);
    }
    Map<String, Double> means = Summary.flat(off);
    assertThat(means).containsEntry("self.samples", 16.0);
    assertThat(means.get("self.psnr")).isCloseTo(20, within(1e-3));
  }

  /** A maker that gives each crop back, with something added. */
  private static Validation judge(List<HeldOut> held, float plus) {
    return Validation.of(
        (seen, id) -> {
          float[] face = seen.crop().clone();
          for (int i = 0; i < face.length; i++) {
            face[i] += plus;
          }
          return new SwapOutput(face, seen.matte().clone());
        },
        held,
        List.of("a", "b"),
        null,
        false,
        (done, all, sample, out) -> {});
  }

  @Test
  void fewFacesAreSpreadOverPosesAndAlwaysTheSame() throws Exception {
    List<Faceset> sets = sets();
    List<HeldOut> some = HeldOutFaces.of(sets, FORM, 3);
    assertThat(some).hasSize(6);
    assertThat(some.stream().map(HeldOut::label))
        .isEqualTo(HeldOutFaces.of(sets, FORM, 3).stream().map(HeldOut::label).toList());
    List<PoseBin> all =
        HeldOutFaces.of(sets, FORM, 0).stream()
            .filter(h -> h.identity().equals("a"))
            .map(h -> PoseBin.of(h.yaw(), h.pitch()))
            .distinct()
            .toList();
    long chosen =
        some.stream()
            .filter(h -> h.identity().equals("a"))
            .map(h -> PoseBin.of(h.yaw(), h.pitch()))
            .distinct()
            .count();
    assertThat(chosen).isEqualTo(Math.min(3, all.size()));
  }

  @Test
  void aFacesetOfAnotherCropIsRefused() throws Exception {
    List<Faceset> sets = sets();
    assertThatThrownBy(
            () ->
                HeldOutFaces.of(
                    sets, new HeldOutFaces.Form(32, "dfl-whole-face", 1.3, "film-shoulder-v1"), 0))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("its crop template is whole-face-v1, the model's is dfl-whole-face");
    assertThatThrownBy(
            () ->
                HeldOutFaces.of(
                    sets, new HeldOutFaces.Form(32, "whole-face-v1", 3, "film-shoulder-v1"), 0))
        .hasMessageContaining("heights of a face");
  }

  @Test
  void aTruthIsComparedUnderItsOwnMatte() {
    int n = 16;
    float[] crop = new float[3 * n * n];
    Arrays.fill(crop, 0.5f);
    float[] truth = crop.clone();
    float[] matte = new float[n * n];
    for (int i = 0; i < n * n; i++) {
      if (i % n > 3 && i % n < 12 && i / n > 3 && i / n < 12) {
        matte[i] = 1;
        truth[i] = 0.7f;
      }
    }
    HeldOut h = new HeldOut("x", "a", n, crop, matte, 0, 0, truth, matte, "b");
    Validation v =
        Validation.of(
            (c, id) -> {
              float[] face = c.crop().clone();
              Arrays.fill(face, 0, n * n, 0.7f);
              return new SwapOutput(face, matte.clone());
            },
            List.of(h),
            List.of("b"),
            null,
            true,
            (done, all, s, o) -> {});
    assertThat(v.samples()).hasSize(1);
    assertThat(v.samples().get(0).kind()).isEqualTo(Sample.Kind.TRUTH);
    assertThat(v.samples().get(0).get(Figure.PSNR)).isGreaterThan(80);
    assertThat(v.samples().get(0).get(Figure.IOU)).isEqualTo(1);
  }

  @Test
  void aCheckpointIsJudgedAndThePageHoldsItsPictures() throws Exception {
    TrainConfig config = TinyTraining.config(30, false);
    List<Faceset> sets = sets();
    try (Trainer trainer = Trainer.fresh(config, 2)) {
      Validator validator =
          CheckpointValidator.of(sets, TinyTraining.WHO, TinyTraining.config(1, false), 4, null);
      Map<String, Double> before = validator.score(trainer::show);
      TinyTraining.train(trainer, config, TinyTraining.sets(folder.resolve("t")), 30);
      Map<String, Double> after = validator.score(trainer::show);
      assertThat(after.keySet()).isEqualTo(before.keySet()).contains("self.psnr", "self.ssim");
      assertThat(after.get("self.psnr")).isGreaterThan(before.get("self.psnr") + 1);

      Checkpoint checkpoint = trainer.checkpoint(TinyTraining.WHO, 0, 0, 16);
      Files.writeString(
          folder.resolve(Validator.FILE),
          "{\"iteration\":10,\"self.psnr\":1.5}\n{\"iteration\":30,\"self.psnr\":22.5}\n{\"iter");
      assertThat(Validations.of(folder, checkpoint)).containsOnly(Map.entry("self.psnr", 22.5));

      List<HeldOut> held = HeldOutFaces.of(sets, FORM, 4);
      List<String> made = new ArrayList<>();
      Validation.Maker maker =
          (seen, id) -> {
            var o = trainer.show(seen.crop(), 1, id.equals("a") ? 0 : 1);
            made.add(id);
            return new SwapOutput(o.face(), o.matte());
          };
      Validation v =
          Validation.of(maker, held, List.of("a", "b"), null, true, (done, all, s, o) -> {});
      assertThat(v.of(Sample.Kind.SELF)).hasSize(8);
      assertThat(v.of(Sample.Kind.SWAP)).hasSize(8);
      String page = ValidationPage.html(v, "T <1>", List.of("a fact"), maker);
      assertThat(page)
          .contains("T &lt;1&gt;", "data:image/jpeg;base64,", "Worst by PSNR", "By pose")
          .doesNotContain("http://", "https://", "NaN");
      assertThat(made).hasSizeGreaterThan(16);
    }
  }

  @Test
  void aRunIsJudgedAtItsEndAndTheExportSaysSo() throws Exception {
    TrainConfig config = TinyTraining.config(4, false);
    Path run = folder.resolve("run");
    try (Trainer trainer = Trainer.fresh(config, 2)) {
      TrainingRun training =
          new TrainingRun(
              TinyTraining.sets(folder.resolve("t")),
              TinyTraining.WHO,
              trainer,
              new TrainingRun.Plan(run, 1e9, 1e9, 1e9),
              0,
              0);
      training.judgedBy(
          CheckpointValidator.of(sets(), TinyTraining.WHO, TinyTraining.config(1, false), 2, null));
      assertThat(training.run(new AtomicBoolean(), (done, total, step, each) -> {})).isTrue();
    }
    assertThat(Files.readAllLines(run.resolve(Validator.FILE)))
        .hasSize(1)
        .allMatch(line -> line.startsWith("{\"iteration\":4,\"self.psnr\":"));
    Checkpoint last = Checkpoint.newest(run);
    byte[] onnx =
        ModelExport.onnx(
            last,
            new ModelExport.Request("m", List.of(), OnnxGraph.Precision.FP32, "CC0-1.0", null),
            Validations.of(run, last));
    assertThat(ModelFile.manifest(onnx, "m").training().get("validation"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsKeys("self.psnr", "self.ssim", "self.matteIoU");
  }
}
