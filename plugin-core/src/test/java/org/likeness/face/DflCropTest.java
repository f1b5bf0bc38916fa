package org.likeness.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.likeness.image.Affine2;

class DflCropTest {
  /**
   * Brows, nose, eyes and corners of the mouth of a face that is dlib's mean face, put somewhere.
   */
  private static float[] meanFace(Affine2 to) {
    float[] out = new float[2 * FacePoints.CLASSIC];
    double[][] mean = IdentityChip.mean();
    int[] points = IdentityChip.points();
    for (int i = 0; i < points.length; i++) {
      put(out, points[i], mean[i][0], mean[i][1], to);
    }
    double[][] left = {
      {0.000213256, 0.106454},
      {0.0752622, 0.038915},
      {0.18113, 0.0187482},
      {0.29077, 0.0344891},
      {0.393397, 0.0773906}
    };
    for (int i = 0; i < 5; i++) {
      put(out, 17 + i, left[i][0], left[i][1], to);
    }
    double[][] right = {
      {0.586856, 0.0773906},
      {0.689483, 0.0344891},
      {0.799124, 0.0187482},
      {0.904991, 0.038915},
      {0.98004, 0.106454}
    };
    for (int i = 0; i < 5; i++) {
      put(out, 22 + i, right[i][0], right[i][1], to);
    }
    return out;
  }

  private static void put(float[] out, int point, double x, double y, Affine2 to) {
    out[2 * point] = (float) to.mapX(x, y);
    out[2 * point + 1] = (float) to.mapY(x, y);
  }

  @Test
  void theSquareIsTheOneOfTheFaceType() {
    Affine2 place = Affine2.similarity(140, Math.toRadians(17), 300, 200);
    Affine2 map = DflCrop.plateToCrop(meanFace(place), DflCrop.COVERAGE, 256);
    // As the format is documented: half a diagonal is |diagonal of the box| (0.4 sqrt 2 + 0.5), the
    // middle lies 0.07 boxes above that of the box.
    double half = 140 * Math.sqrt(2) * (0.4 * Math.sqrt(2) + 0.5);
    double cx = place.mapX(0.5, 0.43);
    double cy = place.mapY(0.5, 0.43);
    double diagonal = Math.toRadians(45 + 17);
    assertThat(map.mapX(cx, cy)).isCloseTo(128, within(1e-3));
    assertThat(map.mapY(cx, cy)).isCloseTo(128, within(1e-3));
    double x = cx + half * Math.cos(diagonal);
    double y = cy + half * Math.sin(diagonal);
    assertThat(map.mapX(x, y)).isCloseTo(256, within(1e-2));
    assertThat(map.mapY(x, y)).isCloseTo(256, within(1e-2));
    assertThat(map.mapX(2 * cx - x, 2 * cy - y)).isCloseTo(0, within(1e-2));
  }

  @Test
  void moreCoverageTakesMoreOfThePlate() {
    Affine2 place = Affine2.similarity(140, 0, 300, 200);
    Affine2 one = DflCrop.plateToCrop(meanFace(place), DflCrop.COVERAGE, 256);
    Affine2 two = DflCrop.plateToCrop(meanFace(place), 2 * DflCrop.COVERAGE, 256);
    assertThat(two.meanScale()).isCloseTo(one.meanScale() / 2, within(1e-9));
    assertThat(two.mapX(place.mapX(0.5, 0.43), 0)).isCloseTo(128, within(1e-4));
  }
}
