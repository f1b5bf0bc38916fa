package org.likeness.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainConfigTest {
  private static final TrainConfig BASE = TrainConfig.defaults("df", 128);

  private static TrainConfig read(String json) throws IOException {
    return BASE.with(Settings.parse(json, "c.json"), "c.json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'speed': 3}|there is no setting speed; known here: augmentation, average, batch",
        "{'optimiser': {'kind2': 1}}|there is no setting optimiser.kind2",
        "{'optimiser': {'kind': 'sgd'}}|optimiser.kind is \"sgd\": one of [adamw, adabelief]",
        "{'optimiser': {'changed': 0}}|optimiser.changed is 0.0: it must be 0.01 to 1.0",
        "{'batch': 1.5}|batch is 1.5: a whole number is needed",
        "{'batch': null}|batch is 0.0: it must be 1.0 to 256.0",
        "{'clip': 'much'}|clip is \"much\": a number is needed",
        "{'stages': {}}|stages is {}",
        "{'stages': [{'until': 0.5}]}|the last one ends at 0.5: it must end at 1",
        "{'stages': [{'until': 1, 'loss': {'l9': 2}}]}|there is no number l9 to multiply",
        "{'stages': [{'until': 1, 'augmentation': {'flip': 0}}]}|no number flip to multiply",
        "{'stages': [{'until': 1, 'speed': 0}]}|there is no setting stages[0].speed",
        "[]|not JSON with settings",
        "{|not JSON",
      })
  void whatCannotBeIsRefusedWithASentence(String json, String sentence) {
    assertThatThrownBy(() -> read(json.replace('\'', '"')))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("c.json: ")
        .hasMessageContaining(sentence);
  }

  @Test
  void itIsReadAsItWasWritten() throws Exception {
    TrainConfig config =
        read(
            """
            {"optimiser": {"kind": "adabelief", "changed": 0.3},
             "stages": [{"until": 0.4, "name": "warp"}, {"until": 1, "augmentation": {"warp": 0}}]}
            """);
    assertThat(TrainConfig.defaults("df", 64).with(config.toJson())).isEqualTo(config);
  }

  @Test
  void stagesMultiplyTheirShareOfTheTraining() {
    TrainConfig config =
        BASE.with(
            """
            {"iterations": 1000, "warmUp": 0, "optimiser": {"schedule": "constant"},
             "stages": [
               {"name": "warp", "until": 0.5},
               {"name": "straight", "until": 0.8, "augmentation": {"warp": 0, "shift": 0.5}},
               {"name": "detail", "until": 1, "rate": 0.1, "augmentation": {"warp": 0},
                "loss": {"gradient": 3}}]}
            """);
    assertThat(config.stageAt(499).name()).isEqualTo("warp");
    assertThat(config.stageAt(500).name()).isEqualTo("straight");
    assertThat(config.stageAt(5000).name()).isEqualTo("detail");
    assertThat(config.augmentationAt(499)).isEqualTo(config.augmentation());
    assertThat(config.augmentationAt(500).warp()).isZero();
    assertThat(config.augmentationAt(500).shift())
        .isCloseTo(config.augmentation().shift() / 2, within(1e-12));
    assertThat(config.lossAt(799)).isEqualTo(config.loss());
    assertThat(config.lossAt(800).gradient())
        .isCloseTo(3 * config.loss().gradient(), within(1e-12));
    assertThat(config.rateAt(0)).isCloseTo(config.learningRate(), within(1e-12));
    assertThat(config.rateAt(900)).isCloseTo(0.1 * config.learningRate(), within(1e-12));
  }

  @Test
  void withoutStagesTheWarpShareCounts() {
    TrainConfig config = BASE.with("{\"iterations\": 1000}");
    assertThat(config.augmentationAt(669).warp()).isEqualTo(config.augmentation().warp());
    assertThat(config.augmentationAt(670).warp()).isZero();
    assertThat(config.stageAt(670).name()).isEqualTo("no warp");
  }

  @Test
  void rateRisesAndFalls() {
    TrainConfig config = BASE.with("{\"iterations\": 1000}");
    assertThat(config.rateAt(0)).isCloseTo(config.learningRate() / 200, within(1e-9));
    assertThat(config.rateAt(199)).isGreaterThan(0.9 * config.learningRate());
    assertThat(config.rateAt(1000)).isCloseTo(0.02 * config.learningRate(), within(1e-9));
  }

  @Test
  void oneCycleRisesToTheHighestAndFallsToTheEnd() {
    TrainConfig config =
        BASE.with(
            "{\"iterations\": 1000, \"finalRate\": 0, \"optimiser\": {\"schedule\":"
                + " \"onecycle\"}}");
    assertThat(config.rateAt(0)).isCloseTo(0.04 * config.learningRate(), within(1e-9));
    assertThat(config.rateAt(300)).isCloseTo(config.learningRate(), within(1e-9));
    assertThat(config.rateAt(1000)).isCloseTo(0, within(1e-12));
  }
}
