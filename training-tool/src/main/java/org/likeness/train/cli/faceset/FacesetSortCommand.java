package org.likeness.train.cli.faceset;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.likeness.cli.ExitCode;
import org.likeness.file.AtomicFile;
import org.likeness.train.data.curate.CuratedSet;
import org.likeness.train.data.curate.FaceOrder;
import org.likeness.train.data.page.FaceSheet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code likeness faceset sort}. */
@Command(
    name = "sort",
    description = {
      "Prints the faces in an order: value, state, crop, original.",
      "Orders: blur, motion-blur, sharpness, yaw, pitch, roll, size, brightness, hue, saturation,",
      "expression (distance from neutral), unit:NAME (one expression unit), light, contrast, centre",
      "(distance to the cluster's), faces (one face first), score, similar (like after like by",
      "colour), dissimilar (least usual first), index."
    })
public final class FacesetSortCommand implements Callable<Integer> {
  private static final int MOST_DRAWN = 2000;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private FacesetOption faceset = new FacesetOption();

  @Option(names = "--by", required = true, paramLabel = "ORDER", description = "Which order.")
  private String by = "";

  @Option(names = "--descending", description = "The highest first.")
  private boolean descending;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "kept, rejected, undecided, used (not rejected) or all.")
  private String state = "used";

  @Option(names = "--limit", paramLabel = "N", description = "Print the first N only; 0 = all.")
  private int limit;

  @Option(
      names = "--sheet",
      paramLabel = "FILE.html",
      description = "Draw them as one page that needs nothing beside it.")
  private @Nullable Path sheet;

  /** For picocli. */
  public FacesetSortCommand() {}

  @Override
  public Integer call() throws IOException {
    CuratedSet set = faceset.open();
    FaceOrder.Sorted sorted = FaceOrder.sort(set, set.in(state), by, descending);
    List<Integer> faces = sorted.faces();
    faces = limit > 0 ? faces.subList(0, Math.min(limit, faces.size())) : faces;
    PrintWriter out = spec.commandLine().getOut();
    List<String> states = set.states();
    for (int i : faces) {
      double v = sorted.values()[i];
      out.printf(
          Locale.ROOT,
          "%s\t%s\t%s\t%s%n",
          Double.isNaN(v) ? "?" : String.format(Locale.ROOT, "%.4f", v),
          states.get(i),
          set.faces().get(i).file(),
          set.faces().get(i).original());
    }
    out.flush();
    if (sheet != null) {
      String page =
          FaceSheet.of(
              set, faceset.folder() + " by " + by, Map.of(by, faces), sorted.values(), MOST_DRAWN);
      AtomicFile.write(sheet, page.getBytes(StandardCharsets.UTF_8));
    }
    return ExitCode.OK;
  }
}
