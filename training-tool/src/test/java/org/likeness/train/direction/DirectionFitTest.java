package org.likeness.train.direction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DirectionFitTest {
  @Test
  void pairsGiveTheMeanDifference() {
    float[][] codes = {{1, 5}, {2, 5}, {10, 1}, {13, 3}};
    String[] groups = {"a", "a", "b", "b"};
    double[][] values = {{0}, {1}, {0}, {1}};
    float[][] found = DirectionFit.fit(codes, groups, values, 0);
    assertThat(found[0]).containsExactly(new float[] {2, 1}, within(1e-5f));
    // A ridge of 1 halves it.
    assertThat(DirectionFit.fit(codes, groups, values, 1)[0])
        .containsExactly(new float[] {1, 0.5f}, within(1e-5f));
  }

  @Test
  void attributesThatOftenComeTogetherAreToldApartWhoeverThePersonIs() {
    Random random = new Random(1);
    float[][] truth = {{1, 0, 2, 0}, {0, 3, -1, 0}};
    int n = 60;
    float[][] codes = new float[n][4];
    String[] groups = new String[n];
    double[][] values = new double[n][2];
    float[] person = new float[4];
    for (int i = 0; i < n; i++) {
      if (i % 6 == 0) {
        for (int k = 0; k < 4; k++) {
          person[k] = 20 * random.nextFloat();
        }
      }
      groups[i] = "p" + i / 6;
      values[i][0] = random.nextDouble();
      values[i][1] = 0.7 * values[i][0] + 0.3 * random.nextDouble();
      for (int k = 0; k < 4; k++) {
        codes[i][k] = (float) (person[k] + values[i][0] * truth[0][k] + values[i][1] * truth[1][k]);
      }
    }
    float[][] found = DirectionFit.fit(codes, groups, values, 0);
    for (int a = 0; a < 2; a++) {
      assertThat(found[a]).containsExactly(truth[a], within(1e-3f));
    }
  }

  @Test
  void whatDoesNotVaryOrVariesTogetherIsRefused() {
    float[][] codes = {{1}, {2}, {3}};
    String[] one = {"a", "a", "a"};
    assertThatThrownBy(() -> DirectionFit.fit(codes, one, new double[][] {{1}, {1}, {1}}, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("same in all pictures");
    double[][] together = {{0, 0}, {1, 2}, {2, 4}};
    assertThatThrownBy(() -> DirectionFit.fit(codes, one, together, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("vary together");
  }
}
