package org.likeness.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.likeness.cli.demo.PixelCompare;
import org.likeness.exr.ExrReader;
import org.likeness.image.opencv.PictureIo;
import org.likeness.pipeline.ContactSheet;
import org.likeness.pipeline.FramePattern;
import org.likeness.pipeline.FrameRange;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code likeness demo}: the whole way once, on the plate and the model that come along. */
@Command(
    name = "demo",
    description = {
      "Shows the whole way once, by the node and by the command line.",
      "Analyses the demo plate, renders it by the OFX node in our own host and by likeness swap,",
      "checks that both made the same pixels, and draws a contact sheet. Prints each command that",
      "it runs, so that they can be run again by hand."
    })
public final class DemoCommand implements CliCommand {
  private static final String EFFECT = "org.likeness.FaceSwap";
  private static final List<String> MAIN = List.of("R", "G", "B", "A");
  private static final List<String> LAYERS =
      List.of(
          "R", "G", "B", "A", "comp.R", "comp.G", "comp.B", "comp.A", "raw.R", "raw.G", "raw.B",
          "matte.A");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "Folder for the results.")
  private Path out = Path.of("likeness-demo");

  @Option(
      names = "--bundle",
      paramLabel = "DIR",
      description = "Likeness.ofx.bundle. Default: the one that belongs to this command line.")
  private @Nullable Path bundle;

  @Option(
      names = "--model",
      paramLabel = "M.onnx",
      description = "Another swap model. Default: the demo's.")
  private @Nullable Path given;

  @Option(
      names = "--identity",
      paramLabel = "ID",
      description = "Identity of the model; the plate shows ana.")
  private String identity = "ben";

  @Option(
      names = "--frames",
      paramLabel = "R",
      description = "Fewer frames, such as 1-4. Default: all of the demo plate.")
  private @Nullable String only;

  @Option(names = "--threads", paramLabel = "N", description = "Frames at a time.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Override
  public Integer call() throws IOException {
    long started = System.nanoTime();
    Path home = home();
    Path model = given == null ? model(home.resolve("presets/models")) : given;
    FramePattern plate =
        FramePattern.parse(home.resolve("presets/demo-plate/plate.####.exr").toString());
    List<Integer> frames = only == null ? plate.existing() : FrameRange.parse(only).frames();
    Path node = Files.createDirectories(out.resolve("node"));
    Path swap = Files.createDirectories(out.resolve("swap"));
    String analysis = out.resolve("demo.analysis").toString();
    String range = only == null ? frames.get(0) + "-" + frames.get(frames.size() - 1) : only;
    String n = Integer.toString(threads);

    run("analyse", plate.toString(), "--out", analysis, "--frames", range, "--threads", n);
    run(
        "host-render",
        "--bundle",
        (bundle == null ? bundleOf(home) : bundle).toString(),
        "--effect",
        EFFECT,
        "--in",
        "Source=" + plate,
        "--out",
        node.resolve("face.####.exr").toString(),
        "--frames",
        range,
        "--threads",
        n,
        "--set",
        "model=" + model.toAbsolutePath(),
        "--set",
        "identity=" + identity,
        "--set",
        "analysis=" + Path.of(analysis).toAbsolutePath(),
        "--set",
        "writeLayers=" + node.toAbsolutePath().resolve("layers.####.exr"));
    run(
        "swap",
        plate.toString(),
        "--model",
        model.toString(),
        "--identity",
        identity,
        "--analysis",
        analysis,
        "--out",
        swap.resolve("swap.####.exr").toString(),
        "--frames",
        range,
        "--threads",
        n);

    PixelCompare.Result same = PixelCompare.NOTHING;
    for (int f : frames) {
      Path made = FramePattern.parse(swap + "/swap.####.exr").path(f);
      same = same.plus(PixelCompare.compare(made, path(node, "face", f), MAIN));
      same = same.plus(PixelCompare.compare(made, path(node, "layers", f), LAYERS));
    }
    Path sheet = out.resolve("contact-sheet.png");
    sheet(plate, frames, swap, sheet);
    return report(same, frames.size(), sheet, (System.nanoTime() - started) / 1e9);
  }

  private int report(PixelCompare.Result same, int frames, Path sheet, double seconds) {
    PrintWriter o = spec.commandLine().getOut();
    o.println();
    o.println("Results in " + out.toAbsolutePath().normalize() + ":");
    o.println("  node/face.####.exr     the face with alpha, rendered by the OFX node in our host");
    o.println("  node/layers.####.exr   the layered OpenEXR that the node wrote beside it");
    o.println("  swap/swap.####.exr     the same by likeness swap");
    o.println("  demo.analysis          what was found out about the faces");
    o.println("  " + sheet.getFileName() + "      plate | face | matte | comp");
    o.printf(
        Locale.ROOT,
        "%d frames, %.0f s. Node and command line: %,d samples compared, %,d differ%s.%n",
        frames,
        seconds,
        same.samples(),
        same.different(),
        same.different() == 0 ? "" : ", by up to " + same.largest());
    o.flush();
    return same.different() == 0 ? ExitCode.OK : ExitCode.INTERNAL;
  }

  private void run(String... words) {
    PrintWriter o = spec.commandLine().getOut();
    o.println(
        "$ likeness " + String.join(" ", Arrays.stream(words).map(DemoCommand::quoted).toList()));
    o.flush();
    int code = Likeness.run(words);
    if (code != ExitCode.OK) {
      throw new CliException(
          code, words[0] + " ended with exit code " + code + "; see its message above");
    }
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./=:#,+-]+") && word.indexOf('#') < 0 ? word : "'" + word + "'";
  }

  /** Five frames spread over the shot; the demo plate's last one has no face. */
  private static void sheet(FramePattern plate, List<Integer> frames, Path swap, Path sheet)
      throws IOException {
    List<ContactSheet.Row> rows = new ArrayList<>();
    int last = frames.size() - 1;
    for (int i : new TreeSet<>(List.of(0, last / 4, last / 2, last * 3 / 4, last))) {
      int f = frames.get(i);
      Path layers = FramePattern.parse(swap + "/swap.####.exr").path(f);
      rows.add(
          new ContactSheet.Row(
              f, ExrReader.readFrame(plate.path(f)), ExrReader.read(layers).get(0)));
    }
    PictureIo.writePng(sheet, ContactSheet.draw(rows, 400));
  }

  private static Path path(Path folder, String name, int frame) {
    return FramePattern.parse(folder + "/" + name + ".####.exr").path(frame);
  }

  /** The checkout or the unpacked package; the launcher says where. */
  private static Path home() {
    String given = System.getProperty("likeness.home", "");
    Path home = given.isEmpty() ? Path.of("").toAbsolutePath() : Path.of(given);
    if (!Files.isDirectory(home.resolve("presets/demo-plate"))) {
      throw new CliException(
          ExitCode.BAD_INPUT,
          home
              + " has no presets/demo-plate: run the launcher (likeness demo), or set"
              + " -Dlikeness.home to the checkout or the unpacked package");
    }
    return home;
  }

  private static Path bundleOf(Path home) {
    Path packaged = home.resolve("Likeness.ofx.bundle");
    return Files.isDirectory(packaged)
        ? packaged
        : home.resolve("installer/target/Likeness.ofx.bundle");
  }

  private static Path model(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        List<Path> models =
            files.filter(f -> f.getFileName().toString().endsWith(".onnx")).sorted().toList();
        if (!models.isEmpty()) {
          return models.get(0);
        }
      }
    }
    throw new CliException(
        ExitCode.BAD_INPUT, folder + " holds no .onnx model, so there is nothing to demonstrate");
  }
}
