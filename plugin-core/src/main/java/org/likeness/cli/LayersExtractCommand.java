package org.likeness.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.likeness.exr.ExrCompression;
import org.likeness.exr.ExrPart;
import org.likeness.exr.ExrReader;
import org.likeness.exr.ExrWriter;
import org.likeness.pipeline.FramePattern;
import org.likeness.pipeline.layers.LayerEdit;
import org.likeness.pipeline.layers.LayerFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code likeness layers extract}: some layers into new files, without loss. */
@Command(
    name = "extract",
    description = {
      "Takes layers of files into new ones, in another order or in other parts, bit for bit.",
      "Attributes come along. A single part spans the windows of all that it takes in."
    },
    footer = {
      "",
      "Example:",
      "  likeness layers extract swap.####.exr --layers rgba,mattes --file multi \\",
      "      --out small.####.exr"
    })
final class LayersExtractCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILES", description = "Pattern or file.")
  private String files = "";

  @Option(
      names = "--layers",
      paramLabel = "LIST",
      description =
          "Which, in order: names that the file has, a face's name, all, pictures, mattes, data,"
              + " each, -name.")
  private String layers = "all";

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "OUT",
      showDefaultValue = Visibility.NEVER,
      description = "Pattern or file to write; folders are made.")
  private String out = "";

  @Option(names = "--file", paramLabel = "F", description = "single, or multi: a part a layer.")
  private String form = "single";

  @Option(
      names = "--compression",
      paramLabel = "C",
      showDefaultValue = Visibility.NEVER,
      description =
          "none, rle, zips, zip or piz. Default: the file's, or zips where that loses bits.")
  private @Nullable String compression;

  @Mixin private FrameOptions range = new FrameOptions();

  @Override
  public Integer call() throws IOException {
    if (!Set.of("single", "multi").contains(form)) {
      throw new CliException(
          ExitCode.USAGE, "--file is \"" + form + "\"; it can be single or multi");
    }
    ExrCompression pack = compression == null ? null : lossless(compression);
    FramePattern in = FramePattern.parse(files);
    FramePattern to = FramePattern.parse(out);
    List<Integer> frames = range.of(in);
    if (frames.size() > 1 && !to.isSequence()) {
      throw new CliException(
          ExitCode.USAGE, "--out " + out + " is one file for " + frames.size() + "; add ####");
    }
    for (int frame : frames) {
      Path from = in.path(frame);
      Path target = to.path(frame);
      if (from.toAbsolutePath().normalize().equals(target.toAbsolutePath().normalize())) {
        throw new CliException(ExitCode.USAGE, "--out " + out + " would overwrite what is read");
      }
      one(from, target, pack);
    }
    spec.commandLine().getOut().println(frames.size() + " written: " + out);
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }

  private void one(Path from, Path target, @Nullable ExrCompression pack) throws IOException {
    List<ExrPart> headers = ExrReader.readHeader(from);
    ExrCompression found = ExrReader.compressions(from).get(0);
    try {
      List<String> chosen = LayerEdit.choose(layers, LayerEdit.layers(headers));
      List<ExrPart> parts =
          LayerEdit.select(
              ExrReader.read(from, n -> chosen.contains(LayerEdit.layerOf(n)), 1),
              chosen,
              form.equals("multi"));
      Path folder = target.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      ExrCompression kept = LayerFile.isLossless(found) ? found : ExrCompression.ZIPS;
      ExrWriter.write(target, parts, pack == null ? kept : pack, 1);
    } catch (IllegalArgumentException e) {
      throw new IOException(from + ": " + e.getMessage(), e);
    }
  }

  private static ExrCompression lossless(String name) {
    for (ExrCompression c : ExrCompression.values()) {
      if (c.name().equals(name.toUpperCase(Locale.ROOT)) && LayerFile.isLossless(c)) {
        return c;
      }
    }
    throw new CliException(
        ExitCode.USAGE,
        "--compression is \"" + name + "\"; without loss there are none, rle, zips, zip, piz");
  }
}
