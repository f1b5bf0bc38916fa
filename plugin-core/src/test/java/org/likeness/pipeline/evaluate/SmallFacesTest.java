package org.likeness.pipeline.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

class SmallFacesTest {
  private static final PixelRect PICTURE = new PixelRect(0, 0, 320, 320);
  private static final PixelRect PLATE = new PixelRect(0, 0, 960, 540);
  private static final int HEIGHT = 32;

  @Test
  void eachFaceLiesWhereItsPointsSayAtItsRoll() {
    TruthFace face = face();
    SmallFaces made = SmallFaces.in(grey(PLATE, 0.1f), List.of(), pictures(face), HEIGHT, 5);

    assertThat(made.faces()).hasSize(SmallFaces.COUNT);
    for (int i = 0; i < SmallFaces.COUNT; i++) {
      double[] p = made.faces().get(i).points();
      double dx = p[2] - p[0];
      double dy = p[3] - p[1];
      assertThat(Math.hypot(dx, dy)).isCloseTo(HEIGHT, within(1e-6));
      // The second point lies right below the first; rolls count counter-clockwise on screen.
      double roll = Math.toDegrees(Math.atan2(dx, dy));
      assertThat((roll + 360.5) % 360).isCloseTo(SmallFaces.roll(i) + 0.5, within(1e-6));
      // The picture has a light there, and nowhere near the other point.
      assertThat(light(made.plate(), p[0], p[1])).isGreaterThan(0.5f);
      assertThat(light(made.plate(), p[2], p[3])).isLessThan(0.05f);
    }
  }

  @Test
  void thePlateStaysAsItIsBesideThem() {
    Frame plate = grey(PLATE, 0.1f);
    SmallFaces made = SmallFaces.in(plate, List.of(face()), pictures(face()), HEIGHT, 5);

    assertThat(plate.r().data()).containsOnly(0.1f);
    assertThat(made.faces()).hasSize(1 + SmallFaces.COUNT);
    int changed = 0;
    for (float v : made.plate().g().data()) {
      changed += v == 0.1f ? 0 : 1;
    }
    double disc = Math.PI * Math.pow(0.95 * HEIGHT, 2);
    assertThat(changed)
        .isBetween((int) (0.9 * SmallFaces.COUNT * disc), (int) (1.1 * SmallFaces.COUNT * disc));
  }

  private static float light(Frame plate, double x, double y) {
    return plate.r().get((int) x, (int) y);
  }

  /** Black, with a light about the first point. */
  private static List<SmallFaces.Picture> pictures(TruthFace face) {
    Frame picture = grey(PICTURE, 0);
    for (int y = 90; y < 110; y++) {
      for (int x = 150; x < 170; x++) {
        for (Plane p : List.of(picture.r(), picture.g(), picture.b())) {
          p.data()[p.index(x, y)] = 1;
        }
      }
    }
    List<SmallFaces.Picture> out = new ArrayList<>();
    for (int i = 0; i < SmallFaces.COUNT; i++) {
      out.add(new SmallFaces.Picture(picture, face));
    }
    return out;
  }

  private static Frame grey(PixelRect rect, float v) {
    return Frame.opaque(Plane.filled(rect, v), Plane.filled(rect, v), Plane.filled(rect, v));
  }

  /** From (160, 100) to (160, 220), all other points between. */
  private static TruthFace face() {
    double[] points = new double[2 * TruthFace.COUNT];
    double[] seen = new double[TruthFace.COUNT];
    for (int i = 0; i < TruthFace.COUNT; i++) {
      points[2 * i] = 160;
      points[2 * i + 1] = i == 0 ? 100 : i == 1 ? 220 : 160;
      seen[i] = 1;
    }
    return new TruthFace("ana", points, seen, new double[12], new double[4], new double[4]);
  }
}
