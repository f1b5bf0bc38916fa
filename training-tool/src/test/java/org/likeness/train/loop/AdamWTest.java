package org.likeness.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.junit.jupiter.api.Test;
import org.likeness.train.net.TorchRuntime;

class AdamWTest {
  @Test
  void equalsLibtorchsAdam() {
    TorchRuntime.start(1);
    int n = 1000;
    Random random = new Random(3);
    float[] weights = new float[n];
    float[] aims = new float[n];
    for (int i = 0; i < n; i++) {
      weights[i] = (float) random.nextGaussian();
      aims[i] = (float) random.nextGaussian();
    }
    AdamW own = new AdamW(weights, new float[n], new float[n], weights.clone());
    try (PointerScope scope = new PointerScope()) {
      Tensor theirs = Tensor.create(weights.clone(), n);
      theirs.requires_grad_(true);
      Tensor aim = Tensor.create(aims, n);
      AdamOptions options = new AdamOptions(0.01);
      org.bytedeco.pytorch.Adam adam =
          new org.bytedeco.pytorch.Adam(new TensorVector(theirs), options);
      for (int step = 1; step <= 30; step++) {
        adam.zero_grad();
        Tensor loss = theirs.sub(aim).square().mul(new Scalar(0.5)).sum();
        loss.backward();
        adam.step();
        float[] gradient = new float[n];
        for (int i = 0; i < n; i++) {
          gradient[i] = weights[i] - aims[i];
        }
        own.step(gradient, 1, 0.01, 0, step, 0.9);
      }
      float[] result = new float[n];
      theirs.data_ptr_float().get(result);
      for (int i = 0; i < n; i++) {
        assertThat(weights[i]).isCloseTo(result[i], within(2e-5f));
      }
    }
  }

  @Test
  void decayShrinksAndTheAverageFollows() {
    float[] weights = {2};
    float[] average = {2};
    AdamW adam = new AdamW(weights, new float[1], new float[1], average);
    adam.step(new float[] {0}, 1, 0.1, 0.5, 1, 0.75);
    assertThat(weights[0]).isCloseTo(1.9f, within(1e-6f));
    assertThat(average[0]).isCloseTo(2 - 0.25f * 0.1f, within(1e-6f));
  }

  @Test
  void normIsEuclidean() {
    float[] gradient = new float[200_000];
    gradient[3] = 3;
    gradient[199_999] = 4;
    assertThat(AdamW.norm(gradient)).isCloseTo(5, within(1e-12));
  }

  @Test
  void rateRisesAndFalls() {
    TrainConfig config = TinyConfigs.ofIterations(1000);
    assertThat(config.rateAt(0)).isCloseTo(config.learningRate() / 200, within(1e-9));
    assertThat(config.rateAt(199)).isGreaterThan(0.9 * config.learningRate());
    assertThat(config.rateAt(1000)).isCloseTo(0.02 * config.learningRate(), within(1e-9));
    assertThat(config.augmentationAt(669).warp()).isGreaterThan(0);
    assertThat(config.augmentationAt(670).warp()).isZero();
  }

  /** Configurations by their length. */
  private static final class TinyConfigs {
    static TrainConfig ofIterations(long n) {
      TrainConfig c = TrainConfig.defaults("df", 128);
      return new TrainConfig(
          c.net(),
          n,
          c.batch(),
          c.seed(),
          c.learningRate(),
          c.warmUp(),
          c.finalRate(),
          c.weightDecay(),
          c.clip(),
          c.average(),
          c.bfloat16(),
          c.warpShare(),
          c.augmentation(),
          c.loss());
    }
  }
}
