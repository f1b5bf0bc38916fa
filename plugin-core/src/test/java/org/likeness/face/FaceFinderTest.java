package org.likeness.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

class FaceFinderTest {
  /** Points of the mesh that lie nearest to the 68 classic ones, from 17 (brows) on. */
  private static final int[] INNER = {
    71, 63, 105, 66, 107, 336, 296, 334, 293, 301, 168, 197, 5, 4, 75, 97, 2, 326, 305, 33, 160,
    158, 133, 153, 144, 362, 385, 387, 263, 373, 380, 61, 39, 37, 0, 267, 269, 291, 405, 314, 17,
    84, 181, 78, 82, 13, 312, 308, 317, 14, 87
  };

  @Test
  void meshAndPoseOfFrontalFacesAreNearTheTruth() throws IOException {
    Actors.folder();
    double error = 0;
    double yaw = 0;
    double pitch = 0;
    double roll = 0;
    int n = 0;
    try (FaceFinder finder = FaceFinder.open(Weights.store())) {
      for (String actor : List.of("ana", "ben")) {
        for (int i = 1; i <= 24; i++) {
          JsonNode meta = Actors.meta(actor, i);
          if (Math.abs(meta.path("pose").path("yaw").asDouble()) >= 30) {
            continue;
          }
          List<FaceObservation> found = finder.findDisplay(Actors.image(actor, i), i);
          assertThat(found).as("%s %d", actor, i).hasSize(1);
          error += error(found.get(0).landmarks(), meta);
          HeadPose pose = found.get(0).pose();
          yaw += Math.abs(pose.yaw() - meta.path("pose").path("yaw").asDouble());
          pitch += Math.abs(pose.pitch() - meta.path("pose").path("pitch").asDouble());
          roll += Math.abs(pose.roll() - meta.path("pose").path("roll").asDouble());
          n++;
        }
      }
    }
    assertThat(n).isGreaterThan(20);
    assertThat(error / n).as("mean error over the face's size").isLessThan(0.030);
    assertThat(yaw / n).as("yaw").isLessThan(3);
    assertThat(pitch / n).as("pitch").isLessThan(6);
    assertThat(roll / n).as("roll").isLessThan(3);
  }

  @Test
  void anyExposureFindsTheSameFace() throws IOException {
    Frame plate = Actors.linear(Actors.image("ana", 1));
    try (FaceFinder finder = FaceFinder.open(Weights.store())) {
      Landmarks normal = only(finder.find(plate, 1));
      for (float gain : new float[] {0.001f, 0.05f, 40f}) {
        Landmarks other = only(finder.find(scaled(plate, gain), 1));
        for (int i = 0; i < Landmarks.COUNT; i++) {
          assertThat(other.x(i))
              .as("gain %s point %d", gain, i)
              .isCloseTo(normal.x(i), within(0.05f));
        }
      }
    }
  }

  @Test
  void badSamplesDoNotHideTheFace() throws IOException {
    Frame plate = Actors.linear(Actors.image("ben", 3));
    for (int i = 0; i < 4000; i += 17) {
      plate.r().data()[i] = Float.NaN;
      plate.g().data()[i] = Float.POSITIVE_INFINITY;
      plate.b().data()[i] = Float.NEGATIVE_INFINITY;
    }
    try (FaceFinder finder = FaceFinder.open(Weights.store())) {
      for (float v : only(finder.find(plate, 1)).xyz()) {
        assertThat(v).isFinite();
      }
    }
  }

  @Test
  void emptyPicturesHaveNoFace() {
    try (FaceFinder finder = FaceFinder.open(Weights.store())) {
      assertThat(finder.find(grey(320, 180, 0.18f), 1)).isEmpty();
      assertThat(finder.find(grey(64, 64, 0f), 1)).isEmpty();
      assertThat(finder.find(grey(64, 64, Float.NaN), 1)).isEmpty();
      assertThat(finder.find(grey(1, 1, 1f), 1)).isEmpty();
      assertThat(finder.find(grey(0, 0, 0f), 1)).isEmpty();
    }
  }

  @Test
  void aSmallFaceInALargePictureIsFound() throws IOException {
    Frame face = Actors.image("ana", 1);
    Frame wide = grey(1600, 900, 0.4f);
    for (int y = 0; y < 80; y++) {
      for (int x = 0; x < 80; x++) {
        copy(face, wide, 4 * x, 4 * y, 1300 + x, 600 + y);
      }
    }
    try (FaceFinder finder = FaceFinder.open(Weights.store())) {
      FaceBox box = FaceBox.of(only(finder.findDisplay(wide, 1)));
      assertThat(box.centreX()).isBetween(1310.0, 1370.0);
      assertThat(box.centreY()).isBetween(610.0, 670.0);
    }
  }

  @Test
  void aSqueezedPlateGivesTheFaceWhereItIsInItsOwnPixels() throws IOException {
    Frame square = Actors.linear(Actors.image("ben", 3));
    Frame squeezed = squeezed(square);
    FrameSource shot =
        new FrameSource() {
          @Override
          public List<Integer> frames() {
            return List.of(1, 2);
          }

          @Override
          public double pixelAspect() {
            return 2;
          }

          @Override
          public Frame read(int frame) {
            return squeezed;
          }
        };
    try (FaceFinder finder = FaceFinder.open(Weights.store())) {
      FaceObservation known = finder.find(square, 1).get(0);
      List<FaceObservation> found = finder.find(squeezed, 1);
      assertThat(found).hasSize(1);
      same(known, found.get(0), 1.5f);
      ShotAnalysis a =
          ShotAnalyser.analyse(finder, shot, Map.of(PixelAspect.SETTING, "2.0"), 1, f -> {});
      assertThat(a.tracks()).hasSize(1);
      same(known, a.tracks().get(0).at(2).orElseThrow(), 1.5f);
    }
  }

  private static void same(FaceObservation square, FaceObservation squeezed, float within) {
    float[] p = square.detail().points().xy();
    float[] q = squeezed.detail().points().xy();
    for (int i = 17; i < 68; i++) {
      assertThat(2 * q[2 * i]).as("point %d x", i).isCloseTo(p[2 * i], within(within));
      assertThat(q[2 * i + 1]).as("point %d y", i).isCloseTo(p[2 * i + 1], within(within));
    }
    assertThat(squeezed.pose().yaw()).isCloseTo(square.pose().yaw(), within(2f));
    assertThat(squeezed.pose().pitch()).isCloseTo(square.pose().pitch(), within(2f));
    assertThat(squeezed.detail().size()).isCloseTo(square.detail().size(), within(2f));
  }

  /** Half as many columns, each of two: pixels twice as wide as high. */
  private static Frame squeezed(Frame f) {
    PixelRect r = PixelRect.ofSize(f.dataWindow().width() / 2, f.dataWindow().height());
    List<Plane> out = new ArrayList<>();
    for (Plane p : List.of(f.r(), f.g(), f.b())) {
      Plane q = Plane.zeros(r);
      for (int y = 0; y < r.height(); y++) {
        for (int x = 0; x < r.width(); x++) {
          q.data()[q.index(x, y)] = (p.get(2 * x, y) + p.get(2 * x + 1, y)) / 2;
        }
      }
      out.add(q);
    }
    return new Frame(r, r, 2, out.get(0), out.get(1), out.get(2), null);
  }

  private static void copy(Frame from, Frame to, int x, int y, int toX, int toY) {
    to.r().data()[to.r().index(toX, toY)] = from.r().get(x, y);
    to.g().data()[to.g().index(toX, toY)] = from.g().get(x, y);
    to.b().data()[to.b().index(toX, toY)] = from.b().get(x, y);
  }

  private static Landmarks only(List<FaceObservation> found) {
    assertThat(found).hasSize(1);
    return found.get(0).landmarks();
  }

  private static Frame scaled(Frame f, float gain) {
    List<Plane> out = new ArrayList<>();
    for (Plane p : List.of(f.r(), f.g(), f.b())) {
      Plane q = Plane.zeros(p.rect());
      for (int i = 0; i < p.data().length; i++) {
        q.data()[i] = gain * p.data()[i];
      }
      out.add(q);
    }
    return Frame.opaque(out.get(0), out.get(1), out.get(2));
  }

  private static Frame grey(int w, int h, float v) {
    PixelRect r = PixelRect.ofSize(w, h);
    return Frame.opaque(Plane.filled(r, v), Plane.filled(r, v), Plane.filled(r, v));
  }

  private static double error(Landmarks m, JsonNode meta) {
    JsonNode truth = meta.path("landmarks68");
    double x0 = 1e9;
    double y0 = 1e9;
    double x1 = -1e9;
    double y1 = -1e9;
    for (JsonNode p : truth) {
      x0 = Math.min(x0, p.get(0).asDouble());
      x1 = Math.max(x1, p.get(0).asDouble());
      y0 = Math.min(y0, p.get(1).asDouble());
      y1 = Math.max(y1, p.get(1).asDouble());
    }
    double sum = 0;
    int n = 0;
    for (int i = 0; i < INNER.length; i++) {
      if (meta.path("landmark_visibility").get(17 + i).asDouble() > 0.5) {
        JsonNode p = truth.get(17 + i);
        sum += Math.hypot(m.x(INNER[i]) - p.get(0).asDouble(), m.y(INNER[i]) - p.get(1).asDouble());
        n++;
      }
    }
    return sum / n / Math.sqrt((x1 - x0) * (y1 - y0));
  }
}
