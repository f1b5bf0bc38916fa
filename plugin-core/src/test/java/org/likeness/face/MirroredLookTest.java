package org.likeness.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class MirroredLookTest {
  private static final int POINTS = FacePoints.CLASSIC + CropAnchors.COUNT + 2;

  @Test
  void twiceIsOnceNothing() {
    for (int i = 0; i < POINTS; i++) {
      assertThat(MirroredLook.point(MirroredLook.point(i))).isEqualTo(i);
    }
    for (int i = 0; i < ExpressionUnits.NAMES.size(); i++) {
      assertThat(MirroredLook.unit(MirroredLook.unit(i))).isEqualTo(i);
    }
    float[] planes = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    MirroredLook.flip(FloatBuffer.wrap(planes), 3, 9, 3);
    assertThat(planes).containsExactly(1, 2, 3, 6, 5, 4, 9, 8, 7);
  }

  @Test
  void leftAndRightChangePlaces() {
    assertThat(MirroredLook.point(36)).isEqualTo(45);
    assertThat(MirroredLook.point(POINTS - 1)).isEqualTo(POINTS - 2);
    int blink = ExpressionUnits.NAMES.indexOf("eye-left-closure");
    assertThat(ExpressionUnits.NAMES.get(MirroredLook.unit(blink))).isEqualTo("eye-right-closure");
    int open = ExpressionUnits.NAMES.indexOf("mouth-open");
    assertThat(MirroredLook.unit(open)).isEqualTo(open);
  }

  @Test
  void theTurnIsThatOfTheMirroredAnchors() {
    double[] r = {0.36, 0.48, -0.8, -0.8, 0.6, 0, 0.48, 0.64, 0.6};
    float[] xy = CropAnchors.places(new CropAnchors.Fit(50, 60, 40, r));
    float[] mirrored = new float[xy.length];
    for (int i = 0; i < CropAnchors.COUNT; i++) {
      int from = MirroredLook.point(FacePoints.CLASSIC + i) - FacePoints.CLASSIC;
      mirrored[2 * i] = 100 - xy[2 * from];
      mirrored[2 * i + 1] = xy[2 * from + 1];
    }
    double[] turned = CropAnchors.fit(mirrored).rotation();
    for (int i = 0; i < 6; i++) {
      assertThat(turned[i]).as("entry " + i).isCloseTo(MirroredLook.turn(i) * r[i], within(1e-5));
    }
  }
}
