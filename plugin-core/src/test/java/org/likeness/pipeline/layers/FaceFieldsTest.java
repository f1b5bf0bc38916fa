package org.likeness.pipeline.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.likeness.face.Landmarks;
import org.likeness.image.Affine2;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.pipeline.TestPlates;

/** Hull, places in the crop, and motion, each against a truth worked out another way. */
class FaceFieldsTest {
  private static final Landmarks MESH = TestPlates.face(1, 100.3, 61.7, 60).landmarks();
  private static final PixelRect WINDOW = new PixelRect(40, 5, 160, 120);

  private static Landmarks moved(Affine2 by) {
    float[] xyz = MESH.xyz().clone();
    for (int i = 0; i < xyz.length; i += 3) {
      float x = (float) by.mapX(xyz[i], xyz[i + 1]);
      xyz[i + 1] = (float) by.mapY(xyz[i], xyz[i + 1]);
      xyz[i] = x;
    }
    return new Landmarks(xyz, 1);
  }

  @Test
  void theHullHoldsTheMeshAndItsForeheadAndIsSmoothAtTheEdge() {
    FaceHull hull = FaceHull.of(MESH);
    Plane p = hull.over(WINDOW);
    double top = 1e9;
    double left = 1e9;
    for (int i = 0; i < Landmarks.COUNT; i++) {
      int x = (int) Math.floor(MESH.x(i));
      int y = (int) Math.floor(MESH.y(i));
      boolean rim = p.get(x, y - 1) < 1 || p.get(x, y + 1) < 1 || p.get(x - 1, y) < 1;
      assertThat(p.get(x, y)).isGreaterThan(rim ? 0f : 0.999f);
      top = Math.min(top, MESH.y(i));
      left = Math.min(left, MESH.x(i));
    }
    assertThat(hull.bounds().y0()).isCloseTo((int) (top - 0.12 * 60), within(2));
    assertThat(hull.bounds().x0()).isEqualTo((int) Math.floor(left));
    double area = 0;
    int between = 0;
    for (float v : p.data()) {
      assertThat(v).isBetween(0f, 1f);
      area += v;
      between += v > 0 && v < 1 ? 1 : 0;
    }
    assertThat(between).isBetween(80, 400);
    // A hundred times finer, by whole samples: the same area.
    Plane fine = FaceHull.of(moved(Affine2.scale(10, 10))).over(new PixelRect(400, 50, 1600, 1200));
    double inside = 0;
    for (float v : fine.data()) {
      inside += v >= 0.5f ? 0.01 : 0;
    }
    assertThat(area).isCloseTo(inside, within(0.001 * inside));
    // A part of a window is that part.
    PixelRect part = new PixelRect(90, 30, 131, 70);
    assertThat(hull.over(part).data()).isEqualTo(p.crop(part).data());
    assertThat(hull.over(PixelRect.EMPTY).data()).isEmpty();
  }

  @Test
  void placesInTheCropRunFromItsLowerLeftCorner() {
    Affine2 toCrop = Affine2.similarity(0.8, 0.3, -40, 12);
    Plane[] st = StMap.of(toCrop, 128, null, WINDOW);
    for (int y = WINDOW.y0(); y < WINDOW.y1(); y += 7) {
      for (int x = WINDOW.x0(); x < WINDOW.x1(); x += 7) {
        double cx = toCrop.mapX(x + 0.5, y + 0.5);
        double cy = toCrop.mapY(x + 0.5, y + 0.5);
        assertThat(st[0].get(x, y) * 128.0).isCloseTo(cx, within(1e-4));
        assertThat((1 - st[1].get(x, y)) * 128.0).isCloseTo(cy, within(1e-4));
      }
    }
    Affine2 back = toCrop.inverse();
    int x = (int) Math.floor(back.mapX(0.5, 127.5));
    int y = (int) Math.floor(back.mapY(0.5, 127.5));
    Plane[] corner = StMap.of(toCrop, 128, null, new PixelRect(x, y, x + 1, y + 1));
    assertThat(corner[0].data()[0]).isCloseTo(0.5f / 128, within(0.01f));
    assertThat(corner[1].data()[0]).isCloseTo(0.5f / 128, within(0.01f));
  }

  @Test
  void motionOfAHeadThatTurnsAndGrowsIsExactEverywhere() {
    Affine2 by = Affine2.similarity(1.02, 0.05, 3, -2);
    Plane[] m = FaceMotion.of(MESH, moved(by), null, WINDOW);
    for (int y = WINDOW.y0(); y < WINDOW.y1(); y += 3) {
      for (int x = WINDOW.x0(); x < WINDOW.x1(); x += 3) {
        assertThat((double) m[0].get(x, y))
            .isCloseTo(by.mapX(x + 0.5, y + 0.5) - x - 0.5, within(1e-3));
        assertThat((double) m[1].get(x, y))
            .as("v goes up")
            .isCloseTo(y + 0.5 - by.mapY(x + 0.5, y + 0.5), within(1e-3));
      }
    }
    // At a track's end: the way up to here.
    Plane[] end = FaceMotion.of(MESH, null, moved(by.inverse()), WINDOW);
    assertThat(end[0].get(100, 60)).isCloseTo(m[0].get(100, 60), within(0.3f));
    assertThat(FaceMotion.of(MESH, null, null, WINDOW)[1].get(100, 60)).isZero();
  }

  @Test
  void aJawThatOpensMovesTheJawAndNotTheBrow() {
    float[] xyz = MESH.xyz().clone();
    double low = MESH.y(152);
    for (int i = 0; i < Landmarks.COUNT; i++) {
      double down = Math.max(0, 1 - (low - MESH.y(i)) / 15);
      xyz[3 * i + 1] += (float) (4 * down);
    }
    Plane[] m = FaceMotion.of(MESH, new Landmarks(xyz, 1), null, WINDOW);
    int x = Math.round(MESH.x(152));
    assertThat(m[1].get(x, (int) low - 2)).isBetween(-4f, -2f);
    assertThat(m[1].get(Math.round(MESH.x(10)), Math.round(MESH.y(10)) + 3))
        .isCloseTo(0f, within(0.35f));
    PixelRect part = new PixelRect(81, 31, 98, 64);
    Plane[] cut = FaceMotion.of(MESH, new Landmarks(xyz, 1), null, part);
    assertThat(cut[1].data()).isEqualTo(m[1].crop(part).data());
  }
}
