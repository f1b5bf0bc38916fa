package org.likeness.train.cli.faceset;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.likeness.cli.ExitCode;
import org.likeness.file.AtomicFile;
import org.likeness.train.data.curate.CuratedSet;
import org.likeness.train.data.curate.FaceGroups;
import org.likeness.train.data.page.FaceSheet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code likeness faceset group}. */
@Command(
    name = "group",
    description = {
      "Puts the faces into groups and counts them.",
      "By identity (people told apart by likeness), pose, expression, light, source, one-face, state,",
      "or by the steps of any key of faceset sort. A group's name can be used in --where of keep and",
      "reject: --where \"identity=person 2\"."
    })
public final class FacesetGroupCommand implements Callable<Integer> {
  private static final int MOST_DRAWN = 60;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private FacesetOption faceset = new FacesetOption();

  @Option(names = "--by", required = true, paramLabel = "WHAT", description = "What they share.")
  private String by = "";

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "kept, rejected, undecided, used (not rejected) or all.")
  private String state = "used";

  @Option(names = "--files", description = "Name the crops of each group.")
  private boolean files;

  @Option(
      names = "--sheet",
      paramLabel = "FILE.html",
      description = "Draw them as one page that needs nothing beside it.")
  private @Nullable Path sheet;

  /** For picocli. */
  public FacesetGroupCommand() {}

  @Override
  public Integer call() throws IOException {
    CuratedSet set = faceset.open();
    Map<String, List<Integer>> groups = FaceGroups.group(set, set.in(state), by);
    PrintWriter out = spec.commandLine().getOut();
    groups.forEach(
        (name, faces) -> {
          out.printf("%6d  %s%n", faces.size(), name);
          if (files) {
            faces.forEach(i -> out.println("        " + set.faces().get(i).file()));
          }
        });
    out.flush();
    if (sheet != null) {
      double[] none = new double[set.faces().size()];
      Arrays.fill(none, Double.NaN);
      String page = FaceSheet.of(set, faceset.folder() + " by " + by, groups, none, MOST_DRAWN);
      AtomicFile.write(sheet, page.getBytes(StandardCharsets.UTF_8));
    }
    return ExitCode.OK;
  }
}
