package org.likeness.train.cli.faceset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.likeness.cli.CliException;
import org.likeness.cli.ExitCode;
import org.likeness.train.data.Curation;
import org.likeness.train.data.curate.CuratedSet;
import org.likeness.train.data.curate.FaceFilter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What {@code keep}, {@code reject} and {@code clear} have in common. */
abstract class FacesetDecideCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private FacesetOption faceset = new FacesetOption();

  @Parameters(
      index = "1..*",
      arity = "0..*",
      showDefaultValue = Visibility.NEVER,
      paramLabel = "CROP",
      description = "Names of crops, as faceset sort prints them.")
  private List<String> crops = List.of();

  @Option(
      names = "--where",
      showDefaultValue = Visibility.NEVER,
      paramLabel = "CONDITION",
      description =
          "Comparisons that must all hold, joined by commas: blur>0.75,yaw<-45 or identity=person 2."
              + " Keys as for sort and group.")
  private @Nullable String where;

  @Option(
      names = "--list",
      showDefaultValue = Visibility.NEVER,
      paramLabel = "FILE",
      description = "Names of crops, one a line.")
  private @Nullable Path list;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "With --where, among which: kept, rejected, undecided, used or all.")
  private String state = "used";

  @Option(names = "--dry-run", description = "Say how many it would be, and do nothing.")
  private boolean dryRun;

  private final Curation.Action action;

  FacesetDecideCommand(Curation.Action action) {
    this.action = action;
  }

  @Override
  public Integer call() throws IOException {
    if (where == null && list == null && crops.isEmpty()) {
      throw new CliException(ExitCode.USAGE, "say which faces: names of crops, --where or --list");
    }
    CuratedSet set = faceset.open();
    Map<String, Integer> byName = new HashMap<>();
    for (int i = 0; i < set.faces().size(); i++) {
      byName.put(set.faces().get(i).file(), i);
    }
    List<String> named = new ArrayList<>(crops);
    if (list != null) {
      Files.readAllLines(list).stream()
          .map(String::strip)
          .filter(l -> !l.isEmpty())
          .forEach(named::add);
    }
    TreeSet<Integer> chosen = new TreeSet<>();
    for (String name : named) {
      Integer i = byName.get(name);
      if (i == null) {
        throw new IOException(faceset.folder() + ": has no crop " + name + "; nothing was changed");
      }
      chosen.add(i);
    }
    if (where != null) {
      chosen.addAll(FaceFilter.select(set, set.in(state), where));
    }
    List<String> files = chosen.stream().map(i -> set.faces().get(i).file()).toList();
    if (!dryRun && !files.isEmpty()) {
      String why = where == null ? "" : where;
      Curation.edit(faceset.folder(), c -> c.then(new Curation.Step(action, why, files)));
    }
    spec.commandLine()
        .getOut()
        .printf(
            "%s%s %d of %d faces%n",
            dryRun ? "would " : "", action.word(), files.size(), set.faces().size());
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }

  /** {@code likeness faceset keep}. */
  @Command(name = "keep", description = "Marks faces as to be kept.")
  public static final class Keep extends FacesetDecideCommand {
    /** For picocli. */
    public Keep() {
      super(Curation.Action.KEEP);
    }
  }

  /** {@code likeness faceset reject}. */
  @Command(
      name = "reject",
      description = "Marks faces as rejected: trainings leave them out. Nothing is deleted.")
  public static final class Reject extends FacesetDecideCommand {
    /** For picocli. */
    public Reject() {
      super(Curation.Action.REJECT);
    }
  }

  /** {@code likeness faceset clear}. */
  @Command(name = "clear", description = "Takes back what was decided about faces.")
  public static final class Clear extends FacesetDecideCommand {
    /** For picocli. */
    public Clear() {
      super(Curation.Action.CLEAR);
    }
  }
}
