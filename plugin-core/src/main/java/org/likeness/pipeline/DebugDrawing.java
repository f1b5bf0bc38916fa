package org.likeness.pipeline;

import org.likeness.face.FaceObservation;
import org.likeness.face.Landmarks;
import org.likeness.image.Affine2;
import org.likeness.image.Frame;
import org.likeness.image.Plane;

/**
 * Draws what was found on a copy of the plate: mesh points, their box, the crop, a line of text.
 */
final class DebugDrawing {
  private DebugDrawing() {}

  /** The picture, over the plate's data window, opaque. */
  static Frame draw(FrameResult result) {
    Frame p = result.plate();
    Frame out =
        new Frame(
            p.dataWindow(),
            p.displayWindow(),
            p.pixelAspect(),
            copy(p.r()),
            copy(p.g()),
            copy(p.b()),
            Plane.filled(p.dataWindow(), 1f));
    int unit = Math.max(1, p.displayWindow().height() / 540);
    Pen pen = new Pen(out, unit);
    FaceObservation found = result.found();
    Affine2 map = result.plateToCrop();
    int left = p.displayWindow().x0() + 8 * unit;
    int top = p.displayWindow().y0() + 8 * unit;
    if (found == null || map == null) {
      pen.text("NO FACE IN THIS FRAME", left, top, 2 * unit, 1f, 0.25f, 0.1f);
      return out;
    }
    face(pen, result);
    pen.text(caption(found), left, top, 2 * unit, 0.9f, 0.9f, 0.9f);
    return out;
  }

  private static void face(Pen pen, FrameResult result) {
    FaceObservation found = result.found();
    Affine2 map = result.plateToCrop();
    if (!result.each().isEmpty()) {
      result.each().forEach(p -> face(pen, p.result()));
    } else if (found != null && map != null) {
      points(pen, found.landmarks());
      box(pen, found.landmarks());
      crop(pen, map.inverse(), result.cropSize());
    }
  }

  private static String caption(FaceObservation f) {
    return "FRAME "
        + f.frame()
        + "  TRACK "
        + f.trackId()
        + "  SCORE "
        + Math.round(f.score() * 100)
        + "%  YAW "
        + Math.round(f.pose().yaw())
        + " PITCH "
        + Math.round(f.pose().pitch())
        + " ROLL "
        + Math.round(f.pose().roll());
  }

  private static void points(Pen pen, Landmarks l) {
    for (int i = 0; i < Landmarks.COUNT; i++) {
      pen.dot(l.x(i), l.y(i), 0.05f, 1f, 0.15f);
    }
  }

  private static void box(Pen pen, Landmarks l) {
    double x0 = Double.POSITIVE_INFINITY;
    double y0 = Double.POSITIVE_INFINITY;
    double x1 = Double.NEGATIVE_INFINITY;
    double y1 = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < Landmarks.COUNT; i++) {
      x0 = Math.min(x0, l.x(i));
      x1 = Math.max(x1, l.x(i));
      y0 = Math.min(y0, l.y(i));
      y1 = Math.max(y1, l.y(i));
    }
    pen.quad(new double[] {x0, x1, x1, x0}, new double[] {y0, y0, y1, y1}, 1f, 0.8f, 0.05f);
  }

  private static void crop(Pen pen, Affine2 cropToPlate, int size) {
    double[] u = {0, size, size, 0};
    double[] v = {0, 0, size, size};
    double[] x = new double[4];
    double[] y = new double[4];
    for (int i = 0; i < 4; i++) {
      x[i] = cropToPlate.mapX(u[i], v[i]);
      y[i] = cropToPlate.mapY(u[i], v[i]);
    }
    pen.quad(x, y, 0.05f, 0.6f, 1f);
  }

  private static Plane copy(Plane p) {
    return new Plane(p.rect(), p.data().clone());
  }
}
