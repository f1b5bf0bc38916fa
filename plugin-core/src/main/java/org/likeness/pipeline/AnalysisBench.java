package org.likeness.pipeline;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.likeness.face.FaceFinder;
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

  /**
   * Measures what a long shot costs a frame: the analysis, the reading and the bare networks have
   * all been run before they count, and of each the best of some runs counts. Nothing else may
   * analyse in this process meanwhile.
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
    double whole = Double.POSITIVE_INFINITY;
    double reading = Double.POSITIVE_INFINITY;
    double nets = Double.POSITIVE_INFINITY;
    int[] runs = new int[1];
    for (int i = 0; i < WARM + TIMES; i++) {
      double all = cost(() -> analyseHere(finder, shot));
      double read = cost(() -> read(shot));
      runs[0] = 0;
      double bare = bare(finder, shot, runs);
      if (i >= WARM) {
        whole = Math.min(whole, all);
        reading = Math.min(reading, read);
        nets = Math.min(nets, bare);
      }
    }
    return new Figures(
        rate, whole / frames, reading / frames, nets / frames, (double) runs[0] / frames);
  }

  /** Something whose cost is asked for. */
  private interface Work {
    void run() throws IOException;
  }

  /** Milliseconds that this thread took of the processor. */
  private static double cost(Work work) throws IOException {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    work.run();
    return (threads.getCurrentThreadCpuTime() - start) / 1e6;
  }

  private static void analyseHere(FaceFinder finder, FrameSource shot) throws IOException {
    ShotAnalyser.join(finder.models(), Map.of(), ShotAnalyser.lookHere(finder, shot, f -> {}));
  }

  /** Reads as an analysis does: once, from top to bottom. */
  private static void read(FrameSource shot) throws IOException {
    long[] samples = new long[1];
    long pixels = 0;
    for (int frame : shot.frames()) {
      try (FrameRows rows = shot.rows(frame)) {
        PixelRect w = rows.dataWindow();
        pixels += w.area();
        rows.read(w.y0(), w.y1(), (y, n, r, g, b) -> samples[0] += (long) n * w.width());
      }
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
   */
  private static double bare(FaceFinder finder, FrameSource shot, int[] count) throws IOException {
    List<Run> runs = new ArrayList<>();
    double[] total = new double[1];
    try {
      OnnxSession.tap((net, in) -> runs.add(Run.of(net, in)));
      ShotAnalyser.lookHere(
          finder,
          shot,
          frame -> {
            OnnxSession.tap(null);
            count[0] += runs.size();
            ThreadMXBean threads = ManagementFactory.getThreadMXBean();
            for (Run r : runs) {
              r.restore();
              long start = threads.getCurrentThreadCpuTime();
              r.net().run(r.in());
              total[0] += (threads.getCurrentThreadCpuTime() - start) / 1e6;
            }
            runs.clear();
            OnnxSession.tap((net, in) -> runs.add(Run.of(net, in)));
          });
    } finally {
      OnnxSession.tap(null);
    }
    return total[0];
  }
}
