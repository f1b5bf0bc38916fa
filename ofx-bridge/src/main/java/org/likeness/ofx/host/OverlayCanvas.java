package org.likeness.ofx.host;

/**
 * Where an overlay is drawn, in canonical coordinates: square pixels at full scale, y up. Points
 * are pairs x, y one behind the other. Good for the one draw action that it came with.
 */
public interface OverlayCanvas {
  /** How a line is broken. */
  enum Stipple {
    /** Not at all. */
    SOLID(0, 0),
    /** Dots. */
    DOT(1, 0x1111),
    /** Dashes. */
    DASH(2, 0x00FF),
    /** Dashes that begin with a gap. */
    ALT_DASH(3, 0xFF00),
    /** Dots and dashes. */
    DOT_DASH(4, 0x1C47);

    private final int number;
    private final int bits;

    Stipple(int number, int bits) {
      this.number = number;
      this.bits = bits;
    }

    /** The draw suite's number. */
    int number() {
      return number;
    }

    /** OpenGL's sixteen bits; 0 for a line that is whole. */
    int bits() {
      return bits;
    }
  }

  /** Whether anything drawn here can be seen. */
  boolean visible();

  /** Called by the bridge before an effect draws: keeps the host's settings. */
  default void begin() {}

  /** Called by the bridge when an effect has drawn: brings the host's settings back. */
  default void end() {}

  /** The colour of what is drawn from now on, 0..1, not multiplied by alpha. */
  void colour(float red, float green, float blue, float alpha);

  /** Width of lines from now on, in the screen's pixels. */
  void lineWidth(float width);

  /** How lines are broken from now on. */
  void stipple(Stipple stipple);

  /** Separate lines: two points each. */
  void lines(double... points);

  /** Lines from point to point. */
  void lineStrip(double... points);

  /** Lines from point to point and back to the first. */
  void lineLoop(double... points);

  /** A filled rectangle between two corners. */
  void rectangle(double x1, double y1, double x2, double y2);

  /** A filled convex polygon. */
  void polygon(double... points);

  /** A filled ellipse in the rectangle between two corners. */
  void ellipse(double x1, double y1, double x2, double y2);

  /**
   * A line of text with its left end on a base line.
   *
   * @param height of a capital letter in canonical units, where the host's own font is not used
   */
  void text(double x, double y, double height, String text);
}
