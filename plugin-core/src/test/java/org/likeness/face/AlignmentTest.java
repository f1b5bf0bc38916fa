package org.likeness.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.likeness.image.Affine2;

class AlignmentTest {
  private static final CropTemplate TEMPLATE = CropTemplate.byId(CropTemplate.WHOLE_FACE_V1);

  @Property(tries = 200)
  void aSimilarityOfSpaceIsRecovered(
      @ForAll @DoubleRange(min = -180, max = 180) double yaw,
      @ForAll @DoubleRange(min = -180, max = 180) double pitch,
      @ForAll @DoubleRange(min = -180, max = 180) double roll,
      @ForAll @DoubleRange(min = 0.01, max = 1000) double scale,
      @ForAll @DoubleRange(min = -2000, max = 2000) double shift) {
    double[] r = rotation(yaw, pitch, roll);
    float[] to = turned(r, scale, shift);
    Similarity3 fit = Similarity3.fit(TEMPLATE.xyz(), to, TEMPLATE.area());
    assertThat(fit.scale()).isCloseTo(scale, within(scale * 1e-3 + Math.abs(shift) * 1e-5));
    for (int i = 0; i < 9; i++) {
      assertThat(fit.r()[i]).isCloseTo(r[i], within(1e-3 + Math.abs(shift) / scale * 1e-5));
    }
  }

  @Property(tries = 200)
  void poseIsReadAndTheCropKeepsItsSize(
      @ForAll @DoubleRange(min = -80, max = 80) double yaw,
      @ForAll @DoubleRange(min = -40, max = 40) double pitch,
      @ForAll @DoubleRange(min = -60, max = 60) double roll) {
    Landmarks frontal = new Landmarks(turned(rotation(0, 0, 0), 200, 500), 1);
    Landmarks m = new Landmarks(turned(rotation(yaw, pitch, roll), 200, 500), 1);
    HeadPose still = FaceAligner.pose(frontal, TEMPLATE);
    assertThat(still.yaw()).isCloseTo(0, within(0.1f));
    Affine2 map = FaceAligner.plateToCrop(m, TEMPLATE, 1.25, 128);
    // The face is 200 px high, so the crop is 250 px wide, however the head is turned.
    assertThat(map.meanScale()).isCloseTo(128 / 250.0, within(1e-3));
    assertThat(map.mapX(500, 500)).isCloseTo(64, within(0.05));
    assertThat(map.mapY(500, 500)).isCloseTo(64, within(0.05));
  }

  @Test
  void signsOfThePose() {
    assertThat(pose(30, 0, 0).yaw()).isCloseTo(30, within(0.5f));
    assertThat(pose(0, 0, 20).roll()).isCloseTo(20, within(0.5f));
    float level = pose(0, 0, 0).pitch();
    assertThat(pose(0, 15, 0).pitch() - level).isCloseTo(15, within(0.5f));
  }

  @Test
  void theCropTurnsWithTheHead() {
    Landmarks m = new Landmarks(turned(rotation(0, 0, 25), 200, 500), 1);
    Affine2 map = FaceAligner.plateToCrop(m, TEMPLATE, 1.3, 256);
    double dx = map.mapX(m.x(152), m.y(152)) - map.mapX(m.x(10), m.y(10));
    double dy = map.mapY(m.x(152), m.y(152)) - map.mapY(m.x(10), m.y(10));
    assertThat(dx).as("forehead to chin is upright").isCloseTo(0, within(0.5));
    assertThat(dy).isCloseTo(256 / 1.3, within(0.5));
  }

  @Test
  void theTemplateIsWhatItsMakerMeasures() throws IOException {
    Actors.folder();
    Weights.store();
    float[] made = CropTemplateMaker.make(Actors.folder().resolve("faces"));
    for (int i = 0; i < made.length; i++) {
      assertThat(made[i]).as("number %d", i).isCloseTo(TEMPLATE.xyz()[i], within(2e-3f));
    }
  }

  @Test
  void anUnknownTemplateIsNamed() {
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> CropTemplate.byId("half-face"))
        .hasMessageContaining("half-face")
        .hasMessageContaining("whole-face-v1");
  }

  @Test
  void noiseOnTheMeshMovesTheCropLittle() {
    Random random = new Random(7);
    float[] xyz = turned(rotation(20, 5, 3), 200, 500);
    for (int i = 0; i < xyz.length; i++) {
      xyz[i] += (float) random.nextGaussian();
    }
    Affine2 map = FaceAligner.plateToCrop(new Landmarks(xyz, 1), TEMPLATE, 1.25, 128);
    assertThat(map.meanScale()).isCloseTo(128 / 250.0, within(0.003));
  }

  private static HeadPose pose(double yaw, double pitch, double roll) {
    return FaceAligner.pose(new Landmarks(turned(rotation(yaw, pitch, roll), 200, 0), 1), TEMPLATE);
  }

  /** Rz(roll) Ry(yaw) Rx(-pitch) in axes x right, y up, z to the viewer, brought to ours. */
  private static double[] rotation(double yaw, double pitch, double roll) {
    double cy = Math.cos(Math.toRadians(yaw));
    double sy = Math.sin(Math.toRadians(yaw));
    double cp = Math.cos(Math.toRadians(-pitch));
    double sp = Math.sin(Math.toRadians(-pitch));
    double cr = Math.cos(Math.toRadians(roll));
    double sr = Math.sin(Math.toRadians(roll));
    double[] r = {
      cr * cy,
      cr * sy * sp - sr * cp,
      cr * sy * cp + sr * sp,
      sr * cy,
      sr * sy * sp + cr * cp,
      sr * sy * cp - cr * sp,
      -sy,
      cy * sp,
      cy * cp
    };
    int[] sign = {1, -1, -1};
    for (int i = 0; i < 9; i++) {
      r[i] *= sign[i / 3] * sign[i % 3];
    }
    return r;
  }

  private static float[] turned(double[] r, double scale, double shift) {
    Similarity3 map = new Similarity3(scale, r, new double[] {shift, shift, 0});
    float[] out = new float[TEMPLATE.xyz().length];
    for (int i = 0; i < out.length; i += 3) {
      double[] p = map.map(TEMPLATE.xyz()[i], TEMPLATE.xyz()[i + 1], TEMPLATE.xyz()[i + 2]);
      for (int a = 0; a < 3; a++) {
        out[i + a] = (float) p[a];
      }
    }
    return out;
  }
}
