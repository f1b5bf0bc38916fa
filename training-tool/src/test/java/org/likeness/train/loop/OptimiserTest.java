package org.likeness.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.likeness.train.net.ParameterSet;
import org.likeness.train.net.TorchRuntime;

class OptimiserTest {
  private static final OptimiserConfig.Way WAY = OptimiserConfig.Way.constant;

  private static ParameterSet.Spec range(int from, int count) {
    return new ParameterSet.Spec("p" + from, new long[] {count}, from, 1, false);
  }

  private static float[] normal(int n, int seed) {
    Random random = new Random(seed);
    float[] out = new float[n];
    for (int i = 0; i < n; i++) {
      out[i] = (float) random.nextGaussian();
    }
    return out;
  }

  @Test
  void equalsLibtorchsAdam() {
    TorchRuntime.start(1);
    int n = 1000;
    float[] weights = normal(n, 3);
    float[] aims = normal(n, 4);
    Optimiser own = Optimiser.adamw(weights, new float[n], new float[n], weights.clone());
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
        own.step(gradient, new Optimiser.Step(1, 0.01, 0, step, 0.9));
      }
      float[] result = new float[n];
      theirs.data_ptr_float().get(result);
      for (int i = 0; i < n; i++) {
        assertThat(weights[i]).isCloseTo(result[i], within(2e-5f));
      }
    }
  }

  /** The papers' algorithms as they are printed, a number at a time, in double precision. */
  @ParameterizedTest
  @EnumSource(OptimiserConfig.Kind.class)
  void equalsThePaper(OptimiserConfig.Kind kind) {
    double beta1 = 0.8;
    double beta2 = 0.95;
    double epsilon = 1e-6;
    double decay = 0.02;
    double rate = 0.01;
    double averageDecay = 0.7;
    int n = 40_000; // several blocks
    float[] weights = normal(n, 5);
    float[] first = new float[n];
    float[] second = new float[n];
    float[] average = weights.clone();
    double[] theta = new double[n];
    double[] mean = new double[n];
    double[] spread = new double[n];
    double[] shown = new double[n];
    for (int i = 0; i < n; i++) {
      theta[i] = weights[i];
      shown[i] = weights[i];
    }
    Optimiser own =
        new Optimiser(
            new OptimiserConfig(kind, WAY, beta1, beta2, epsilon, 1, 1),
            weights,
            first,
            second,
            average,
            List.of(range(0, n)),
            1);
    for (int t = 1; t <= 20; t++) {
      float[] gradient = normal(n, 100 + t);
      own.step(gradient, new Optimiser.Step(0.5, rate, decay, t, averageDecay));
      for (int i = 0; i < n; i++) {
        double g = 0.5 * gradient[i];
        mean[i] = beta1 * mean[i] + (1 - beta1) * g;
        if (kind == OptimiserConfig.Kind.adamw) {
          spread[i] = beta2 * spread[i] + (1 - beta2) * g * g;
        } else {
          spread[i] = beta2 * spread[i] + (1 - beta2) * Math.pow(g - mean[i], 2) + epsilon;
        }
        double meanHat = mean[i] / (1 - Math.pow(beta1, t));
        double spreadHat = spread[i] / (1 - Math.pow(beta2, t));
        theta[i] -= rate * decay * theta[i];
        theta[i] -= rate * meanHat / (Math.sqrt(spreadHat) + epsilon);
        shown[i] = averageDecay * shown[i] + (1 - averageDecay) * theta[i];
      }
    }
    for (int i = 0; i < n; i++) {
      assertThat(weights[i]).isCloseTo((float) theta[i], within(2e-5f));
      assertThat(average[i]).isCloseTo((float) shown[i], within(2e-5f));
    }
  }

  @Test
  void aShareOfTheWeightsIsChangedAnotherOneEachStep() {
    int n = 100_000;
    float[] weights = new float[n];
    OptimiserConfig how =
        new OptimiserConfig(OptimiserConfig.Kind.adabelief, WAY, 0.9, 0.999, 1e-8, 0.3, 1);
    float[] gradient = new float[n];
    java.util.Arrays.fill(gradient, 1);
    Optimiser own =
        new Optimiser(
            how, weights, new float[n], new float[n], new float[n], List.of(range(0, n)), 9);
    own.step(gradient, new Optimiser.Step(1, 0.1, 0, 1, 0));
    boolean[] once = new boolean[n];
    int changed = 0;
    for (int i = 0; i < n; i++) {
      once[i] = weights[i] != 0;
      changed += once[i] ? 1 : 0;
    }
    // A binomial's deviation is 145 here.
    assertThat(changed).isBetween(29_300, 30_700);
    float[] before = weights.clone();
    own.step(gradient, new Optimiser.Step(1, 0.1, 0, 2, 0));
    int again = 0;
    int both = 0;
    for (int i = 0; i < n; i++) {
      boolean now = weights[i] != before[i];
      again += now ? 1 : 0;
      both += now && once[i] ? 1 : 0;
    }
    assertThat(again).isBetween(29_300, 30_700);
    assertThat(both).as("the choices are independent").isBetween(8_500, 9_500);
  }

  @Test
  void whatIsNotTrainedStays() {
    float[] weights = {1, 2, 3, 4};
    float[] average = weights.clone();
    Optimiser own =
        new Optimiser(
            OptimiserConfig.DEFAULT,
            weights,
            new float[4],
            new float[4],
            average,
            List.of(range(1, 2)),
            0);
    own.step(new float[] {1, 1, 1, 1}, new Optimiser.Step(1, 0.1, 0.5, 1, 0.5));
    assertThat(weights[0]).isEqualTo(1);
    assertThat(weights[1]).isLessThan(2);
    assertThat(weights[2]).isLessThan(3);
    assertThat(weights[3]).isEqualTo(4);
    assertThat(average[3]).isEqualTo(4);
  }

  @Test
  void decayShrinksAndTheAverageFollows() {
    float[] weights = {2};
    float[] average = {2};
    Optimiser adam = Optimiser.adamw(weights, new float[1], new float[1], average);
    adam.step(new float[] {0}, new Optimiser.Step(1, 0.1, 0.5, 1, 0.75));
    assertThat(weights[0]).isCloseTo(1.9f, within(1e-6f));
    assertThat(average[0]).isCloseTo(2 - 0.25f * 0.1f, within(1e-6f));
  }

  @Test
  void normIsEuclidean() {
    float[] gradient = new float[200_000];
    gradient[3] = 3;
    gradient[199_999] = 4;
    assertThat(Optimiser.norm(gradient)).isCloseTo(5, within(1e-12));
  }
}
