package org.likeness.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.image.opencv.PictureIo;
import org.likeness.train.data.FaceRecord;
import org.likeness.train.data.Faceset;
import org.likeness.train.data.FacesetHeader;

/** Facesets drawn by code: an oval with two eyes and a mouth that moves, over a gradient. */
public final class DrawnFaceset {
  /** Side of the stored crops. */
  public static final int SIZE = 64;

  private DrawnFaceset() {}

  /** Header of a drawn faceset. */
  public static FacesetHeader header(String id, String template) {
    return new FacesetHeader(1, id, id, template, 1.625, 1.3, SIZE, "film-shoulder-v1");
  }

  /** Draws {@code count} faces of a tone into a folder. */
  public static Faceset draw(Path folder, String id, int count, float tone) throws IOException {
    Files.createDirectories(folder);
    List<FaceRecord> faces = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      faces.add(face(folder, i, count, tone));
    }
    Faceset set = new Faceset(folder, header(id, "whole-face-v1"), faces);
    set.writeIndex();
    return set;
  }

  private static FaceRecord face(Path folder, int i, int count, float tone) throws IOException {
    PixelRect rect = PixelRect.ofSize(SIZE, SIZE);
    Plane r = Plane.zeros(rect);
    Plane g = Plane.zeros(rect);
    Plane b = Plane.zeros(rect);
    Plane matte = Plane.zeros(rect);
    double turn = (i - count / 2.0) / count * 8;
    double mouth = 2 + i % 4;
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        int at = y * SIZE + x;
        boolean in = oval(x, y, 32 + turn / 2, 32, 15, 20);
        boolean eye = oval(x, y, 26 + turn, 27, 3, 2) || oval(x, y, 38 + turn, 27, 3, 2);
        boolean lips = oval(x, y, 32 + turn, 42, 6, mouth);
        float shade = in ? tone + (x - 32) * 0.004f : 0.2f + y * 0.005f;
        r.data()[at] = lips && in ? 0.8f : eye && in ? 0.05f : shade;
        g.data()[at] = lips && in ? 0.2f : eye && in ? 0.1f : shade * 0.8f;
        b.data()[at] = lips && in ? 0.2f : eye && in ? 0.3f : shade * 0.7f;
        matte.data()[at] = in ? 1 : 0;
      }
    }
    String name = String.format("%06d_0", i);
    PictureIo.writePng(folder.resolve(name + ".png"), Frame.opaque(r, g, b));
    PictureIo.writePng(folder.resolve(name + "_matte.png"), matte);
    float[] points = new float[2 * 468];
    for (int k = 0; k < 468; k++) {
      points[2 * k] = (float) (32 + turn + 10 * Math.cos(k));
      points[2 * k + 1] = (float) (32 + 12 * Math.sin(k));
    }
    return new FaceRecord(
        name + ".png",
        name + "_matte.png",
        "drawn",
        "artist",
        points,
        (float) (turn * 10),
        0,
        0,
        1,
        40,
        1,
        new double[] {1, 0, 0, 0, 1, 0},
        true,
        "CC0-1.0",
        null);
  }

  private static boolean oval(double x, double y, double cx, double cy, double rx, double ry) {
    double dx = (x + 0.5 - cx) / rx;
    double dy = (y + 0.5 - cy) / ry;
    return dx * dx + dy * dy <= 1;
  }
}
