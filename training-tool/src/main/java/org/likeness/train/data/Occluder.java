package org.likeness.train.data;

/**
 * Something before a face, drawn by chance: a plain or shaded ellipse or box, a bar across the
 * picture, a hand (a palm and fingers of a skin's colour), or strands of hair. A picture of colour
 * times coverage, and coverage; a square of a sample's size.
 */
public final class Occluder {
  private static final int KINDS = 4;
  private final int size;
  private final CounterRandom random;
  private final float[] colour;
  private final float[] cover;

  private Occluder(int size, CounterRandom random) {
    this.size = size;
    this.random = random;
    colour = new float[3 * size * size];
    cover = new float[size * size];
  }

  /**
   * Draws one.
   *
   * @param size side, pixels
   * @param skin a skin's colour, which hands resemble
   */
  public static Occluder draw(int size, CounterRandom random, float[] skin) {
    Occluder o = new Occluder(size, random);
    switch (random.below(KINDS)) {
      case 0 -> o.shape();
      case 1 -> o.bar();
      case 2 -> o.hand(skin);
      default -> o.strands();
    }
    return o;
  }

  /** Coverage 0..1. */
  public float[] cover() {
    return cover;
  }

  /** Colour times coverage, three planes. */
  public float[] colour() {
    return colour;
  }

  /**
   * Lays it over a picture.
   *
   * @param rgb three planes
   * @param at where they begin
   * @param x for each pixel where it lies in this drawing, pixels, centres at whole numbers
   * @param y the same
   */
  void over(float[] rgb, int at, float[] x, float[] y) {
    int plane = size * size;
    for (int i = 0; i < plane; i++) {
      float a = sample(cover, 0, x[i], y[i]);
      if (a <= 0) {
        continue;
      }
      for (int c = 0; c < 3; c++) {
        int k = at + c * plane + i;
        rgb[k] = (1 - a) * rgb[k] + sample(colour, c * plane, x[i], y[i]);
      }
    }
  }

  private float sample(float[] from, int at, float px, float py) {
    int x0 = (int) Math.floor(px);
    int y0 = (int) Math.floor(py);
    float fx = px - x0;
    float fy = py - y0;
    int xa = clamp(x0);
    int xb = clamp(x0 + 1);
    int ya = at + clamp(y0) * size;
    int yb = at + clamp(y0 + 1) * size;
    float top = from[ya + xa] + fx * (from[ya + xb] - from[ya + xa]);
    float low = from[yb + xa] + fx * (from[yb + xb] - from[yb + xa]);
    return top + fy * (low - top);
  }

  private int clamp(int v) {
    return v < 0 ? 0 : Math.min(v, size - 1);
  }

  private float[] anyColour() {
    return new float[] {
      (float) random.uniform(), (float) random.uniform(), (float) random.uniform()
    };
  }

  private void shape() {
    double cx = random.uniform(0.1, 0.9);
    double cy = random.uniform(0.1, 0.95);
    double rx = random.uniform(0.04, 0.25);
    double ry = random.uniform(0.04, 0.25);
    double angle = random.uniform(0, Math.PI);
    boolean box = random.uniform() < 0.5;
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    paint(
        anyColour(),
        (x, y) -> {
          double u = (cos * (x - cx) + sin * (y - cy)) / rx;
          double v = (-sin * (x - cx) + cos * (y - cy)) / ry;
          double r = box ? Math.max(Math.abs(u), Math.abs(v)) : Math.hypot(u, v);
          return (r - 1) * Math.min(rx, ry);
        });
  }

  private void bar() {
    double angle = random.uniform(0, Math.PI);
    double cx = random.uniform(0.2, 0.8);
    double cy = random.uniform(0.2, 0.8);
    double half = random.uniform(0.01, 0.06);
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    paint(anyColour(), (x, y) -> Math.abs(-sin * (x - cx) + cos * (y - cy)) - half);
  }

  /** A palm that comes in from an edge, and fingers that point about the same way. */
  private void hand(float[] skin) {
    double from = random.uniform(0, 2 * Math.PI);
    double px = 0.5 + 0.45 * Math.cos(from);
    double py = 0.5 + 0.45 * Math.sin(from);
    double way = from + Math.PI + random.uniform(-0.6, 0.6);
    double palm = random.uniform(0.1, 0.17);
    int fingers = 3 + random.below(3);
    double[][] bones = new double[fingers][];
    for (int f = 0; f < fingers; f++) {
      double side = (f - (fingers - 1) / 2.0) / fingers;
      double a = way + side * random.uniform(0.3, 1.1);
      double bx = px + palm * (0.6 * Math.cos(way) - 1.5 * side * Math.sin(way));
      double by = py + palm * (0.6 * Math.sin(way) + 1.5 * side * Math.cos(way));
      double length = palm * random.uniform(1.2, 2.2);
      bones[f] =
          new double[] {bx, by, bx + length * Math.cos(a), by + length * Math.sin(a), palm * 0.22};
    }
    float tone = (float) random.uniform(0.6, 1.3);
    float[] c = {tone * skin[0], tone * skin[1], tone * skin[2]};
    paint(
        c,
        (x, y) -> {
          double d = Math.hypot(x - px, y - py) - palm;
          for (double[] b : bones) {
            d = Math.min(d, distance(x, y, b[0], b[1], b[2], b[3]) - b[4]);
          }
          return d;
        });
  }

  private static double distance(double x, double y, double x0, double y0, double x1, double y1) {
    double dx = x1 - x0;
    double dy = y1 - y0;
    double t = ((x - x0) * dx + (y - y0) * dy) / Math.max(1e-9, dx * dx + dy * dy);
    double near = Math.max(0, Math.min(1, t));
    return Math.hypot(x - x0 - near * dx, y - y0 - near * dy);
  }

  /** Signed distance of a place 0..1 to a shape, negative inside. */
  private interface Shape {
    double at(double x, double y);
  }

  /** Fills a shape with soft edges, a pixel wide, and a shade that changes across the picture. */
  private void paint(float[] c, Shape shape) {
    double tilt = random.uniform(-0.5, 0.5);
    double soft = random.uniform(0.8, 2);
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        double px = (x + 0.5) / size;
        double py = (y + 0.5) / size;
        double d = shape.at(px, py) * size;
        float a = (float) Math.max(0, Math.min(1, 0.5 - d / soft));
        // Rounder to the eye: darker towards the edge.
        float shade = (float) ((1 + tilt * (px + py - 1)) * (0.75 + 0.25 * Math.min(1, -d / 6)));
        put(x, y, a, c, shade);
      }
    }
  }

  private void put(int x, int y, float a, float[] c, float shade) {
    if (a <= 0 || x < 0 || y < 0 || x >= size || y >= size) {
      return;
    }
    int i = y * size + x;
    for (int k = 0; k < 3; k++) {
      float v = Math.min(1f, Math.max(0f, c[k] * shade));
      int at = k * size * size + i;
      colour[at] = (1 - a) * colour[at] + a * v;
    }
    cover[i] = (1 - a) * cover[i] + a;
  }

  /** Thin curves from above to below, most of them close together. */
  private void strands() {
    int count = 4 + random.below(22);
    float light = (float) random.uniform(0.02, 0.7);
    float[] c = {
      light, light * (float) random.uniform(0.6, 1), light * (float) random.uniform(0.3, 1)
    };
    double top = random.uniform(0.05, 0.95);
    double bottom = top + random.uniform(-0.4, 0.4);
    double spread = random.uniform(0.02, 0.25);
    double width = Math.max(0.5, size * random.uniform(0.002, 0.008));
    for (int n = 0; n < count; n++) {
      double x0 = size * (top + spread * random.normal());
      double x1 = size * ((top + bottom) / 2 + spread * random.normal());
      double x2 = size * (bottom + spread * random.normal());
      double end = size * random.uniform(0.3, 1.1);
      float shade = (float) random.uniform(0.7, 1.3);
      for (int y = 0; y < Math.min(size, (int) end); y++) {
        double t = y / end;
        double x = (1 - t) * (1 - t) * x0 + 2 * t * (1 - t) * x1 + t * t * x2;
        for (int px = (int) Math.floor(x - width - 1); px <= x + width + 1; px++) {
          double d = Math.abs(px + 0.5 - x) - width / 2;
          put(px, y, 0.9f * (float) Math.max(0, Math.min(1, 0.5 - d)), c, shade);
        }
      }
    }
  }
}
