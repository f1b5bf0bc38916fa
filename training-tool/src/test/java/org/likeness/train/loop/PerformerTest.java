package org.likeness.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.model.ModelManifest;
import org.likeness.model.SwapModel;
import org.likeness.model.onnx.OnnxGraph;
import org.likeness.train.TinyTraining;
import org.likeness.train.data.Augmentation;
import org.likeness.train.data.Batch;
import org.likeness.train.data.InputGain;
import org.likeness.train.data.SampleMaker;
import org.likeness.train.data.SkinTone;
import org.likeness.train.data.TrainingSet;
import org.likeness.train.export.ModelExport;
import org.likeness.train.export.ToneHint;

class PerformerTest {
  @TempDir static Path folder;
  private static List<TrainingSet> sets = List.of();

  @BeforeAll
  static void draw() throws IOException {
    sets = TinyTraining.sets(folder);
  }

  @Test
  void everybodyIsShownInThePerformersColours() {
    List<TrainedIdentity> who = Performer.measured("a", TinyTraining.WHO, sets);
    List<TrainingSet> shown = Performer.shown("a", who, sets);
    assertThat(shown.get(0).gain()).isEqualTo(InputGain.NONE);
    SkinTone a = SkinTone.of(sets.get(0));
    SkinTone b = SkinTone.of(sets.get(1));
    assertThat(a.r()).isGreaterThan(1.2 * b.r());
    assertThat(shown.get(1).gain().r()).isCloseTo((float) (a.r() / b.r()), within(1e-6f));

    Batch plain = new SampleMaker(sets.get(1), 1, 3).make(5, 4, Augmentation.DEFAULT);
    Batch toned = new SampleMaker(shown.get(1), 1, 3).make(5, 4, Augmentation.DEFAULT);
    assertThat(toned.label()).isEqualTo(plain.label());
    assertThat(toned.matte()).isEqualTo(plain.matte());
    float[] wanted = shown.get(1).gain().applied(plain.input(), 32 * 32);
    assertThat(toned.input()).isEqualTo(wanted).isNotEqualTo(plain.input());
    // Also for a smaller size of a network that grows.
    assertThat(shown.get(1).at(16).gain()).isEqualTo(shown.get(1).gain());
  }

  @Test
  void withoutOneNothingIsMeasuredOrChanged() {
    assertThat(Performer.measured(null, TinyTraining.WHO, sets)).isEqualTo(TinyTraining.WHO);
    assertThat(Performer.shown(null, TinyTraining.WHO, sets).get(1).gain())
        .isEqualTo(InputGain.NONE);
    TrainConfig plain = TinyTraining.config(10, false);
    assertThat(plain.toJson()).doesNotContain("performer");
    assertThat(plain.with("{\"performer\": \"a\"}").performer()).isEqualTo("a");
  }

  @Test
  void aStrangerAsPerformerIsRefused() {
    assertThatThrownBy(() -> Performer.measured("c", TinyTraining.WHO, sets))
        .hasMessage("performer is c; the identities are a, b");
    // One of an earlier training, whose faces are not here.
    assertThatThrownBy(() -> Performer.measured("a", TinyTraining.WHO, sets.subList(1, 2)))
        .hasMessageContaining("whose colours this model was not trained with");
  }

  @Test
  void aToneThatIsKnownStays() {
    List<TrainedIdentity> who = Performer.measured("a", TinyTraining.WHO, sets);
    List<TrainingSet> others = List.of(sets.get(1), sets.get(0));
    assertThat(Performer.measured("b", who, others)).isEqualTo(who);
  }

  @Test
  void modelsSayWhomTheyAreFor() throws IOException {
    TrainConfig config = TinyTraining.config(1, false).with("{\"performer\": \"a\"}");
    List<TrainedIdentity> who = Performer.measured("a", TinyTraining.WHO, sets);
    try (Trainer trainer = Trainer.fresh(config, 2)) {
      Checkpoint there = trainer.checkpoint(who, 1, 1, 16);
      Path file = there.write(folder, Checkpoint.Keep.DEFAULT);
      Checkpoint read = Checkpoint.read(file);
      assertThat(read.header().identities()).isEqualTo(who);
      Path onnx = folder.resolve("m.onnx");
      Files.write(
          onnx,
          ModelExport.onnx(
              read,
              new ModelExport.Request("m", List.of(), OnnxGraph.Precision.FP32, "test", null)));
      try (SwapModel model = SwapModel.open(onnx, "b")) {
        ModelManifest m = model.manifest();
        assertThat(m.training()).containsEntry("performer", "a");
        assertThat(ToneHint.of(m, "x.onnx"))
            .get()
            .asString()
            .contains("x.onnx --identity b --plate");
        assertThat(ToneHint.of(m.withTone("b", List.of(0.8f, 0.8f, 0.7f)), "x.onnx")).isEmpty();
        assertThat(ModelExport.gain(m, "a")).isEqualTo(InputGain.NONE);
        assertThat(ModelExport.gain(m, "stranger")).isEqualTo(InputGain.NONE);
        InputGain gain = Performer.gain("a", who, "b");
        assertThat(ModelExport.gain(m, "b")).isEqualTo(gain).isNotEqualTo(InputGain.NONE);
      }
    }
  }
}
