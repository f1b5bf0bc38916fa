package org.likeness.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.likeness.image.Affine2;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

/** Skin is laid on skin: a texture that is known everywhere moves in a known way. */
class SkinRegistrationTest {
  private static final CropTemplate TEMPLATE = CropTemplate.byId(CropTemplate.WHOLE_FACE_V1);
  private static final double HEIGHT = 120;

  @Test
  void motionIsFoundToAFewHundredthsOfAPixelThoughTheMeshTrembles() {
    Affine2 motion = turned(1.02, 0.03, 7.3, -2.6);
    FaceObservation a = face(1, Affine2.IDENTITY, 0.4, 1, 1);
    FaceObservation b = face(2, motion, -0.5, 1, 1);
    SkinRegistration.Motion found = SkinRegistration.motion(a, b);
    assertThat(found).isNotNull();
    for (double[] p : new double[][] {{160, 90}, {120, 110}, {200, 110}, {160, 140}}) {
      assertThat(found.map().mapX(p[0], p[1])).isCloseTo(motion.mapX(p[0], p[1]), within(0.06));
      assertThat(found.map().mapY(p[0], p[1])).isCloseTo(motion.mapY(p[0], p[1]), within(0.06));
    }
    assertThat(found.deviation()).isBetween(0.0, 0.1);
  }

  @Test
  void anotherExposureIsTheSameSkin() {
    FaceObservation a = face(1, Affine2.IDENTITY, 0, 1, 1);
    FaceObservation b = face(2, turned(1, 0, 3.4, 1.2), 0.3, 0.2, 1);
    SkinRegistration.Motion found = SkinRegistration.motion(a, b);
    assertThat(found).isNotNull();
    assertThat(found.map().mapX(160, 110)).isCloseTo(163.4, within(0.1));
    assertThat(found.map().mapY(160, 110)).isCloseTo(111.2, within(0.1));
  }

  @Test
  void otherSkinIsNoMotion() {
    FaceObservation a = face(1, Affine2.IDENTITY, 0, 1, 1);
    assertThat(SkinRegistration.motion(a, face(2, Affine2.IDENTITY, 0, 1, 2))).isNull();
    FaceObservation bare = a.withDetail(FaceDetail.NONE);
    assertThat(SkinRegistration.motion(a, bare)).isNull();
  }

  @Test
  void aTrackFollowsItsSkinAndNotItsTremblingMesh() {
    Random random = new Random(5);
    List<FaceObservation> raw = new ArrayList<>();
    double[] way = new double[31];
    for (int f = 1; f <= 30; f++) {
      way[f] = f <= 15 ? 0 : 6 * Math.min(6, f - 15); // sets out and stops at once
      raw.add(face(f, turned(1, 0, way[f], 0), random.nextGaussian() * 0.4, 1, 1));
    }
    List<Integer> frames = IntStream.rangeClosed(1, 30).boxed().toList();
    ShotAnalysis.Track t =
        TrackSmoother.smooth(raw, 0, frames, PixelRect.ofSize(320, 240), Lens.ASSUMED);
    double mean = 0;
    for (int f = 1; f <= 30; f++) {
      mean += (t.at(f).orElseThrow().landmarks().x(4) - way[f]) / 30;
    }
    double worst = 0;
    double before = 0;
    for (int f = 1; f <= 30; f++) {
      FaceObservation o = t.at(f).orElseThrow();
      worst = Math.max(worst, Math.abs(o.landmarks().x(4) - way[f] - mean));
      before = Math.max(before, Math.abs(raw.get(f - 1).landmarks().x(4) - way[f] - mean));
      assertThat(o.detail().skin()).isEmpty();
    }
    assertThat(before).isGreaterThan(0.6);
    assertThat(worst).isLessThan(0.35);
  }

  private static Affine2 turned(double scale, double angle, double dx, double dy) {
    Affine2 about = Affine2.similarity(scale, angle, 0, 0);
    return new Affine2(
        about.a(),
        about.b(),
        160 + dx - about.mapX(160, 120),
        about.d(),
        about.e(),
        120 + dy - about.mapY(160, 120));
  }

  /** A face whose skin moved by {@code motion} and whose mesh lies {@code off} pixels beside it. */
  private static FaceObservation face(
      int frame, Affine2 motion, double off, double exposure, int skin) {
    PixelRect rect = PixelRect.ofSize(320, 240);
    Plane plane = Plane.zeros(rect);
    Affine2 back = motion.inverse();
    for (int y = 0; y < 240; y++) {
      for (int x = 0; x < 320; x++) {
        double u = back.mapX(x + 0.5, y + 0.5);
        double v = back.mapY(x + 0.5, y + 0.5);
        plane.data()[y * 320 + x] = (float) (exposure * light(u, v, skin));
      }
    }
    Frame plate = Frame.opaque(plane, plane, plane);
    float[] xyz = new float[3 * Landmarks.COUNT];
    for (int i = 0; i < Landmarks.COUNT; i++) {
      double x = 160 + HEIGHT * TEMPLATE.xyz()[3 * i];
      double y = 120 + HEIGHT * TEMPLATE.xyz()[3 * i + 1];
      xyz[3 * i] = (float) (motion.mapX(x, y) + off);
      xyz[3 * i + 1] = (float) motion.mapY(x, y);
      xyz[3 * i + 2] = (float) (HEIGHT * motion.meanScale() * TEMPLATE.xyz()[3 * i + 2]);
    }
    Landmarks mesh = new Landmarks(xyz, 1);
    byte[] patch = SkinPatch.cut(DisplayView.ofLinear(plate), mesh);
    return new FaceObservation(
        0,
        frame,
        0.9f,
        mesh,
        new HeadPose(0, 0, 0),
        EnumSet.noneOf(FaceObservation.Flag.class),
        FaceDetail.NONE.withSkin(patch));
  }

  /** A sum of waves in many directions: smooth, and different at every place. */
  private static double light(double x, double y, int skin) {
    Random random = new Random(skin);
    double sum = 0.3;
    for (int i = 0; i < 24; i++) {
      double angle = random.nextDouble() * Math.PI;
      double wave = 2 * Math.PI / (9 + 30 * random.nextDouble());
      double phase = random.nextDouble() * 2 * Math.PI;
      sum += 0.015 * Math.sin(wave * (x * Math.cos(angle) + y * Math.sin(angle)) + phase);
    }
    return sum;
  }
}
