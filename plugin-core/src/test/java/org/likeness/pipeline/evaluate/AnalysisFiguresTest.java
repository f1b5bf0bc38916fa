package org.likeness.pipeline.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.likeness.face.CropTemplate;
import org.likeness.face.FaceObservation;
import org.likeness.face.HeadPose;
import org.likeness.face.Landmarks;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

/** The measures of an analysis are right themselves. */
class AnalysisFiguresTest {
  @Test
  void aKnownTurnIsReadBack() throws IOException {
    TruthFace face = truth(30, 10, -5, 0, 100, 100);
    assertThat(face.poseByAxis().yaw()).isCloseTo(30, within(1e-3f));
    assertThat(face.poseByAxis().pitch()).isCloseTo(10, within(1e-3f));
    assertThat(face.poseByAxis().roll()).isCloseTo(-5, within(1e-3f));
    assertThat(face.poseBySight().yaw()).isCloseTo(30, within(1e-3f));
    // A head to the right of the axis that looks along it shows its own right side less.
    TruthFace beside = truth(0, 0, 0, 0.2, 100, 100);
    assertThat(beside.poseByAxis().yaw()).isCloseTo(0, within(1e-3f));
    assertThat(beside.poseBySight().yaw())
        .isCloseTo((float) Math.toDegrees(Math.atan(0.2)), within(1e-3f));
  }

  @Test
  void theWholeRotationIsOneAngle() {
    HeadPose a = new HeadPose(80, 5, 5);
    assertThat(PlaceScores.between(a, a)).isCloseTo(0, within(1e-4));
    assertThat(PlaceScores.between(new HeadPose(10, 0, 0), new HeadPose(-15, 0, 0)))
        .isCloseTo(25, within(1e-6));
    // In full profile pitch and roll turn about one axis: their errors take each other back.
    assertThat(PlaceScores.between(new HeadPose(90, 7, 0), new HeadPose(90, 0, 7))).isLessThan(14);
  }

  @Test
  void theIrisLiesWhereTheEyeLooks() throws IOException {
    // One metre away by a focal length of 1000: the front of the ball is nearer by its radius.
    double left = 50 - 28.8 / (1 - 0.0144);
    double right = 50 + 28.8 / (1 - 0.0144);
    double[] iris = truth(0, 0, 0, 0, 100, 100).iris();
    assertThat(iris[0]).isCloseTo(left, within(1e-6));
    assertThat(iris[1]).isCloseTo(50, within(1e-6));
    assertThat(iris[2]).isCloseTo(right, within(1e-6));
    assertThat(iris[3]).isCloseTo(50, within(1e-6));
    // Turned by 20 degrees to image right, both move right.
    double[] turned = truth(20, 0, 0, 0, 100, 100).iris();
    assertThat(turned[0]).isGreaterThan(left + 3);
    assertThat(turned[2]).isGreaterThan(right + 1);
    // Looking up so far that the ball's front lies above the lids.
    assertThat(truth(0, 50, 0, 0, 100, 100).iris()[0]).isNaN();
  }

  @Test
  void missedAndFalseFacesAreCounted() throws IOException {
    PlaceScores scores = new PlaceScores();
    TruthFace there = truth(0, 0, 0, 0, 100, 100);
    scores.add(List.of(there), List.of(found(103, 120), found(900, 900)));
    assertThat(scores.wanted()).isEqualTo(1);
    assertThat(scores.found()).isEqualTo(1);
    assertThat(scores.wrong()).isEqualTo(1);
    scores.add(List.of(there), List.of());
    assertThat(scores.wanted()).isEqualTo(2);
    assertThat(scores.found()).isEqualTo(1);
  }

  @Test
  void jitterOfWhiteNoiseAndLagOfALatePoint() {
    Random random = new Random(1);
    List<double[]> noise = new ArrayList<>();
    List<double[]> way = new ArrayList<>();
    List<double[]> late = new ArrayList<>();
    for (int t = 0; t < 2000; t++) {
      noise.add(new double[] {random.nextGaussian(), random.nextGaussian()});
      way.add(new double[] {3.0 * t, -4.0 * t});
      late.add(new double[] {3.0 * (t - 0.5), -4.0 * (t - 0.5)});
    }
    assertThat(Steadiness.jitter(noise)).isCloseTo(Math.sqrt(12), within(0.15));
    assertThat(Steadiness.jitter(way)).isCloseTo(0, within(1e-9));
    assertThat(Steadiness.speed(way, 7)).isCloseTo(5, within(1e-9));
    assertThat(Steadiness.behind(late, way, way, 7)).isCloseTo(2.5, within(1e-9));
  }

  @Test
  void roughnessSeesNoiseAndNotTheNodOfAHead() {
    Random random = new Random(2);
    List<double[]> noise = new ArrayList<>();
    List<double[]> nod = new ArrayList<>();
    for (int t = 0; t < 2000; t++) {
      noise.add(new double[] {random.nextGaussian(), random.nextGaussian()});
      double phase = 2 * Math.PI * 2 * t / 25; // twice a second at 25 frames a second
      nod.add(new double[] {10 * Math.sin(phase), 0});
    }
    double ofNoise = 0;
    double ofNod = 0;
    for (int t = 2; t < 1998; t++) {
      ofNoise += Steadiness.roughness(noise, t) / 1996;
      ofNod += Steadiness.roughness(nod, t) / 1996;
    }
    assertThat(ofNoise).isCloseTo(2 * 35 / 18.0, within(0.2));
    assertThat(Math.sqrt(ofNod)).isLessThan(0.08);
    assertThat(Steadiness.jitter(nod)).isGreaterThan(1.5);
    assertThat(Steadiness.roughness(noise, 1)).isNaN();
  }

  @Test
  void filledPicturesAreCutByTheFacesBox() {
    double[] points = new double[136];
    for (int i = 0; i < 68; i++) {
      points[2 * i] = 100 + i;
      points[2 * i + 1] = 60 + i;
    }
    TruthFace face =
        new TruthFace("x", points, new double[68], new double[12], new double[4], new double[4]);
    Plane p = Plane.zeros(PixelRect.ofSize(320, 140));
    p.data()[p.index(120, 90)] = 1;
    Frame wide = Frame.opaque(p, p, p);
    Frame tight = FilledPictures.TIGHT.of(wide, face);
    assertThat(tight.dataWindow()).isEqualTo(new PixelRect(100, 60, 167, 127));
    assertThat(tight.g().get(120, 90)).isEqualTo(1);
    assertThat(FilledPictures.CUT.of(wide, face).dataWindow().x0()).isEqualTo(117);
    assertThat(FilledPictures.WHOLE.of(wide, face).dataWindow().y1()).isEqualTo(134);
  }

  @Test
  void aPictureMovesByPartsOfAPixel() {
    Plane p = Plane.zeros(PixelRect.ofSize(64, 8));
    for (int y = 0; y < 8; y++) {
      for (int x = 0; x < 64; x++) {
        p.data()[p.index(x, y)] = (float) Math.sin(0.3 * x);
      }
    }
    Plane moved = SyntheticPlate.moved(p, 5.25, 0);
    for (int x = 12; x < 60; x++) {
      assertThat((double) moved.get(x, 4)).isCloseTo(Math.sin(0.3 * (x - 5.25)), within(2e-3));
    }
  }

  @Test
  void whatIsNotMeasuredKeepsNoLimit() {
    AnalysisFigure f = AnalysisFigure.atMost("g", "w", Double.NaN, "px", 1, "");
    assertThat(f.kept()).isFalse();
    assertThat(f.line()).contains("not measured").contains("NOT MEASURED");
    assertThat(AnalysisFigure.atMost("g", "w", 1, "px", 1, "").kept()).isTrue();
    assertThat(AnalysisFigure.atLeast("g", "w", 3.9, "x", 4, "").line()).contains("MISSED");
  }

  /** A face one metre away, {@code beside} metres right of the axis, with lids about its eyes. */
  private static TruthFace truth(
      double yaw, double pitch, double roll, double beside, double width, double height)
      throws IOException {
    double y = Math.toRadians(yaw);
    double p = Math.toRadians(pitch);
    double r = Math.toRadians(roll);
    double[][] ry = {{Math.cos(y), 0, Math.sin(y)}, {0, 1, 0}, {-Math.sin(y), 0, Math.cos(y)}};
    double[][] rx = {{1, 0, 0}, {0, Math.cos(p), Math.sin(p)}, {0, -Math.sin(p), Math.cos(p)}};
    double[][] rz = {{Math.cos(r), -Math.sin(r), 0}, {Math.sin(r), Math.cos(r), 0}, {0, 0, 1}};
    double[][] a = times(rz, times(ry, rx));
    double[] flip = {1, -1, -1};
    double[] move = {beside, 0, 1};
    StringBuilder m = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      m.append("[");
      for (int j = 0; j < 3; j++) {
        m.append(flip[i] * a[i][j]).append(",");
      }
      m.append(move[i]).append("],");
    }
    StringBuilder points = new StringBuilder();
    StringBuilder seen = new StringBuilder();
    for (int i = 0; i < 68; i++) {
      double u = 100 + width * (i % 2);
      double v = 100 + height * (i / 2 % 2);
      if (i >= 36 && i < 48) {
        double angle = Math.PI * (1 + i % 6 / 3.0);
        u = (i < 42 ? 24 : 76) + 18 * Math.cos(angle);
        v = 50 + 9 * Math.sin(angle);
      }
      points.append(i == 0 ? "" : ",").append("[").append(u).append(",").append(v).append("]");
      seen.append(i == 0 ? "1" : ",1");
    }
    String json =
        "{\"identity\":\"ana\",\"gaze\":null,\"landmarks68\":["
            + points
            + "],\"landmark_visibility\":["
            + seen
            + "],\"head_to_camera\":["
            + m
            + "[0,0,0,1]]}";
    ObjectMapper mapper = new ObjectMapper();
    return TruthFace.of(
        mapper.readTree(json),
        mapper.readTree("{\"fx\":1000,\"fy\":1000,\"cx\":50,\"cy\":50}"),
        Path.of("meta.json"));
  }

  private static double[][] times(double[][] a, double[][] b) {
    double[][] out = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        for (int k = 0; k < 3; k++) {
          out[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return out;
  }

  private static FaceObservation found(double x, double y) {
    float[] template = CropTemplate.byId(CropTemplate.WHOLE_FACE_V1).xyz();
    float[] xyz = new float[template.length];
    for (int i = 0; i < xyz.length; i++) {
      xyz[i] = (float) (170 * template[i] + (i % 3 == 0 ? x : i % 3 == 1 ? y : 0));
    }
    return new FaceObservation(
        0,
        1,
        0.9f,
        new Landmarks(xyz, 1),
        new HeadPose(0, 0, 0),
        EnumSet.noneOf(FaceObservation.Flag.class));
  }
}
