package org.likeness.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.likeness.image.Affine2;

class IdentityNetTest {
  @Test
  void theChipIsThatOfAMeanFaceTurnedAndScaled() {
    // A face that is the mean face itself, box of 0..1 times 60 pixels, turned by 20 degrees.
    Affine2 placed = Affine2.similarity(60, Math.toRadians(20), 300, 200);
    float[] classic = new float[2 * FacePoints.CLASSIC];
    double[][] eyesAndTip = {{36, 0.121737, 0.216423}, {45, 0.858516, 0.216423}};
    Affine2 chip = IdentityChip.of(placedMean(placed, classic));
    for (double[] p : eyesAndTip) {
      double x = classic[2 * (int) p[0]];
      double y = classic[2 * (int) p[0] + 1];
      // get_face_chip_details: (padding + p) / (2 padding + 1) of 150 pixels.
      assertThat(chip.mapX(x, y)).isCloseTo(150 * (0.25 + p[1]) / 1.5, within(1e-3));
      assertThat(chip.mapY(x, y)).isCloseTo(150 * (0.25 + p[2]) / 1.5, within(1e-3));
    }
    assertThat(chip.meanScale()).isCloseTo(100 / 60.0, within(1e-5));
  }

  @Test
  void actorsAreToldApart() throws IOException {
    try (IdentityNet net = IdentityNet.open(Weights.store())) {
      List<float[]> ana = vectors(net, "ana");
      List<float[]> ben = vectors(net, "ben");
      double same = 1;
      for (List<float[]> one : List.of(ana, ben)) {
        for (float[] a : one) {
          assertThat(a).hasSize(FaceDetail.IDENTITY);
          assertThat(IdentityVectors.likeness(a, a)).isCloseTo(1, within(1e-5));
          for (float[] b : one) {
            same = Math.min(same, IdentityVectors.likeness(a, b));
          }
        }
      }
      double other = -1;
      for (float[] a : ana) {
        for (float[] b : ben) {
          other = Math.max(other, IdentityVectors.likeness(a, b));
        }
      }
      assertThat(same).as("least alike of one actor").isGreaterThan(other + 0.1);
    }
  }

  /** Some nearly frontal pictures, by the true points. */
  private static List<float[]> vectors(IdentityNet net, String actor) throws IOException {
    List<float[]> out = new ArrayList<>();
    for (int i = 1; out.size() < 8; i++) {
      JsonNode meta = Actors.meta(actor, i);
      if (Math.abs(meta.path("pose").path("yaw").asDouble()) > 25) {
        continue;
      }
      float[] points = new float[2 * FacePoints.CLASSIC];
      for (int k = 0; k < points.length; k++) {
        points[k] = (float) meta.path("landmarks68").get(k / 2).get(k % 2).asDouble();
      }
      out.add(net.vector(DisplayView.ofDisplay(Actors.image(actor, i)), points));
    }
    return out;
  }

  private static float[] placedMean(Affine2 placed, float[] into) {
    double[][] mean = IdentityChip.mean();
    int[] which = IdentityChip.points();
    for (int i = 0; i < which.length; i++) {
      into[2 * which[i]] = (float) placed.mapX(mean[i][0], mean[i][1]);
      into[2 * which[i] + 1] = (float) placed.mapY(mean[i][0], mean[i][1]);
    }
    return into;
  }
}
