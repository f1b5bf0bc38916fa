package org.likeness.train.cli.faceset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.likeness.cli.CliException;
import org.likeness.cli.ExitCode;
import org.likeness.train.data.Curation;
import org.likeness.train.data.curate.CuratedSet;
import org.likeness.train.data.curate.PoseBins;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code likeness faceset best}. */
@Command(
    name = "best",
    description = {
      "Names the N best faces with all poses taken in turn: of each bin of 15 by 15 degrees the least",
      "blurred one, then the second of each, and so on."
    })
public final class FacesetBestCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private FacesetOption faceset = new FacesetOption();

  @Option(names = "--count", required = true, paramLabel = "N", description = "How many.")
  private int count;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "Among which: kept, rejected, undecided, used (not rejected) or all.")
  private String state = "used";

  @Option(names = "--reject-others", description = "Reject those that are not among them.")
  private boolean rejectOthers;

  /** For picocli. */
  public FacesetBestCommand() {}

  @Override
  public Integer call() throws IOException {
    if (count < 1) {
      throw new CliException(ExitCode.USAGE, "--count is " + count + ": it must be 1 or more");
    }
    CuratedSet set = faceset.open();
    List<Integer> among = set.in(state);
    List<Integer> best = PoseBins.best(set, among, count);
    best.forEach(i -> spec.commandLine().getOut().println(set.faces().get(i).file()));
    spec.commandLine().getOut().flush();
    if (rejectOthers) {
      Set<Integer> kept = new HashSet<>(best);
      List<String> others = new ArrayList<>();
      for (int i : among) {
        if (!kept.contains(i)) {
          others.add(set.faces().get(i).file());
        }
      }
      if (!others.isEmpty()) {
        String why = "not among the " + count + " best";
        Curation.edit(
            faceset.folder(), c -> c.then(new Curation.Step(Curation.Action.REJECT, why, others)));
      }
      spec.commandLine().getErr().println("rejected " + others.size() + " of " + among.size());
    }
    return ExitCode.OK;
  }
}
