package org.likeness.pipeline;

import org.likeness.image.Frame;
import org.likeness.image.Plane;

/** Draws dots, lines and text into a frame that it owns; what falls outside is dropped. */
final class Pen {
  private final Frame frame;
  private final int unit;

  /**
   * A pen.
   *
   * @param frame written to
   * @param unit thickness of a line, pixels, >= 1
   */
  Pen(Frame frame, int unit) {
    this.frame = frame;
    this.unit = unit;
  }

  void dot(double x, double y, float r, float g, float b) {
    // Wild coordinates (a broken analysis) must not become an endless loop or an overflow.
    if (!(Math.abs(x) < 1e6 && Math.abs(y) < 1e6)) {
      return;
    }
    int px = (int) Math.floor(x - unit / 2.0 + 0.5);
    int py = (int) Math.floor(y - unit / 2.0 + 0.5);
    fill(px, py, unit, unit, r, g, b);
  }

  void quad(double[] x, double[] y, float r, float g, float b) {
    for (int i = 0; i < 4; i++) {
      line(x[i], y[i], x[(i + 1) % 4], y[(i + 1) % 4], r, g, b);
    }
  }

  void line(double x0, double y0, double x1, double y1, float r, float g, float b) {
    double length = Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0));
    if (!(length < 1e6)) {
      return;
    }
    int steps = (int) Math.ceil(length) + 1;
    for (int i = 0; i <= steps; i++) {
      double t = (double) i / steps;
      dot(x0 + t * (x1 - x0), y0 + t * (y1 - y0), r, g, b);
    }
  }

  void text(String text, int left, int top, int scale, float r, float g, float b) {
    for (int i = 0; i < text.length(); i++) {
      for (int y = 0; y < TinyFont.HEIGHT; y++) {
        for (int x = 0; x < TinyFont.WIDTH; x++) {
          if (TinyFont.lit(text.charAt(i), x, y)) {
            int px = left + (i * TinyFont.ADVANCE + x) * scale;
            fill(px, top + y * scale, scale, scale, r, g, b);
          }
        }
      }
    }
  }

  private void fill(int px, int py, int w, int h, float r, float g, float b) {
    for (int y = py; y < py + h; y++) {
      for (int x = px; x < px + w; x++) {
        if (frame.dataWindow().contains(x, y)) {
          set(frame.r(), x, y, r);
          set(frame.g(), x, y, g);
          set(frame.b(), x, y, b);
        }
      }
    }
  }

  private static void set(Plane p, int x, int y, float v) {
    p.data()[p.index(x, y)] = v;
  }
}
