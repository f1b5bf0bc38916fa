package org.likeness.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

class SkinLightTest {
  private static final double[] UPRIGHT = {1, 0, 0, 0, 1, 0, 0, 0, 1};
  private static final CropTemplate TEMPLATE = CropTemplate.byId(CropTemplate.WHOLE_FACE_V1);

  private static Landmarks mesh(double scale, double x, double y) {
    float[] xyz = TEMPLATE.xyz().clone();
    for (int i = 0; i < xyz.length; i += 3) {
      xyz[i] = (float) (scale * xyz[i] + x);
      xyz[i + 1] = (float) (scale * xyz[i + 1] + y);
      xyz[i + 2] *= (float) scale;
    }
    return new Landmarks(xyz, 1);
  }

  /** A plate that gets brighter along x by {@code slope} a pixel. */
  private static Frame plate(float gain, float slope) {
    PixelRect w = PixelRect.ofSize(300, 300);
    float[] v = new float[300 * 300];
    for (int i = 0; i < v.length; i++) {
      v[i] = gain * (0.4f + slope * (i % 300 - 150));
    }
    Plane p = new Plane(w, v);
    return Frame.opaque(p, p, p);
  }

  private static float[] light(Frame plate) {
    return new SkinLight(TEMPLATE)
        .of(
            DisplayView.ofLinear(plate),
            mesh(160, 150, 150),
            new CropAnchors.Fit(150, 150, 160, UPRIGHT));
  }

  @Test
  void evenLightHasNoDirection() {
    float[] l = light(plate(1, 0));
    assertThat(l).hasSize(FaceDetail.LIGHT);
    assertThat((double) l[0]).isCloseTo(0.4, within(0.01));
    assertThat((double) l[1]).isCloseTo(0, within(0.005));
    assertThat((double) l[2]).isCloseTo(0, within(0.005));
  }

  @Test
  void lightFromImageRightPointsThereAndScalesWithTheExposure() {
    float[] l = light(plate(1, 0.003f));
    assertThat(l[1]).isGreaterThan(0.1f);
    assertThat(Math.abs(l[2])).isLessThan(0.2f * l[1]);
    float[] dark = light(plate(0.01f, 0.003f));
    for (int i = 0; i < l.length; i++) {
      assertThat((double) dark[i]).isCloseTo(0.01 * l[i], within(2e-5));
    }
    float[] left = light(plate(1, -0.003f));
    assertThat((double) left[1]).isCloseTo(-l[1], within(0.02));
  }

  @Test
  void aFaceBeyondThePictureHasNoLight() {
    float[] l =
        new SkinLight(TEMPLATE)
            .of(
                DisplayView.ofLinear(plate(1, 0)),
                mesh(160, 5000, 5000),
                new CropAnchors.Fit(150, 150, 160, UPRIGHT));
    assertThat(l).isEmpty();
  }
}
