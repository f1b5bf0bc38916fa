package org.likeness.ofx.host;

import org.jspecify.annotations.Nullable;
import org.likeness.ofx.abi.GlFunctions;

/** Draws with OpenGL 1 into the context that the host made current, or nowhere. */
final class GlCanvas implements OverlayCanvas {
  private static final int ELLIPSE_POINTS = 48;

  private final @Nullable GlFunctions gl;

  private GlCanvas(@Nullable GlFunctions gl) {
    this.gl = gl;
  }

  static OverlayCanvas find() {
    return new GlCanvas(GlFunctions.current());
  }

  @Override
  public boolean visible() {
    return gl != null;
  }

  @Override
  public void begin() {
    if (gl != null) {
      gl.save();
    }
  }

  @Override
  public void end() {
    if (gl != null) {
      gl.restore();
    }
  }

  @Override
  public void colour(float red, float green, float blue, float alpha) {
    if (gl != null) {
      gl.colour(red, green, blue, alpha);
    }
  }

  @Override
  public void lineWidth(float width) {
    if (gl != null && width > 0) {
      gl.lineWidth(width);
    }
  }

  @Override
  public void stipple(Stipple stipple) {
    if (gl != null) {
      gl.stipple(stipple.bits());
    }
  }

  private void draw(int kind, double... points) {
    if (gl != null) {
      gl.draw(kind, points);
    }
  }

  @Override
  public void lines(double... points) {
    draw(GlFunctions.LINES, points);
  }

  @Override
  public void lineStrip(double... points) {
    draw(GlFunctions.LINE_STRIP, points);
  }

  @Override
  public void lineLoop(double... points) {
    draw(GlFunctions.LINE_LOOP, points);
  }

  @Override
  public void rectangle(double x1, double y1, double x2, double y2) {
    draw(GlFunctions.TRIANGLE_FAN, x1, y1, x2, y1, x2, y2, x1, y2);
  }

  @Override
  public void polygon(double... points) {
    draw(GlFunctions.TRIANGLE_FAN, points);
  }

  @Override
  public void ellipse(double x1, double y1, double x2, double y2) {
    double[] points = new double[2 * ELLIPSE_POINTS];
    for (int i = 0; i < ELLIPSE_POINTS; i++) {
      double angle = 2 * Math.PI * i / ELLIPSE_POINTS;
      points[2 * i] = (x1 + x2) / 2 + (x2 - x1) / 2 * Math.cos(angle);
      points[2 * i + 1] = (y1 + y2) / 2 + (y2 - y1) / 2 * Math.sin(angle);
    }
    polygon(points);
  }

  @Override
  public void text(double x, double y, double height, String text) {
    lines(StrokeFont.lines(x, y, height, text));
  }
}
