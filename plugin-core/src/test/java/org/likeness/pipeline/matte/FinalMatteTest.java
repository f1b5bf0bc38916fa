package org.likeness.pipeline.matte;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.likeness.face.FaceParts;
import org.likeness.face.FaceParts.Part;
import org.likeness.image.Affine2;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.pipeline.TestPlates;

class FinalMatteTest {
  private static final int SIZE = FaceParts.SIZE;

  /** A hand covers the left quarter; elsewhere the network is not quite sure of anything. */
  private static FinalMatte.Source face() {
    int n = SIZE * SIZE;
    float[] occluder = new float[n];
    float[][] parts = new float[Part.values().length][n];
    for (int i = 0; i < n; i++) {
      boolean hand = i % SIZE < SIZE / 4;
      occluder[i] = hand ? 0.985f : 0.004f + 0.003f * ((i * 37) % 5);
      parts[Part.HAIR.ordinal()][i] = 0.002f;
    }
    PixelRect reach = PixelRect.ofSize(SIZE, SIZE);
    float[] whole = new float[n];
    Arrays.fill(whole, 1f);
    Plane grey = Plane.zeros(reach);
    Arrays.fill(grey.data(), 0.2f);
    Affine2 same = Affine2.scale(1, 1);
    return new FinalMatte.Source(
        reach,
        same,
        SIZE,
        SIZE / 1.3,
        new Plane(reach, whole),
        null,
        TestPlates.face(1, SIZE / 2.0, SIZE / 2.0, SIZE / 1.3),
        () -> new FaceParts(same, whole, occluder, parts),
        () -> Frame.opaque(grey, grey, grey));
  }

  @Test
  void aFaceWithNothingBeforeItIsOpaqueAndWhatAHandCoversIsGone() {
    for (double refine : new double[] {0, 1}) {
      Plane m =
          FinalMatte.of(
              face(), MatteSettings.of(MatteCombine.LEARNED_OCCLUSION).refined(refine, 4));
      for (int y = SIZE / 4; y < 3 * SIZE / 4; y++) {
        for (int x = 0; x < 3 * SIZE / 4; x++) {
          if (x > SIZE / 4 + 8) {
            assertThat(m.get(x, y)).isEqualTo(1f);
          } else if (x < SIZE / 4 - 8) {
            assertThat(m.get(x, y)).isEqualTo(0f);
          }
        }
      }
    }
  }
}
