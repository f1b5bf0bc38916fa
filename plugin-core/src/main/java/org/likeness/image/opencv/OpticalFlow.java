package org.likeness.image.opencv;

import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.video.DISOpticalFlow;

/**
 * Where each pixel of one picture was in another one: T. Kroeger, R. Timofte, D. Dai, L. Van Gool,
 * "Fast optical flow using dense inverse search", 2016, as OpenCV has it (medium preset).
 * Immutable; the same pictures always give the same flow.
 */
public final class OpticalFlow {
  /** Pictures with a shorter side are too small for the method's patches. */
  public static final int SMALLEST = 32;

  private final PixelRect rect;
  private final float[] motion;

  private OpticalFlow(PixelRect rect, float[] motion) {
    this.rect = rect;
    this.motion = motion;
  }

  /**
   * The flow from one picture to another one of the same window.
   *
   * @param from brightness as on a display, 0..1; clipped, NaN as 0
   * @param to the same
   * @throws IllegalArgumentException if the windows differ or are smaller than {@link #SMALLEST}
   */
  public static OpticalFlow between(Plane from, Plane to) {
    PixelRect r = from.rect();
    if (!r.equals(to.rect()) || r.width() < SMALLEST || r.height() < SMALLEST) {
      throw new IllegalArgumentException(
          "flow needs two pictures of one window of at least "
              + SMALLEST
              + " pixels, not "
              + r
              + " and "
              + to.rect());
    }
    OpenCvLibrary.load();
    Mat a = grey(from);
    Mat b = grey(to);
    Mat flow = new Mat();
    DISOpticalFlow dis = DISOpticalFlow.create(DISOpticalFlow.PRESET_MEDIUM);
    try {
      dis.calc(a, b, flow);
      float[] motion = new float[2 * from.data().length];
      flow.get(0, 0, motion);
      return new OpticalFlow(r, motion);
    } finally {
      dis.collectGarbage();
      a.release();
      b.release();
      flow.release();
    }
  }

  private static Mat grey(Plane p) {
    byte[] line = new byte[p.data().length];
    for (int i = 0; i < line.length; i++) {
      float v = p.data()[i];
      line[i] = (byte) (v >= 1f ? 255 : v > 0f ? (int) (v * 255f + 0.5f) : 0);
    }
    Mat m = new Mat(p.rect().height(), p.rect().width(), CvType.CV_8UC1);
    m.put(0, 0, line);
    return m;
  }

  /** The window of both pictures. */
  public PixelRect window() {
    return rect;
  }

  /** How far the pixel moved to the right, pixels. */
  public float dx(int x, int y) {
    return motion[2 * ((y - rect.y0()) * rect.width() + x - rect.x0())];
  }

  /** How far the pixel moved down, pixels. */
  public float dy(int x, int y) {
    return motion[2 * ((y - rect.y0()) * rect.width() + x - rect.x0()) + 1];
  }

  /**
   * Brings the second picture to the first one's places: each pixel is fetched from where the flow
   * says that it went, between four pixels; beyond the edge the edge goes on.
   *
   * @param to any channel of the second picture, over the same window
   */
  public Plane pull(Plane to) {
    Plane out = Plane.zeros(rect);
    int w = rect.width();
    int h = rect.height();
    float[] in = to.data();
    for (int y = 0, i = 0; y < h; y++) {
      for (int x = 0; x < w; x++, i++) {
        float px = Math.min(Math.max(x + motion[2 * i], 0), w - 1);
        float py = Math.min(Math.max(y + motion[2 * i + 1], 0), h - 1);
        int x0 = Math.min((int) px, Math.max(0, w - 2));
        int y0 = Math.min((int) py, Math.max(0, h - 2));
        float fx = px - x0;
        float fy = py - y0;
        int at = y0 * w + x0;
        out.data()[i] =
            (in[at] * (1 - fx) + in[at + 1] * fx) * (1 - fy)
                + (in[at + w] * (1 - fx) + in[at + w + 1] * fx) * fy;
      }
    }
    return out;
  }
}
