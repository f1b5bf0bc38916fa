package org.likeness.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.likeness.exr.ExrChannel;
import org.likeness.exr.ExrCompression;
import org.likeness.exr.ExrPackedSizes;
import org.likeness.exr.ExrPart;
import org.likeness.exr.ExrReader;
import org.likeness.image.PixelRect;
import org.likeness.pipeline.layers.LayerEdit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code likeness layers show}: the layers of a file. */
@Command(
    name = "show",
    description = {
      "Shows a file's parts and layers: windows, packing, channels, types and sizes.",
      "Any OpenEXR file will do. Packed sizes are those of parts: in one part layers are packed"
          + " together."
    },
    footer = {"", "Example:", "  likeness layers show swap.1001.exr"})
final class LayersShowCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "An OpenEXR file.")
  private Path file = Path.of("");

  @Override
  public Integer call() throws IOException {
    List<ExrPart> parts = ExrReader.readHeader(file);
    List<ExrCompression> packed = ExrReader.compressions(file);
    List<Long> sizes = ExrPackedSizes.of(file);
    PrintWriter out = spec.commandLine().getOut();
    ExrPart first = parts.get(0);
    out.println(
        file
            + ": "
            + (parts.size() == 1 ? "one part" : parts.size() + " parts")
            + ", display window "
            + window(first.displayWindow())
            + ", pixel aspect "
            + first.pixelAspect()
            + ", "
            + bytes(Files.size(file)));
    for (int i = 0; i < parts.size(); i++) {
      ExrPart p = parts.get(i);
      out.println(
          (p.name().isEmpty() ? "part" : "part " + p.name())
              + ": data window "
              + window(p.dataWindow())
              + ", "
              + packed.get(i).name().toLowerCase(Locale.ROOT)
              + ", "
              + (sizes.get(i) < 0 ? "tiles" : bytes(sizes.get(i)) + " packed"));
      for (String layer : LayerEdit.layers(List.of(p))) {
        layer(out, p, layer);
      }
    }
    out.flush();
    return ExitCode.OK;
  }

  private static void layer(PrintWriter out, ExrPart p, String layer) {
    List<ExrChannel> channels =
        p.channels().stream().filter(c -> LayerEdit.layerOf(c.name()).equals(layer)).toList();
    long raw =
        channels.stream()
            .mapToLong(c -> p.dataWindow().area() * (c.type() == ExrChannel.Type.HALF ? 2L : 4L))
            .sum();
    out.printf(
        "  %-12s %-5s %s, %s unpacked%n",
        layer,
        channels.stream()
            .map(c -> c.type().name().toLowerCase(Locale.ROOT))
            .distinct()
            .collect(Collectors.joining("+")),
        channels.stream().map(ExrChannel::name).collect(Collectors.joining(" ")),
        bytes(raw));
  }

  private static String window(PixelRect r) {
    return r.width() + " x " + r.height() + " at " + r.x0() + "," + r.y0();
  }

  private static String bytes(long n) {
    return n < 10_000
        ? n + " bytes"
        : n < 10_000_000 ? n / 1000 + " kB" : String.format(Locale.ROOT, "%.1f MB", n / 1e6);
  }
}
