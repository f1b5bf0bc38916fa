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

/**
 * CPU seconds a frame of {@link ExrWriter}, from float planes to a synced file, in one thread; to
 * be set beside {@code native/exr/bench/write_bench.cpp}, which starts from halves and does not
 * sync. A program, not a test: {@code java ... org.likeness.exr.ExrWriteBench [frames] [folder]}.
 */
final class ExrWriteBench {
  private ExrWriteBench() {}

  public static void main(String[] args) throws IOException {
    int frames = args.length > 0 ? Integer.parseInt(args[0]) : 3;
    Path file = Path.of(args.length > 1 ? args[1] : "/tmp").resolve("bench-java.exr");
    PixelRect rect = PixelRect.ofSize(3840, 2160);
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
