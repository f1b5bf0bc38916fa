package org.likeness.pipeline;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.likeness.face.FaceFinder;
import org.likeness.face.FrameFaces;
import org.likeness.face.FrameSource;
import org.likeness.face.ShotAnalyser;
import org.likeness.image.FrameRows;
import org.likeness.image.PixelRect;
import org.likeness.model.FloatTensor;
import org.likeness.model.OnnxSession;

/**
 * What an analysis costs, and how much of it its networks cost alone: their runs are recorded and
 * then made again with the same tensors and nothing else. Times are those of the processor, so that
 * they hold on a machine that does other things too; the rate is the clock's.
 */
public final class AnalysisBench {
  private static final int TIMES = 6;

  /** Rounds that do not count: until then Java still compiles what it runs. */
  private static final int WARM = 2;

  private AnalysisBench() {}

  /**
   * What was measured; all but the first by the processor's time a frame, milliseconds.
   *
   * @param framesPerSecond by the clock, all threads
   * @param whole reading, looking and joining
   * @param reading reading the plate alone
   * @param nets the networks alone
   * @param runs of networks, a frame
   */
  public record Figures(
      double framesPerSecond, double whole, double reading, double nets, double runs) {
    /** Part by which the whole costs more than its networks. */
    public double overhead() {
      return whole / nets - 1;
    }

    /** The same where the reading is not counted. */
    public double overheadWithoutReading() {
      return (whole - reading) / nets - 1;
    }
  }

  /** A run of a network, and what its tensors held. */
  private record Run(OnnxSession net, Map<String, FloatTensor> in, Map<String, float[]> held) {
    static Run of(OnnxSession net, Map<String, FloatTensor> in) {
      Map<String, float[]> held = new HashMap<>();
      in.forEach((name, tensor) -> held.put(name, tensor.toArray()));
      return new Run(net, in, held);
    }

    void restore() {
      held.forEach((name, numbers) -> Objects.requireNonNull(in.get(name)).data().put(0, numbers));
    }
  }

  /** Each frame's least cost in the rounds that count, and behind them what comes after all. */
  private static final class Best {
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final double[] least;
    private int at;
    private long since;

    Best(int frames) {
      least = new double[frames + 1];
      Arrays.fill(least, Double.POSITIVE_INFINITY);
    }

    /** A new round. */
    void begin() {
      at = 0;
      restart();
    }

    /** What this thread has done since the last call does not count. */
    void restart() {
      since = threads.getCurrentThreadCpuTime();
    }

    /** The next frame took what this thread has done since the last call. */
    void frame() {
      long now = threads.getCurrentThreadCpuTime();
      add((now - since) / 1e6);
      since = now;
    }

    /** The next frame took so many milliseconds. */
    void add(double cost) {
      least[at] = Math.min(least[at], cost);
      at++;
    }

    double milliseconds() {
      return Arrays.stream(least).filter(Double::isFinite).sum();
    }
  }

  /**
   * Measures what a long shot costs a frame: the analysis, the reading and the bare networks have
   * all been run before they count, and of each frame the best of some rounds counts, so that what
   * else the machine does meanwhile counts as little as can be. Nothing else may analyse in this
   * process meanwhile.
   *
   * @param shot its frames are analysed several times
   * @param threads for the rate
   */
  public static Figures measure(FaceFinder finder, FrameSource shot, int threads)
      throws IOException {
    int frames = shot.frames().size();
    ShotAnalyser.analyse(finder, shot, threads, f -> {});
    long start = System.nanoTime();
    ShotAnalyser.analyse(finder, shot, threads, f -> {});
    double rate = frames / ((System.nanoTime() - start) / 1e9);
    Best whole = new Best(frames);
    Best reading = new Best(frames);
    Best nets = new Best(frames);
    int runs = 0;
    for (int i = 0; i < WARM + TIMES; i++) {
      boolean counts = i >= WARM;
      analyseHere(finder, shot, counts ? whole : new Best(frames));
      read(shot, counts ? reading : new Best(frames));
      runs = bare(finder, shot, counts ? nets : new Best(frames));
    }
    return new Figures(
        rate,
        whole.milliseconds() / frames,
        reading.milliseconds() / frames,
        nets.milliseconds() / frames,
        (double) runs / frames);
  }

  private static void analyseHere(FaceFinder finder, FrameSource shot, Best best)
      throws IOException {
    best.begin();
    List<FrameFaces> parts = ShotAnalyser.lookHere(finder, shot, f -> best.frame());
    ShotAnalyser.join(finder.models(), Map.of(), parts);
    best.frame();
  }

  /** Reads as an analysis does: once, from top to bottom. */
  private static void read(FrameSource shot, Best best) throws IOException {
    long[] samples = new long[1];
    long pixels = 0;
    best.begin();
    for (int frame : shot.frames()) {
      try (FrameRows rows = shot.rows(frame)) {
        PixelRect w = rows.dataWindow();
        pixels += w.area();
        rows.read(w.y0(), w.y1(), (y, n, r, g, b) -> samples[0] += (long) n * w.width());
      }
      best.frame();
    }
    if (samples[0] != pixels) {
      throw new IOException(samples[0] + " pixels came instead of " + pixels);
    }
  }

  /**
   * Frame by frame, so that not all tensors of a shot have to be held at once. An analysis uses its
   * tensors again and again, so they are copied when they are seen, and before they are run again
   * copied back to where they were, outside the time that counts: the networks find them as they
   * did in the analysis, just written.
   *
   * @return how many runs there were
   */
  private static int bare(FaceFinder finder, FrameSource shot, Best best) throws IOException {
    List<Run> runs = new ArrayList<>();
    int[] count = new int[1];
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    best.begin();
    try {
      OnnxSession.tap((net, in) -> runs.add(Run.of(net, in)));
      ShotAnalyser.lookHere(
          finder,
          shot,
          frame -> {
            OnnxSession.tap(null);
            count[0] += runs.size();
            double cost = 0;
            for (Run r : runs) {
              r.restore();
              long start = threads.getCurrentThreadCpuTime();
              r.net().run(r.in());
              cost += (threads.getCurrentThreadCpuTime() - start) / 1e6;
            }
            best.add(cost);
            runs.clear();
            OnnxSession.tap((net, in) -> runs.add(Run.of(net, in)));
          });
    } finally {
      OnnxSession.tap(null);
    }
    return count[0];
  }
}
