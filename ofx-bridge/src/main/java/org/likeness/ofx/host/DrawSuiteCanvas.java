package org.likeness.ofx.host;

import org.likeness.ofx.abi.CStrings;
import org.likeness.ofx.abi.DrawSuite;
import org.likeness.ofx.abi.NativeMemory;

/** Draws with the host's own suite. Numbers of its enums are the standard's. */
final class DrawSuiteCanvas implements OverlayCanvas {
  private static final int LINES = 0;
  private static final int STRIP = 1;
  private static final int LOOP = 2;
  private static final int RECTANGLE = 3;
  private static final int POLYGON = 4;
  private static final int ELLIPSE = 5;
  private static final int LEFT_ON_BASELINE = 0x0001 | 0x0010;

  private final DrawSuite suite;
  private final long context;

  DrawSuiteCanvas(DrawSuite suite, long context) {
    this.suite = suite;
    this.context = context;
  }

  @Override
  public boolean visible() {
    return true;
  }

  @Override
  public void colour(float red, float green, float blue, float alpha) {
    NativeMemory.with(
        new float[] {red, green, blue, alpha}, rgba -> suite.setColour(context, rgba));
  }

  @Override
  public void lineWidth(float width) {
    suite.setLineWidth(context, width);
  }

  @Override
  public void stipple(Stipple stipple) {
    suite.setLineStipple(context, stipple.number());
  }

  private void draw(int primitive, double... points) {
    NativeMemory.with(points, p -> suite.draw(context, primitive, p, points.length / 2));
  }

  @Override
  public void lines(double... points) {
    draw(LINES, points);
  }

  @Override
  public void lineStrip(double... points) {
    draw(STRIP, points);
  }

  @Override
  public void lineLoop(double... points) {
    draw(LOOP, points);
  }

  @Override
  public void rectangle(double x1, double y1, double x2, double y2) {
    draw(RECTANGLE, x1, y1, x2, y2);
  }

  @Override
  public void polygon(double... points) {
    draw(POLYGON, points);
  }

  @Override
  public void ellipse(double x1, double y1, double x2, double y2) {
    draw(ELLIPSE, x1, y1, x2, y2);
  }

  @Override
  public void text(double x, double y, double height, String text) {
    NativeMemory.with(
        new double[] {x, y},
        at -> CStrings.with(text, t -> suite.drawText(context, t, at, LEFT_ON_BASELINE)));
  }
}
