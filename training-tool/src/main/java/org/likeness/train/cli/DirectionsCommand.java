package org.likeness.train.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.likeness.cli.CliCommand;
import org.likeness.cli.ExitCode;
import org.likeness.face.FaceFinder;
import org.likeness.model.WeightStore;
import org.likeness.train.direction.AttributeSamples;
import org.likeness.train.direction.DirectionCheck;
import org.likeness.train.direction.Directions;
import org.likeness.train.direction.TrainedModel;
import org.likeness.train.loop.Checkpoint;
import org.likeness.train.loop.TrainedIdentity;
import org.likeness.train.net.TorchRuntime;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code likeness directions}: attributes as controls of a model. */
@Command(
    name = "directions",
    description = {
      "Finds in a trained network how its code changes with attributes such as smile or gaze, from",
      "few pictures that differ by them, and keeps that in the model's folder. likeness export"
          + " then",
      "gives the model a control for each, from -1 to 1, at rest 0."
    },
    footer = {
      "",
      "The table is a file of JSON lines, one for each picture; pictures of a group have all but"
          + " the",
      "attributes in common (person, light, pose); what is not named is 0:",
      "  {\"file\": \"p1_plain.jpg\", \"group\": \"p1\", \"values\": {}}",
      "  {\"file\": \"p1_smile.jpg\", \"group\": \"p1\", \"values\": {\"smile\": 1}}",
      "mouth-open, smile, gaze and yaw-assist can be measured with --hold-out.",
      "",
      "Example:",
      "  likeness extract attributes/img --identity cg --synthetic --out cg.faceset",
      "  likeness directions ben.run --samples cg.faceset --table attributes.jsonl --hold-out 8"
    })
public final class DirectionsCommand implements CliCommand {
  @Parameters(
      showDefaultValue = Visibility.NEVER,
      paramLabel = "MODELDIR",
      description = "Folder written by likeness train.")
  private Path folder = Path.of("");

  @Option(
      names = "--samples",
      required = true,
      showDefaultValue = Visibility.NEVER,
      paramLabel = "FACESET",
      description = "The pictures, as a folder made by likeness extract.")
  private Path samples = Path.of("");

  @Option(
      names = "--table",
      required = true,
      showDefaultValue = Visibility.NEVER,
      paramLabel = "FILE",
      description = "What the pictures show.")
  private Path table = Path.of("");

  @Option(
      names = "--ridge",
      paramLabel = "N",
      description = "Pull towards 0 against noise, as a share of an attribute's mean square.")
  private double ridge = 0.05;

  @Option(
      names = "--scale",
      paramLabel = "N",
      description = {
        "Multiplies the directions. A network that knows an attribute vaguely follows at less than",
        "the pictures' amount; more than 1 makes up for it."
      })
  private double scale = 1;

  @Option(
      names = "--hold-out",
      paramLabel = "N",
      description = "Set the last so many groups aside and measure the controls on them.")
  private int holdOut;

  @Option(
      names = "--identity",
      showDefaultValue = Visibility.NEVER,
      paramLabel = "ID",
      description = "Whose face is measured; default: the last.")
  private @Nullable String identity;

  @Option(
      names = "--sheet",
      showDefaultValue = Visibility.NEVER,
      paramLabel = "PNG",
      description = "Picture of the groups set aside: plain, changed, and strengths -1 to 1.")
  private @Nullable Path sheet;

  @Override
  public Integer call() throws IOException {
    if (!Files.isRegularFile(table)) {
      throw new IOException(table + ": no such file");
    }
    TorchRuntime.start(1);
    Checkpoint from = Checkpoint.newest(folder);
    try (TrainedModel model = new TrainedModel(from)) {
      AttributeSamples all =
          AttributeSamples.read(samples, table, model.net().config().resolution(), 1);
      List<String> groups = all.groups();
      int kept = groups.size() - holdOut;
      if (holdOut < 0 || kept < 1) {
        throw new IOException(
            table + ": has " + groups.size() + " groups; --hold-out must leave at least one");
      }
      Set<String> used = new HashSet<>(groups.subList(0, kept));
      AttributeSamples fitted = all.of(used);
      Directions found = fitted.directions(model, ridge, from.header().iteration()).scaled(scale);
      found.write(folder);
      System.out.printf(
          "%s: %d directions from %d pictures of %d groups, at iteration %d%n",
          folder.resolve(Directions.FILE),
          found.directions().size(),
          fitted.samples().size(),
          kept,
          from.header().iteration());
      if (holdOut > 0) {
        check(model, found, all.of(new HashSet<>(groups.subList(kept, groups.size()))), from);
      }
    }
    return ExitCode.OK;
  }

  private void check(TrainedModel model, Directions found, AttributeSamples held, Checkpoint from)
      throws IOException {
    List<String> ids = from.header().identities().stream().map(TrainedIdentity::id).toList();
    int who = identity == null ? ids.size() - 1 : ids.indexOf(identity);
    if (who < 0) {
      throw new IOException(
          folder
              + ": the model has no identity "
              + identity
              + "; it has "
              + String.join(", ", ids));
    }
    try (FaceFinder finder = FaceFinder.open(WeightStore.open())) {
      DirectionCheck check = new DirectionCheck(model, found, finder, who);
      System.out.printf(
          "%-12s %5s %5s %9s %9s %9s %6s%n",
          "control", "pairs", "right", "truth", "at 1", "at -1", "aside");
      for (DirectionCheck.Figure f : check.figures(held)) {
        System.out.printf(
            Locale.ROOT,
            "%-12s %5d %5d %9.4f %9.4f %9.4f %6.2f%n",
            f.id(),
            f.pairs(),
            f.right(),
            f.truth(),
            f.made(),
            f.back(),
            f.aside());
      }
      if (sheet != null) {
        check.sheet(held, sheet);
        System.out.println(sheet);
      }
    }
  }
}
