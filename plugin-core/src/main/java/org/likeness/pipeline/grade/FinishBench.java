package org.likeness.pipeline.grade;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.likeness.face.CropTemplate;
import org.likeness.face.Landmarks;
import org.likeness.image.Frame;
import org.likeness.image.FrameRows;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.image.grain.GrainMeter;
import org.likeness.image.grain.GrainModel;
import org.likeness.image.grain.GrainRows;

/**
 * What the finish of a face costs on a close-up, step by step, in time of this thread's processor:
 * a plate of soft noise with a face of three quarters of its height, which moves. Each step stands
 * against one Gaussian blur of the same pixels in three channels, and that against their copy.
 */
public final class FinishBench {
  /** Of the plate, pixels. */
  public static final int LEAST_WIDTH = 320;

  /** Of the plate, pixels. */
  public static final int LEAST_HEIGHT = 240;

  private static final int TIMES = 3;

  /** Rounds that do not count: until then Java still compiles what it runs. */
  private static final int WARM = 2;

  /** Standard deviation of the blur that all is held against, pixels. */
  private static final double BLUR = 2;

  // Half as much again as on a quiet machine: a ratio of two times trembles.
  private static final double LIMIT_BLUR = 20;
  private static final double LIMIT_SHARPNESS = 2;
  private static final double LIMIT_APPLIED = 2;
  private static final double LIMIT_MOTION = 14;
  private static final double LIMIT_DETAIL = 5;
  private static final double LIMIT_MEASURED = 2.5;
  private static final double LIMIT_ROWS = 0.4;
  private static final double LIMIT_GRAIN = 6;
  private static final double LIMIT_ALL = 26;

  private final PixelRect plateWindow;
  private final Landmarks here;
  private final Landmarks next;
  private final Landmarks previous;
  private final PixelRect window;
  private final Frame plate;
  private final List<Figure> figures = new ArrayList<>();

  /**
   * What a step costs.
   *
   * @param what name of the step
   * @param milliseconds of the processor
   * @param ratio to the step that it stands against
   * @param limit of the ratio
   */
  public record Figure(String what, double milliseconds, double ratio, double limit) {
    /** Whether the limit is kept. */
    public boolean kept() {
      return ratio <= limit;
    }
  }

  private FinishBench(int width, int height) {
    plateWindow = PixelRect.ofSize(width, height);
    double face = 0.75 * height;
    here = face(width / 2.0, height / 2.0, face);
    next = face(width / 2.0 + 24, height / 2.0 + 6, face);
    previous = face(width / 2.0 - 24, height / 2.0 - 6, face);
    int h = (int) (face / 2);
    int w = (int) (0.4 * face);
    window =
        new PixelRect(width / 2 - w, height / 2 - h, width / 2 + w, height / 2 + h)
            .intersect(plateWindow);
    plate = Frame.opaque(noise(1), noise(2), noise(3));
  }

  private static Landmarks face(double cx, double cy, double height) {
    float[] xyz = CropTemplate.byId(CropTemplate.WHOLE_FACE_V1).xyz().clone();
    for (int i = 0; i < xyz.length; i += 3) {
      xyz[i] = (float) (cx + height * xyz[i]);
      xyz[i + 1] = (float) (cy + height * xyz[i + 1]);
      xyz[i + 2] = (float) (height * xyz[i + 2]);
    }
    return new Landmarks(xyz, 1f);
  }

  private Plane noise(int seed) {
    Random random = new Random(seed);
    Plane p = Plane.zeros(plateWindow);
    for (int i = 0; i < p.data().length; i++) {
      p.data()[i] = 0.3f + 0.06f * (random.nextFloat() - 0.5f);
    }
    return Fir.blur(Fir.extended(p, plateWindow.grow(Fir.reach(0.7))), 0.7, plateWindow);
  }

  /** Something whose cost is asked for. */
  private interface Work {
    /** Returns something that depends on all of the work, so that none is left out. */
    float run();
  }

  private float sink;

  private double cost(Work work) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < WARM + TIMES; i++) {
      long start = threads.getCurrentThreadCpuTime();
      sink += work.run();
      double ms = (threads.getCurrentThreadCpuTime() - start) / 1e6;
      best = i < WARM ? best : Math.min(best, ms);
    }
    return best;
  }

  private double add(String what, double against, double limit, Work work) {
    double ms = cost(work);
    figures.add(new Figure(what, ms, ms / against, limit));
    return ms;
  }

  private Plane[] face(PixelRect where) {
    return new Plane[] {cut(plate.r(), where), cut(plate.g(), where), cut(plate.b(), where)};
  }

  private static Plane cut(Plane p, PixelRect where) {
    return p.rect().intersect(where).equals(where) ? p.crop(where) : Fir.extended(p, where);
  }

  private static float any(Plane[] p) {
    return p[0].data()[p[0].data().length / 2];
  }

  /**
   * Measures; the first figure is the blur itself against a copy, the last one all steps together.
   *
   * @param width of the plate, at least {@link #LEAST_WIDTH}
   * @param height of the plate, at least {@link #LEAST_HEIGHT}
   */
  public static List<Figure> measure(int width, int height) {
    if (width < LEAST_WIDTH || height < LEAST_HEIGHT) {
      throw new IllegalArgumentException(
          "a plate of " + width + "x" + height + " pixels is too small to be measured on");
    }
    return new FinishBench(width, height).measured();
  }

  /** Pixels of the face that all figures are of. */
  public static long pixels(int width, int height) {
    return new FinishBench(width, height).window.area();
  }

  private List<Figure> measured() {
    Plane[] inside = face(window);
    double copy = cost(() -> any(face(window)));
    PixelRect wide = window.grow(Fir.reach(BLUR));
    Plane[] in = face(wide);
    double blur =
        add(
            "one Gaussian blur, against a copy",
            copy,
            LIMIT_BLUR,
            () -> any(new Plane[] {blurred(in[0]), blurred(in[1]), blurred(in[2])}));
    GrainModel grain = GrainModel.of(GrainMeter.measure(plate));
    Plane cover = Plane.filled(window, 1f);
    add(
        "sharpness, measured",
        blur,
        LIMIT_SHARPNESS,
        () -> (float) Sharpness.between(inside, inside, cover, grain, 1).amount());
    add("sharpness, blurred", blur, LIMIT_APPLIED, () -> sharpened(new Sharpness(1.2)));
    add("sharpness, unsharp mask", blur, LIMIT_APPLIED, () -> sharpened(new Sharpness(-1)));
    MotionBlur motion = MotionBlur.of(here, next, previous, 180);
    if (motion == null) {
      throw new IllegalStateException("the face does not move");
    }
    PixelRect reach = window.grow(motion.margin());
    Plane[] moving = face(reach);
    Plane all = Plane.filled(reach, 1f);
    add("motion blur, 12 pixels", blur, LIMIT_MOTION, () -> any(motion.blur(moving, all, window)));
    PlateDetail detail = new PlateDetail(plate, 0.012 * window.height(), 1);
    add(
        "plate detail",
        blur,
        LIMIT_DETAIL,
        () -> {
          Plane[] p = face(window);
          detail.apply(p, window);
          return any(p);
        });
    add(
        "grain, measured in this frame",
        blur,
        LIMIT_MEASURED,
        () -> (float) GrainModel.of(GrainMeter.measure(plate)).deviation(1, 0.3));
    add("grain, measured in an analysis", blur, LIMIT_ROWS, this::inAnalysis);
    add(
        "grain, put on",
        blur,
        LIMIT_GRAIN,
        () -> {
          Plane[] p = face(window);
          grain.add(p, 1, 1f);
          return any(p);
        });
    Finish finish = new Finish(1, new Sharpness(1.2), motion, detail, grain, 1f);
    PixelRect far = window.grow(finish.margin());
    Plane[] whole = face(far);
    Plane over = Plane.filled(far, 1f);
    add("a whole finish", blur, LIMIT_ALL, () -> any(finish.colours(whole, over, window)));
    if (Float.isNaN(sink)) {
      throw new IllegalStateException("a step gave no number");
    }
    return List.copyOf(figures);
  }

  private Plane blurred(Plane in) {
    return Fir.blur(in, BLUR, window);
  }

  private float sharpened(Sharpness s) {
    Plane[] in = face(window.grow(s.margin()));
    return any(
        new Plane[] {s.apply(in[0], window), s.apply(in[1], window), s.apply(in[2], window)});
  }

  private float inAnalysis() {
    GrainRows rows = new GrainRows(plateWindow);
    try (FrameRows from = FrameRows.of(plate)) {
      from.read(plateWindow.y0(), plateWindow.y1(), rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows.sample().isEmpty() ? Float.NaN : 1f;
  }
}
