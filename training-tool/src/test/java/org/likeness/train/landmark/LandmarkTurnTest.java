package org.likeness.train.landmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.likeness.train.net.TorchRuntime;

class LandmarkTurnTest {
  @BeforeAll
  static void libtorch() {
    TorchRuntime.start(1);
  }

  /** Two rows of a turn about y by yaw, then about the picture's x axis by tilt, degrees. */
  private static float[] rows(double yaw, double tilt) {
    double c = Math.cos(Math.toRadians(yaw));
    double s = Math.sin(Math.toRadians(yaw));
    double a = Math.cos(Math.toRadians(tilt));
    double b = Math.sin(Math.toRadians(tilt));
    return new float[] {(float) c, 0, (float) -s, (float) (-b * s), (float) a, (float) (-b * c)};
  }

  private static double loss(float[] is, float[] truth) {
    try (PointerScope scope = new PointerScope()) {
      return LandmarkTurn.loss(Tensor.create(is, 1, 6), truth, 1).item_float();
    }
  }

  @Test
  void whatIsRightCostsNothingAtAnyScale() {
    float[] r = rows(35, 10);
    float[] twice = r.clone();
    for (int i = 0; i < twice.length; i++) {
      twice[i] *= 2;
    }
    assertThat(loss(r, r)).isCloseTo(0, within(2e-3));
    assertThat(loss(twice, r)).isCloseTo(0, within(2e-3));
  }

  @Test
  void anAngleCostsItself() {
    assertThat(loss(rows(40, 0), rows(30, 0))).isCloseTo(Math.toRadians(10), within(2e-3));
  }

  @Test
  void aTiltCostsMoreTheFurtherTheHeadIsTurned() {
    double frontal = loss(rows(0, 4), rows(0, 0));
    double far = loss(rows(70, 4), rows(70, 0));
    double full = loss(rows(89, 4), rows(89, 0));
    double angle = Math.toRadians(4);
    assertThat(frontal).isCloseTo(1.5 * angle, within(2e-3));
    assertThat(far).isCloseTo(angle * (1 + 0.5 / Math.cos(Math.toRadians(70))), within(4e-3));
    // Not more than four times.
    assertThat(full).isCloseTo(3 * angle, within(4e-3));
  }
}
