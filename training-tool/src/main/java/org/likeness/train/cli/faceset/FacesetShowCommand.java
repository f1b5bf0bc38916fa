package org.likeness.train.cli.faceset;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.likeness.cli.ExitCode;
import org.likeness.train.data.Curation;
import org.likeness.train.data.FacesetHeader;
import org.likeness.train.data.Papers;
import org.likeness.train.data.curate.CuratedSet;
import org.likeness.train.data.curate.FaceGroups;
import org.likeness.train.data.curate.FaceKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code likeness faceset show}. */
@Command(
    name = "show",
    description = "Says what a faceset holds: faces, people, measures, decisions, missing papers.")
public final class FacesetShowCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private FacesetOption faceset = new FacesetOption();

  /** For picocli. */
  public FacesetShowCommand() {}

  @Override
  public Integer call() throws IOException {
    CuratedSet set = faceset.open();
    PrintWriter out = spec.commandLine().getOut();
    FacesetHeader header = set.measured().set().header();
    out.printf(
        "%s: %s, %d crops of %d pixels, %s%n",
        faceset.folder(),
        header.displayName(),
        set.faces().size(),
        header.size(),
        header.template());
    Map<String, List<Integer>> states = FaceGroups.group(set, set.in("all"), "state");
    out.printf(
        "kept %d, rejected %d, undecided %d; %d decisions, %d undone%n",
        states.getOrDefault("kept", List.of()).size(),
        states.getOrDefault("rejected", List.of()).size(),
        states.getOrDefault("undecided", List.of()).size(),
        set.curation().steps().size(),
        set.curation().undone().size());
    Curation.Step last = set.curation().last();
    if (last != null) {
      out.printf(
          "last         %s %d faces%s%n",
          last.action().word(),
          last.files().size(),
          last.why().isEmpty() ? "" : " (" + last.why() + ")");
    }
    int people = set.clusters().centres().size();
    out.printf("people       %d%s%n", people, people > 1 ? ": see group --by identity" : "");
    long crowded = set.faces().stream().filter(f -> f.otherFaces() > 0).count();
    out.printf("more faces   in %d crops%n", crowded);
    for (FaceKey key : FaceKey.values()) {
      double[] v =
          Arrays.stream(FaceKey.values(key.id(), set))
              .filter(x -> !Double.isNaN(x))
              .sorted()
              .toArray();
      out.printf(
          Locale.ROOT,
          "%-12s %s%n",
          key.id(),
          v.length == 0
              ? "not known: extract the faceset again"
              : String.format(
                  Locale.ROOT,
                  "%.4g to %.4g, middle %.4g  (%s)",
                  v[0],
                  v[v.length - 1],
                  v[v.length / 2],
                  key.hint()));
    }
    long unknown = set.faces().stream().filter(f -> !Papers.of(f).missing().isEmpty()).count();
    out.printf(
        "papers       %s%n",
        unknown == 0 ? "complete" : unknown + " pictures lack some: see faceset sheet");
    set.measured().broken().forEach(b -> out.println("broken       " + b));
    out.flush();
    return set.measured().broken().isEmpty() ? ExitCode.OK : ExitCode.PARTLY;
  }
}
