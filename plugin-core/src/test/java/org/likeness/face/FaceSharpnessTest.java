package org.likeness.face;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

class FaceSharpnessTest {
  private static final CropAnchors.Fit FIT =
      new CropAnchors.Fit(100, 100, 128, new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1});

  /** Squares, softened by a mean over 2 reach + 1 pixels, twice. */
  private static float of(int reach) {
    float[] v = new float[200 * 200];
    for (int i = 0; i < v.length; i++) {
      v[i] = (i % 200 / 11 + i / 200 / 13) % 2 == 0 ? 0.1f : 0.5f;
    }
    for (int pass = 0; pass < 4; pass++) {
      int step = pass % 2 == 0 ? 1 : 200;
      float[] soft = new float[v.length];
      for (int i = 0; i < v.length; i++) {
        int n = 0;
        for (int k = -reach; k <= reach; k++) {
          int j = i + k * step;
          if (j >= 0 && j < v.length) {
            soft[i] += v[j];
            n++;
          }
        }
        soft[i] /= n;
      }
      v = soft;
    }
    Plane p = new Plane(PixelRect.ofSize(200, 200), v);
    return FaceSharpness.of(DisplayView.ofLinear(Frame.opaque(p, p, p)), FIT);
  }

  @Test
  void softerPicturesAreSaidToBeSofter() {
    assertThat(of(0)).isGreaterThan(of(1));
    assertThat(of(1)).isGreaterThan(of(2));
    assertThat(of(2)).isGreaterThan(of(4));
    assertThat(of(0)).isBetween(0.5f, 1f);
    assertThat(of(4)).isBetween(0f, 0.4f);
  }

  @Test
  void tooSmallAFaceSaysNothing() {
    Plane p = Plane.filled(PixelRect.ofSize(200, 200), 0.3f);
    CropAnchors.Fit small = new CropAnchors.Fit(100, 100, 12, FIT.rotation());
    assertThat(FaceSharpness.of(DisplayView.ofLinear(Frame.opaque(p, p, p)), small)).isNaN();
  }
}
