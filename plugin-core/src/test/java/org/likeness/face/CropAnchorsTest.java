package org.likeness.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.likeness.image.Affine2;
import org.likeness.image.PixelRect;

class CropAnchorsTest {
  /** Rotation about y by yaw, then about z by roll, degrees, in axes x right, y down, z away. */
  private static double[] turned(double yaw, double roll) {
    double c = Math.cos(Math.toRadians(yaw));
    double s = Math.sin(Math.toRadians(yaw));
    double a = Math.cos(Math.toRadians(roll));
    double b = Math.sin(Math.toRadians(roll));
    return new double[] {a * c, -b, -a * s, b * c, a, -b * s, s, 0, c};
  }

  private static float[] projected(double[] r, double scale, double x, double y) {
    float[] xy = new float[2 * CropAnchors.COUNT];
    for (int i = 0; i < CropAnchors.COUNT; i++) {
      double[] p = CropAnchors.POINTS[i];
      xy[2 * i] = (float) (x + scale * (r[0] * p[0] + r[1] * p[1] + r[2] * p[2]));
      xy[2 * i + 1] = (float) (y + scale * (r[3] * p[0] + r[4] * p[1] + r[5] * p[2]));
    }
    return xy;
  }

  @Test
  void aProjectionIsReadBack() {
    for (double yaw = -90; yaw <= 90; yaw += 15) {
      double[] r = turned(yaw, 25);
      CropAnchors.Fit fit = CropAnchors.fit(projected(r, 200, 400, 300));
      assertThat(fit.x()).isCloseTo(400, within(1e-3));
      assertThat(fit.y()).isCloseTo(300, within(1e-3));
      assertThat(fit.scale()).isCloseTo(200, within(1e-3));
      assertThat(fit.roll()).isCloseTo(Math.toRadians(25), within(1e-5));
      for (int i = 0; i < 9; i++) {
        assertThat(fit.rotation()[i]).as("yaw " + yaw + ", " + i).isCloseTo(r[i], within(1e-5));
      }
    }
  }

  @Test
  void offTheAxisTheLineOfSightIsTakenOff() {
    PixelRect picture = PixelRect.ofSize(1000, 500);
    // Ten degrees to the right, a face that looks into the lens is turned to the left by as much.
    double x = 500 + 2000 * Math.tan(Math.toRadians(10));
    CropAnchors.Fit fit = CropAnchors.fit(projected(turned(30, 0), 100, x, 250));
    assertThat((double) fit.pose().yaw()).isCloseTo(30, within(0.01));
    assertThat((double) fit.pose(picture).yaw()).isCloseTo(20, within(0.01));
    Lens longer = Lens.parse("4");
    assertThat((double) fit.pose(picture, longer).yaw())
        .isCloseTo(30 - Math.toDegrees(Math.atan(Math.tan(Math.toRadians(10)) / 2)), within(0.01));
    CropAnchors.Fit middle = CropAnchors.fit(projected(turned(30, 0), 100, 500, 250));
    assertThat(middle.pose(picture).yaw()).isCloseTo(middle.pose().yaw(), within(1e-4f));
    assertThat(middle.pose(picture).roll()).isCloseTo(middle.pose().roll(), within(1e-4f));
  }

  @Test
  void theRotationIsOneWhateverThePointsSay() {
    float[] xy = projected(turned(40, 0), 100, 0, 0);
    for (int i = 0; i < xy.length; i++) {
      xy[i] += (i * 37 % 11 - 5) * 2;
    }
    double[] r = CropAnchors.fit(xy).rotation();
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < 3; b++) {
        double dot =
            r[3 * a] * r[3 * b] + r[3 * a + 1] * r[3 * b + 1] + r[3 * a + 2] * r[3 * b + 2];
        assertThat(dot).isCloseTo(a == b ? 1 : 0, within(1e-9));
      }
    }
  }

  @Test
  void theCropFollowsTheAnchorsAndNotTheMesh() {
    CropTemplate template = CropTemplate.byId(CropTemplate.WHOLE_FACE_V2);
    float[] mesh = template.xyz().clone();
    for (int i = 0; i < mesh.length; i += 3) {
      mesh[i] = 90 * mesh[i] + 50;
      mesh[i + 1] = 90 * mesh[i + 1] + 60;
      mesh[i + 2] *= 90;
    }
    FaceObservation bare =
        new FaceObservation(
            0, 1, 1, new Landmarks(mesh, 1), new HeadPose(0, 0, 0), java.util.Set.of());
    Affine2 byMesh = FaceAligner.plateToCrop(bare, template, 1.3, 128);
    assertThat(byMesh.mapX(50, 60)).isCloseTo(64, within(1e-3));
    assertThat(byMesh.meanScale()).isCloseTo(128 / (1.3 * 90), within(1e-4));
    float[] xy = projected(turned(70, 10), 200, 400, 300);
    FacePoints anchors =
        new FacePoints(xy, new float[CropAnchors.COUNT], new float[CropAnchors.COUNT]);
    FaceDetail detail = FaceDetail.NONE.withPlaces(FacePoints.NONE, anchors, new float[0]);
    FaceObservation anchored = bare.withDetail(detail);
    CropTemplate first = CropTemplate.byId(CropTemplate.WHOLE_FACE_V1);
    assertThat(FaceAligner.plateToCrop(anchored, first, 1.3, 128)).isEqualTo(byMesh);
    Affine2 crop = FaceAligner.plateToCrop(anchored, template, 1.3, 128);
    assertThat(crop.mapX(400, 300)).isCloseTo(64, within(1e-3));
    // A little above the anchors' origin, where the mesh has its own.
    assertThat(crop.mapY(400, 300)).isCloseTo(64 + 0.026 * 128 / 1.3, within(1e-3));
    assertThat(crop.meanScale()).isCloseTo(128 / (1.3 * 200), within(1e-4));
  }
}
