package org.likeness.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.likeness.train.TinyTraining;

class SampleLookTest {
  private static final int S = 32;
  @TempDir Path folder;

  private static Augmentation only(
      double hue,
      double saturation,
      double transfer,
      double blur,
      double motion,
      double jpeg,
      double grain,
      double occluders) {
    return new Augmentation(
        0,
        0,
        0,
        0.03,
        0,
        0,
        0,
        false,
        0,
        hue,
        saturation,
        transfer,
        blur,
        motion,
        jpeg,
        grain,
        occluders);
  }

  @ParameterizedTest
  @CsvSource({
    "20,0,0,0,0,0,0,0,true",
    "0,0.4,0,0,0,0,0,0,true",
    "0,0,1,0,0,0,0,0,true",
    "0,0,0,0.03,0,0,0,0,false",
    "0,0,0,0,0.1,0,0,0,false",
    "0,0,0,0,0,0.8,0,0,false",
    "0,0,0,0,0,0,0.05,0,false",
    "0,0,0,0,0,0,0,1,false"
  })
  void coloursChangeTheLabelTooDefectsTheInputAlone(
      double hue,
      double saturation,
      double transfer,
      double blur,
      double motion,
      double jpeg,
      double grain,
      double occluders,
      boolean labelToo)
      throws Exception {
    List<TrainingSet> sets = TinyTraining.sets(folder);
    Augmentation how = only(hue, saturation, transfer, blur, motion, jpeg, grain, occluders);
    SampleMaker maker = new SampleMaker(sets.get(0), 0, 5, List.of(sets.get(1)));
    Batch plain = maker.make(9, 6, Augmentation.NONE.withWarp(0.03));
    Batch varied = maker.make(9, 6, how);
    assertThat(varied.input()).isNotEqualTo(plain.input());
    if (labelToo) {
      assertThat(varied.label()).isNotEqualTo(plain.label());
    } else {
      assertThat(varied.label()).isEqualTo(plain.label());
    }
    if (occluders > 0) {
      double lost = sum(plain.matte()) - sum(varied.matte());
      assertThat(lost).isPositive();
    } else {
      assertThat(varied.matte()).isEqualTo(plain.matte());
    }
    assertThat(maker.make(9, 6, how).input()).isEqualTo(varied.input());
    for (float v : varied.input()) {
      assertThat(v).isBetween(0f, 1f);
    }
  }

  @Test
  void whereAnOccluderHidesTheInputTheMatteIsLowered() throws Exception {
    TrainingSet set = TinyTraining.sets(folder).get(0);
    SampleMaker maker = new SampleMaker(set, 0, 5);
    int hidden = 0;
    for (int it = 0; it < 20; it++) {
      Batch plain = maker.make(it, 1, Augmentation.NONE);
      Augmentation how = new Augmentation(0, 0, 0, 0, 0, 0, 0, false, 0, 0, 0, 0, 0, 0, 0, 0, 1);
      Batch covered = maker.make(it, 1, how);
      for (int i = 0; i < S * S; i++) {
        boolean inside = i % S > 0 && i % S < S - 1 && i / S > 0 && i / S < S - 1;
        float before = plain.matte()[i];
        if (inside && before > 0.99f && covered.matte()[i] == before) {
          assertThat(covered.input()[i]).isCloseTo(plain.input()[i], within(1e-4f));
        } else if (covered.matte()[i] < before) {
          hidden++;
        }
      }
    }
    assertThat(hidden).isGreaterThan(200);
  }

  @Test
  void aTransferGivesTheOtherFacesMeanAndDeviation() throws Exception {
    List<TrainingSet> sets = TinyTraining.sets(folder);
    FaceColours own = FaceColours.of(sets.get(0).faces().get(0));
    FaceColours other =
        new FaceColours(
            new float[] {0.7f, 0.02f, 0.03f},
            new float[] {1.2f * own.deviation()[0], own.deviation()[1], own.deviation()[2]});
    ColourShift shift = ColourShift.of(0, 1, own, other);
    // The own mean must become the other's; a step of one deviation, one of the other's.
    float[] mean = rgb(own.mean());
    float[] step = own.mean().clone();
    step[0] += own.deviation()[0];
    float[] moved = rgb(step);
    shift.apply(mean, 0, 1);
    shift.apply(moved, 0, 1);
    float[] expected = rgb(other.mean());
    for (int c = 0; c < 3; c++) {
      assertThat(mean[c]).isCloseTo(expected[c], within(1e-5f));
    }
    float[] stepped = other.mean().clone();
    stepped[0] += other.deviation()[0];
    assertThat(moved).containsExactly(rgb(stepped), within(1e-5f));
  }

  @Test
  void aTurnOfHueKeepsGreyAndThreeThirdsMakeOne() {
    FaceColours any = new FaceColours(new float[3], new float[] {1, 1, 1});
    ColourShift third = ColourShift.of(120, 1, any, any);
    float[] grey = {0.4f, 0.4f, 0.4f};
    third.apply(grey, 0, 1);
    assertThat(grey).containsExactly(new float[] {0.4f, 0.4f, 0.4f}, within(1e-6f));
    float[] colour = {0.3f, 0.5f, 0.4f};
    third.apply(colour, 0, 1);
    assertThat(colour[0]).isNotCloseTo(0.3f, within(0.05f));
    third.apply(colour, 0, 1);
    third.apply(colour, 0, 1);
    assertThat(colour).containsExactly(new float[] {0.3f, 0.5f, 0.4f}, within(1e-5f));
    ColourShift dull = ColourShift.of(0, 0, any, any);
    dull.apply(colour, 0, 1);
    assertThat(colour).containsExactly(new float[] {0.4f, 0.4f, 0.4f}, within(1e-5f));
  }

  @Test
  void qualityOneHundredHardlyChangesAndTenCoarsens() {
    // The published tables at quality 50 are the steps themselves.
    assertThat(JpegDefect.steps(true, 50)).startsWith(16, 11, 10, 16);
    assertThat(JpegDefect.steps(false, 50)).startsWith(17, 18, 24, 47);
    Random random = new Random(4);
    float[] smooth = new float[3 * 20 * 20];
    for (int i = 0; i < smooth.length; i++) {
      int p = i % 400;
      smooth[i] = 0.3f + 0.02f * (p % 20) + 0.01f * (p / 20) + 0.05f * random.nextFloat();
    }
    float[] fine = smooth.clone();
    JpegDefect.apply(fine, 0, 20, 100);
    float[] coarse = smooth.clone();
    JpegDefect.apply(coarse, 0, 20, 10);
    assertThat(difference(fine, smooth)).isLessThan(0.015);
    assertThat(difference(coarse, smooth)).isBetween(0.008, 0.08);
    assertThat(difference(coarse, smooth)).isGreaterThan(difference(fine, smooth));
    float[] flat = new float[3 * 64];
    Arrays.fill(flat, 128 / 255f);
    JpegDefect.apply(flat, 0, 8, 10);
    for (float v : flat) {
      assertThat(v).isCloseTo(128 / 255f, within(1e-5f));
    }
  }

  @Test
  void aBlurKeepsTheSumAndSpreadsByItsDeviation() {
    float[] dot = new float[3 * 41 * 41];
    dot[20 * 41 + 20] = 1;
    InputDefects.blur(dot, 0, 41, 2);
    double sum = 0;
    double spread = 0;
    for (int i = 0; i < 41 * 41; i++) {
      sum += dot[i];
      spread += dot[i] * Math.pow(i % 41 - 20, 2);
    }
    assertThat(sum).isCloseTo(1, within(1e-4));
    assertThat(Math.sqrt(spread)).isCloseTo(2, within(0.05));
  }

  @Test
  void motionDrawsADotOutAlongItsLine() {
    float[] dot = new float[3 * 41 * 41];
    dot[20 * 41 + 20] = 1;
    InputDefects.motion(dot, 0, 41, 10, 0);
    for (int x = 15; x <= 25; x++) {
      assertThat(dot[20 * 41 + x]).isCloseTo(1 / 11f, within(1e-4f));
    }
    assertThat(dot[20 * 41 + 26]).isZero();
    assertThat(dot[21 * 41 + 20]).isZero();
  }

  @Test
  void grainHasTheDeviationThatWasAsked() {
    float[] grey = new float[3 * 64 * 64];
    Arrays.fill(grey, 0.5f);
    InputDefects.grain(grey, 0, 64, 0.05, new CounterRandom(1, 2, 3));
    double squares = 0;
    for (float v : grey) {
      squares += (v - 0.5) * (v - 0.5);
    }
    double expected = 0.05 * Math.sqrt(1.25);
    assertThat(Math.sqrt(squares / grey.length)).isCloseTo(expected, within(0.003));
  }

  private static float[] rgb(float[] axes) {
    float[] out = new float[3];
    for (int c = 0; c < 3; c++) {
      for (int k = 0; k < 3; k++) {
        out[c] += (float) (FaceColours.AXES[k][c] * axes[k]);
      }
    }
    return out;
  }

  private static double difference(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] - b[i]) / a.length;
    }
    return sum;
  }

  private static double sum(float[] a) {
    double sum = 0;
    for (float v : a) {
      sum += v;
    }
    return sum;
  }
}
