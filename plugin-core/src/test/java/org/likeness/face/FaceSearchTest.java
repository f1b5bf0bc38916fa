package org.likeness.face;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.likeness.exr.ExrReader;
import org.likeness.image.Affine2;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

/** Faces that are hard to find: small, turned, cut by the edge, in the dark beside a window. */
class FaceSearchTest {
  @Test
  void smallFacesAreFoundAnyWayUp() throws IOException {
    int[] turns = {0, 45, 90, 135, 180, -135, -90, -45};
    Frame plate = background(1280, 720);
    for (int i = 0; i < turns.length; i++) {
      paste(plate, "ana", 1, 110 + 150 * i, 200, turns[i] == 0 ? 24 : 40, turns[i]);
    }
    try (FaceFinder finder = FaceFinder.open(Weights.store())) {
      List<FaceObservation> found =
          finder.search(DisplayView.ofLinear(plate), 1, FaceSearch.ALL_TURNS);
      assertThat(found).hasSize(turns.length);
      for (int i = 0; i < turns.length; i++) {
        double x = 110 + 150 * i;
        FaceObservation o =
            found.stream()
                .filter(f -> Math.abs(FaceBox.of(f.landmarks()).centreX() - x) < 15)
                .findFirst()
                .orElseThrow();
        double turn = Square.around(o.landmarks()).angle() - Math.toRadians(turns[i]);
        assertThat(Math.cos(turn)).as("turn of face %d", i).isGreaterThan(0.9);
      }
    }
  }

  @Test
  void aFaceThatFillsThePictureIsFoundAtEveryTurn() throws IOException {
    try (FaceFinder finder = FaceFinder.open(Weights.store())) {
      for (int turn = -180; turn < 180; turn += 45) {
        Frame plate = background(320, 240);
        paste(plate, "ben", 3, 160, 120, 230, turn);
        assertThat(finder.find(plate, 1)).as("turned by %d degrees", turn).hasSize(1);
      }
    }
  }

  @Test
  void halfAFaceAtTheEdgeIsFound() throws IOException {
    try (FaceFinder finder = FaceFinder.open(Weights.store())) {
      for (double x : new double[] {0, 640}) {
        Frame plate = background(640, 360);
        paste(plate, "ben", 40, x, 180, 150, 0);
        List<FaceObservation> found =
            finder.search(DisplayView.ofLinear(plate), 1, FaceSearch.ALL_TURNS);
        assertThat(found).as("half face at %s", x).hasSize(1);
        assertThat(FaceBox.of(found.get(0).landmarks()).centreX()).isBetween(x - 40, x + 40);
      }
    }
  }

  @Test
  void aFaceInTheDarkBesideAWindowAndOneInASpotlightAreFoundAtAnyExposure() throws IOException {
    try (FaceFinder finder = FaceFinder.open(Weights.store())) {
      for (float gain : new float[] {0.001f, 1f, 1000f}) {
        for (float around : new float[] {300f, 0.003f}) {
          Frame plate = background(640, 360);
          paste(plate, "ana", 1, 320, 180, 110, 0);
          for (Plane p : List.of(plate.r(), plate.g(), plate.b())) {
            for (int y = 0; y < 360; y++) {
              for (int x = 0; x < 640; x++) {
                boolean middle = x > 230 && x < 410;
                p.data()[p.index(x, y)] *= middle ? gain : gain * around;
              }
            }
            p.data()[p.index(3, 3)] = 60000f;
          }
          List<FaceObservation> found =
              finder.search(DisplayView.ofLinear(plate), 1, FaceSearch.ALL_TURNS);
          assertThat(found).as("gain %s, around it %s", gain, around).hasSize(1);
        }
      }
    }
  }

  @Test
  void shotsHaveTheFacesTheyHaveAndNoOther() throws IOException {
    Actors.folder();
    try (FaceFinder finder = FaceFinder.open(Weights.store())) {
      for (String shot : List.of("two", "turn")) {
        for (int frame : new int[] {1, 9, 24}) {
          Frame plate =
              ExrReader.readFrame(
                  Actors.folder()
                      .resolve(
                          String.format(
                              Locale.ROOT, "shots/%s/plate/plate.%04d.exr", shot, frame)));
          assertThat(finder.search(DisplayView.ofLinear(plate), frame, FaceSearch.ALL_TURNS))
              .as("%s %d", shot, frame)
              .hasSize(shot.equals("two") ? 2 : 1);
        }
      }
    }
  }

  /** A wall with large soft shapes. */
  private static Frame background(int width, int height) {
    PixelRect r = PixelRect.ofSize(width, height);
    List<Plane> planes = new ArrayList<>();
    for (int c = 0; c < 3; c++) {
      Plane p = Plane.zeros(r);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          double wave = Math.sin(x / (60.0 + 9 * c)) * Math.cos(y / (45.0 + 7 * c));
          p.data()[p.index(x, y)] = (float) (0.25 + 0.08 * wave);
        }
      }
      planes.add(p);
    }
    return Frame.opaque(planes.get(0), planes.get(1), planes.get(2));
  }

  /** Puts a face on the plate: its box's middle at (cx, cy), {@code size} high, turned. */
  private static void paste(
      Frame plate, String actor, int picture, double cx, double cy, double size, double degrees)
      throws IOException {
    Frame face = Actors.linear(Actors.image(actor, picture));
    JsonNode box = Actors.meta(actor, picture).path("bbox_landmarks");
    double x = (box.get(0).asDouble() + box.get(2).asDouble()) / 2;
    double y = (box.get(1).asDouble() + box.get(3).asDouble()) / 2;
    double scale = size / (box.get(3).asDouble() - box.get(1).asDouble());
    Affine2 turn = Affine2.similarity(scale, Math.toRadians(degrees), 0, 0);
    Affine2 back =
        new Affine2(
                turn.a(), turn.b(), cx - turn.mapX(x, y), turn.d(), turn.e(), cy - turn.mapY(x, y))
            .inverse();
    PlatePyramid.Level level = new PlatePyramid(face).level(PlatePyramid.levelFor(1 / scale));
    double unit = 1.0 / (1 << level.number());
    Plane[] planes = {plate.r(), plate.g(), plate.b()};
    for (int py = plate.dataWindow().y0(); py < plate.dataWindow().y1(); py++) {
      for (int px = plate.dataWindow().x0(); px < plate.dataWindow().x1(); px++) {
        double u = back.mapX(px + 0.5, py + 0.5);
        double v = back.mapY(px + 0.5, py + 0.5);
        double weight = Math.max(0, Math.min(1, (156 - Math.hypot(u - 160, v - 160)) / 12));
        if (weight > 0) {
          int row = (int) Math.min(level.height() - 1, v * unit);
          int column = (int) Math.min(level.width() - 1, u * unit);
          for (int c = 0; c < 3; c++) {
            float[] to = planes[c].data();
            int i = planes[c].index(px, py);
            to[i] += weight * (level.get(c, column, row) - to[i]);
          }
        }
      }
    }
  }
}
