package org.likeness.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.likeness.train.TinyNets;
import org.likeness.train.TinyTraining;
import org.likeness.train.data.Augmentation;
import org.likeness.train.data.Batch;
import org.likeness.train.data.Faceset;
import org.likeness.train.data.SampleMaker;
import org.likeness.train.data.TrainingSet;
import org.likeness.train.net.Growth;
import org.likeness.train.net.NetRegistry;
import org.likeness.train.net.ParameterSet;
import org.likeness.train.net.TorchRuntime;

class FamilyTrainingTest {
  private static final String FAST =
      """
      {"iterations": 200, "batch": 3, "seed": 7, "learningRate": 2e-3, "warmUp": 10,
       "finalRate": 0.05, "average": 0.9, "bfloat16": false, "growth": {"share": 0}}
      """;

  @TempDir Path folder;

  private static TrainConfig config(String arch, int refiner) {
    TorchRuntime.start(1);
    return TrainConfig.defaults(TinyNets.config(arch, false, refiner)).with(FAST);
  }

  /** What {@code share} of the first loss one fixed batch must fall below in 150 steps. */
  @ParameterizedTest
  @CsvSource({"df,0,0.4", "liae,0,0.4", "amp,0,0.6", "comb,0,0.4", "comb,8,0.4"})
  void oneBatchIsLearnt(String arch, int refiner, double share) throws Exception {
    TrainConfig config = config(arch, refiner);
    List<TrainingSet> sets = TinyTraining.sets(folder);
    List<Batch> batches = new ArrayList<>();
    for (int i = 0; i < sets.size(); i++) {
      batches.add(new SampleMaker(sets.get(i), i, 1).make(0, 3, Augmentation.NONE));
    }
    try (Trainer trainer = Trainer.fresh(config, 2)) {
      double first = trainer.step(batches).loss();
      double last = 0;
      for (int i = 1; i < 150; i++) {
        last = trainer.step(batches).loss();
      }
      assertThat(last).isLessThan(share * first);
    }
  }

  @Test
  void aCombGrowsThroughItsSizesWithARefinerAndAnAdversaryAndResumesExactly() throws Exception {
    TorchRuntime.start(1);
    TrainConfig config =
        TrainConfig.defaults(TinyNets.config("comb", true, 8))
            .with(FAST)
            .with(
                """
                {"iterations": 40, "growth": {"share": 0.5, "fade": 0.5, "refine": 0.8},
                 "loss": {"gan": 0.1}}
                """);
    TinyTraining.sets(folder);
    List<TrainingSet> large = new ArrayList<>();
    for (String id : List.of("a", "b")) {
      large.add(TrainingSet.load(List.of(Faceset.read(folder.resolve(id))), 64, 1));
    }
    List<Double> on;
    try (Trainer trainer = Trainer.fresh(config, 2)) {
      assertThat(trainer.growth().resolution()).isEqualTo(32);
      List<Double> losses = TinyTraining.train(trainer, config, large, 34);
      assertThat(losses).allSatisfy(l -> assertThat(l).isFinite());
      assertThat(trainer.growth().resolution()).isEqualTo(64);
      assertThat(trainer.growth().refined()).isTrue();
      Checkpoint checkpoint = trainer.checkpoint(TinyTraining.WHO, 1, 2, 16);
      assertThat(checkpoint.parts()).containsKeys("patch.weights", "patch.second");
      checkpoint.write(folder);
      on = TinyTraining.train(trainer, config, large, 3);
    }
    try (Trainer again = Trainer.resume(config, Checkpoint.newest(folder))) {
      assertThat(TinyTraining.train(again, config, large, 3)).isEqualTo(on);
    }
    TrainConfig longer = config.with("{\"iterations\": 4000}");
    try (Trainer again = Trainer.resume(longer, Checkpoint.newest(folder))) {
      assertThat(again.growth()).isEqualTo(Growth.full(64));
      assertThat(again.growthAt(5).resolution()).isEqualTo(32);
    }
  }

  @Test
  void theAdversaryLearnsToTellAndIsHeard() throws Exception {
    List<TrainingSet> sets = TinyTraining.sets(folder);
    TrainConfig plain = config("df", 0);
    TrainConfig gan = plain.with("{\"loss\": {\"gan\": 0.5}}");
    try (Trainer without = Trainer.fresh(plain, 2);
        Trainer with = Trainer.fresh(gan, 2)) {
      TinyTraining.train(without, plain, sets, 3);
      TinyTraining.train(with, gan, sets, 3);
      Checkpoint a = without.checkpoint(TinyTraining.WHO, 0, 0, 16);
      Checkpoint b = with.checkpoint(TinyTraining.WHO, 0, 0, 16);
      assertThat(b.weights()).isNotEqualTo(a.weights());
      assertThat(a.parts()).doesNotContainKey("patch.weights");
    }
  }

  @ParameterizedTest
  @CsvSource({"df", "liae", "amp", "comb"})
  void anAddedIdentityLeavesTheOthersAsTheyAre(String arch) throws Exception {
    List<TrainingSet> sets = TinyTraining.sets(folder);
    TrainConfig config = config(arch, 4);
    try (Trainer trainer = Trainer.fresh(config, 2)) {
      TinyTraining.train(trainer, config, sets, 5);
      Path out = Files.createDirectories(folder.resolve("model"));
      trainer.checkpoint(TinyTraining.WHO, 0, 0, 16).write(out);
    }
    Checkpoint model = Checkpoint.newest(folder.resolve("model"));
    TrainConfig adding =
        Start.adding(model, 30)
            .with("{\"optimiser\": {\"kind\": \"adamw\"}, \"weightDecay\": 0.1}");
    Start start = Start.add(model, adding, 3, List.of(0, 1));
    try (Trainer trainer = Trainer.begin(adding, 3, start)) {
      List<Double> losses = TinyTraining.train(trainer, adding, sets.subList(1, 2), 30);
      assertThat(losses.get(29)).isLessThan(losses.get(0));
      List<TrainedIdentity> who = new ArrayList<>(TinyTraining.WHO);
      who.add(TinyTraining.WHO.get(0));
      Checkpoint after = trainer.checkpoint(who, 0, 0, 24);
      int old = ParameterSet.of(NetRegistry.create(config.net()), 2).total();
      for (float[] now : List.of(after.weights(), after.average())) {
        assertThat(Arrays.copyOf(now, old)).isEqualTo(model.average());
      }
      assertThat(after.weights())
          .isNotEqualTo(Start.add(model, adding, 3, List.of(0, 1)).weights());
    }
  }

  @Test
  void aBaseIsSmallComesBackAsItWasAndFitsOrIsRefused() throws Exception {
    List<TrainingSet> sets = TinyTraining.sets(folder);
    TrainConfig config = config("df", 0);
    BaseModel base;
    try (Trainer trainer = Trainer.fresh(config, 2)) {
      TinyTraining.train(trainer, config, sets, 5);
      base = BaseModel.of(trainer.checkpoint(TinyTraining.WHO, 0, 0, 16), "people");
    }
    Path file = Files.write(folder.resolve("people" + BaseModel.SUFFIX), base.toBytes());
    assertThat(Files.size(file)).isLessThan(2L * base.weights().length + 3000);
    BaseModel read = BaseModel.read(file);
    assertThat(read.header()).isEqualTo(base.header());
    assertThat(read.toBytes()).isEqualTo(base.toBytes());
    Start start = Start.base(read, config, 3, true);
    assertThat(start.lineage()).singleElement().asString().matches("people sha256:[0-9a-f]{64}");
    ParameterSet one = ParameterSet.of(NetRegistry.create(config.net()), 1);
    ParameterSet three = ParameterSet.of(NetRegistry.create(config.net()), 3);
    for (String own : List.of("decoder0.up0.weight", "decoder2.up0.weight", "inter.code.weight")) {
      int from = one.spec(own.replace('2', '0')).offset();
      int to = three.spec(own).offset();
      assertThat(start.weights()[to]).isEqualTo(read.weights()[from]);
    }
    Start random = Start.base(read, config, 3, false);
    assertThat(random.weights()[three.spec("decoder2.up0.weight").offset()])
        .isEqualTo(Start.fresh(config, 3).weights()[three.spec("decoder2.up0.weight").offset()]);
    assertThatThrownBy(() -> Start.base(read, config("liae", 0), 2, true))
        .hasMessageContaining("people")
        .hasMessageContaining("family");
    TrainConfig wider = config.with("{\"net\": {\"code\": 32}}");
    assertThatThrownBy(() -> Start.base(read, wider, 2, false))
        .hasMessageContaining("people")
        .hasMessageContaining("inter.code.weight")
        .hasMessageContaining("sizes");
    byte[] cut = Arrays.copyOf(base.toBytes(), 500);
    Path half = Files.write(folder.resolve("cut" + BaseModel.SUFFIX), cut);
    assertThatThrownBy(() -> BaseModel.read(half)).hasMessageContaining("cut");
  }
}
