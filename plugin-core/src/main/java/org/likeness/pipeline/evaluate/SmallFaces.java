package org.likeness.pipeline.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.likeness.face.FaceBox;
import org.likeness.image.Affine2;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.image.Warp;

/**
 * Small faces at every roll in a large plate: known pictures made small, turned, and laid into it
 * with a soft round edge, in places that its own faces leave free.
 *
 * @param plate scene-linear, with the small faces
 * @param faces all of them, the plate's own first
 */
record SmallFaces(Frame plate, List<TruthFace> faces) {
  /** Small faces of a plate; each turned by a further eighth of a full turn. */
  static final int COUNT = 8;

  /** Radius of what is laid in over the height of the face: a head with its hair. */
  private static final double RADIUS = 0.95;

  /** Part of the radius over which the edge fades. */
  private static final double SOFT = 0.2;

  /** Columns and rows of places over the plate's width and height; the middle is the actor's. */
  private static final double[] COLUMNS = {0.07, 0.19, 0.81, 0.93};

  private static final double[] ROWS = {0.17, 0.42};

  /** A picture of a face, sRGB-encoded, and what is known of it. */
  record Picture(Frame picture, TruthFace face) {}

  /** Roll of the small face with a number, degrees, beside what its picture has. */
  static double roll(int number) {
    return 360.0 * (number % COUNT) / COUNT;
  }

  /**
   * Makes a plate.
   *
   * @param plate scene-linear; stays as it is
   * @param own faces that are in it
   * @param pictures {@link #COUNT} of them
   * @param height of the small faces' box of points before they are turned, pixels
   * @param seed places are moved by fractions of a pixel and more
   */
  static SmallFaces in(
      Frame plate, List<TruthFace> own, List<Picture> pictures, double height, long seed) {
    Plane[] out = {copy(plate.r()), copy(plate.g()), copy(plate.b())};
    PixelRect w = plate.dataWindow();
    List<TruthFace> faces = new ArrayList<>(own);
    SplittableRandom random = new SplittableRandom(seed);
    int size = 2 * (int) Math.ceil(RADIUS * height + 2);
    for (int i = 0; i < COUNT; i++) {
      double cx = w.x0() + COLUMNS[i % COLUMNS.length] * w.width() + random.nextDouble(-9, 9);
      double cy = w.y0() + ROWS[i / COLUMNS.length] * w.height() + random.nextDouble(-9, 9);
      TruthFace known = pictures.get(i).face();
      FaceBox box = known.box();
      Affine2 toPlate =
          Affine2.squareToCrop(
                  box.centreX(), box.centreY(), box.height(), Math.toRadians(roll(i)), 1)
              .then(new Affine2(height, 0, cx - height / 2, 0, height, cy - height / 2));
      lay(pictures.get(i).picture(), toPlate, cx, cy, size, RADIUS * height, out);
      faces.add(moved(known, toPlate));
    }
    return new SmallFaces(Frame.opaque(out[0], out[1], out[2]), List.copyOf(faces));
  }

  private static Plane copy(Plane p) {
    return new Plane(p.rect(), p.data().clone());
  }

  private static void lay(
      Frame picture, Affine2 toPlate, double cx, double cy, int size, double radius, Plane[] out) {
    int x0 = (int) Math.floor(cx) - size / 2;
    int y0 = (int) Math.floor(cy) - size / 2;
    Frame cut = Warp.toCrop(picture, toPlate.then(new Affine2(1, 0, -x0, 0, 1, -y0)), size);
    Plane[] in = {cut.r(), cut.g(), cut.b()};
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        if (!out[0].rect().contains(x0 + x, y0 + y)) {
          continue;
        }
        double far = Math.hypot(x0 + x + 0.5 - cx, y0 + y + 0.5 - cy) / radius;
        double part = Math.max(0, Math.min(1, (1 - far) / SOFT));
        for (int c = 0; c < 3; c++) {
          int at = out[c].index(x0 + x, y0 + y);
          float[] light = out[c].data();
          light[at] += (float) (part * (linear(in[c].get(x, y)) - light[at]));
        }
      }
    }
  }

  /** The sRGB curve back. */
  private static double linear(double v) {
    return v <= 0.04045 ? Math.max(0, v) / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
  }

  /** Points alone: a picture in a picture has no camera. */
  private static TruthFace moved(TruthFace face, Affine2 toPlate) {
    double[] p = face.points().clone();
    for (int i = 0; i < p.length; i += 2) {
      double x = p[i];
      double y = p[i + 1];
      p[i] = toPlate.mapX(x, y);
      p[i + 1] = toPlate.mapY(x, y);
    }
    return new TruthFace(
        face.identity(), p, face.visibility(), face.toCamera(), face.focal(), face.iris());
  }
}
