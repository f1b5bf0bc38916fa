package org.likeness.exr;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.pipeline.layers.Cryptomatte;
import org.likeness.pipeline.layers.Layer;

/**
 * CPU seconds a frame of {@link ExrWriter}, from float planes to a synced file, in one thread; to
 * be set beside {@code native/exr/bench/write_bench.cpp}, which starts from halves and does not
 * sync. A program, not a test: {@code java ... org.likeness.exr.ExrWriteBench [frames] [folder]}.
 *
 * <p>With a number of threads behind the folder: a frame with every layer of a swap over the whole
 * picture, by ZIPS, which stays in the folder as {@code bench-layers.exr}, for the C++ program to
 * write the same channels again.
 */
final class ExrWriteBench {
  private ExrWriteBench() {}

  public static void main(String[] args) throws IOException {
    int frames = args.length > 0 ? Integer.parseInt(args[0]) : 3;
    Path folder = Path.of(args.length > 1 ? args[1] : "/tmp");
    Path file = folder.resolve("bench-java.exr");
    PixelRect rect = PixelRect.ofSize(3840, 2160);
    if (args.length > 2) {
      layers(frames, folder.resolve("bench-layers.exr"), rect, Integer.parseInt(args[2]));
      return;
    }
    List<ExrChannel> channels = new ArrayList<>();
    for (int c = 0; c < 8; c++) {
      channels.add(ExrChannel.half("layer." + (char) ('a' + c), picture(rect, c)));
    }
    List<ExrPart> parts = List.of(new ExrPart("", rect, rect, 1f, channels, List.of()));
    PrintStream out = System.out;
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    for (ExrCompression kind :
        List.of(
            ExrCompression.NONE,
            ExrCompression.ZIPS,
            ExrCompression.ZIP,
            ExrCompression.PIZ,
            ExrCompression.DWAA)) {
      long start = 0;
      for (int f = -1; f < frames; f++) { // the first one warms up
        if (f == 0) {
          start = threads.getCurrentThreadCpuTime();
        }
        ExrWriter.write(file, parts, kind, 1);
      }
      double seconds = (threads.getCurrentThreadCpuTime() - start) / 1e9 / frames;
      out.println(String.format(Locale.ROOT, "%-5s %.3f CPU s a frame", kind, seconds));
    }
    Files.deleteIfExists(file);
  }

  private static void layers(int frames, Path file, PixelRect rect, int threads)
      throws IOException {
    List<ExrChannel> channels = new ArrayList<>();
    for (Layer l : Layer.values()) {
      for (String name : l.channels()) {
        boolean colour = l.isPicture() && !name.endsWith("A");
        Plane p = colour ? picture(rect, channels.size()) : smooth(rect, l, name);
        channels.add(new ExrChannel(name, l.type(), p));
      }
    }
    List<ExrPart> parts = List.of(new ExrPart("", rect, rect, 1f, channels, List.of()));
    var process =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    double least = 1e9;
    double leastWall = 1e9;
    System.gc();
    long held = resident("VmRSS:");
    for (int f = -1; f < frames; f++) { // the first one warms up
      long cpu = process.getProcessCpuTime();
      long begin = System.nanoTime();
      ExrWriter.write(file, parts, ExrCompression.ZIPS, threads);
      if (f >= 0) {
        leastWall = Math.min(leastWall, (System.nanoTime() - begin) / 1e9);
        least = Math.min(least, (process.getProcessCpuTime() - cpu) / 1e9);
      }
    }
    PrintStream out = System.out;
    out.println(
        String.format(
            Locale.ROOT,
            "%d channels, %d threads: least %.3f CPU s, %.3f s by the clock; %d MB beyond the planes",
            channels.size(),
            threads,
            least,
            leastWall,
            resident("VmHWM:") - held));
  }

  private static long resident(String field) throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(l -> l.startsWith(field))
        .mapToLong(l -> Long.parseLong(l.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElse(0);
  }

  /** A soft disc for mattes, ramps for places, a slow field for motion, an id inside the disc. */
  private static Plane smooth(PixelRect rect, Layer layer, String name) {
    Plane p = Plane.zeros(rect);
    float id = Cryptomatte.id("face0");
    boolean first = name.startsWith("cryptoFace00");
    int i = 0;
    for (int y = 0; y < rect.height(); y++) {
      for (int x = 0; x < rect.width(); x++, i++) {
        double r = Math.hypot(x - 1920.0, y - 1080.0);
        float disc = (float) Math.min(1, Math.max(0, (900 - r) / 40));
        p.data()[i] =
            switch (layer) {
              case STMAP -> (name.endsWith("u") ? x * 0.9f + y * 0.1f : y * 0.9f) / 3840;
              case FACEMOTION -> 3 + 0.001f * x - 0.002f * y;
              case CRYPTO ->
                  !first || name.endsWith("B") || name.endsWith("A")
                      ? 0
                      : name.endsWith("R") ? (disc > 0 ? id : 0) : disc;
              default -> disc;
            };
      }
    }
    return p;
  }

  private static Plane picture(PixelRect rect, int c) {
    Plane p = Plane.zeros(rect);
    int state = 12345 + c;
    int i = 0;
    for (int y = 0; y < rect.height(); y++) {
      for (int x = 0; x < rect.width(); x++) {
        state = state * 1664525 + 1013904223;
        float grain = (state >>> 8) / 16777216f - 0.5f;
        double light = 0.5 + 0.3 * Math.sin(x * 0.004 + c) * Math.cos(y * 0.006);
        p.data()[i++] = (float) light + 0.03f * grain;
      }
    }
    return p;
  }
}
