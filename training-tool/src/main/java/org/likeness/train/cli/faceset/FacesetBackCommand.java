package org.likeness.train.cli.faceset;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.likeness.cli.CliException;
import org.likeness.cli.ExitCode;
import org.likeness.train.data.Curation;
import org.likeness.train.data.Faceset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What {@code undo} and {@code redo} have in common. */
abstract class FacesetBackCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private FacesetOption faceset = new FacesetOption();

  @Option(names = "--steps", paramLabel = "N", description = "How many decisions.")
  private int steps = 1;

  private final boolean back;

  FacesetBackCommand(boolean back) {
    this.back = back;
  }

  @Override
  public Integer call() throws IOException {
    if (steps < 1) {
      throw new CliException(ExitCode.USAGE, "--steps is " + steps + ": it must be 1 or more");
    }
    Faceset.readAll(faceset.folder());
    Curation before = Curation.read(faceset.folder());
    List<Curation.Step> there = back ? before.steps() : before.undone();
    if (there.isEmpty()) {
      throw new IOException(
          faceset.folder() + (back ? ": no decision to undo" : ": no undone decision to do again"));
    }
    Curation after =
        Curation.edit(
            faceset.folder(),
            c -> {
              Curation now = c;
              for (int i = 0; i < steps; i++) {
                now = back ? now.undo() : now.redo();
              }
              return now;
            });
    spec.commandLine()
        .getOut()
        .printf("%d decisions, %d undone%n", after.steps().size(), after.undone().size());
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }

  /** {@code likeness faceset undo}. */
  @Command(name = "undo", description = "Takes the last decision back.")
  public static final class Undo extends FacesetBackCommand {
    /** For picocli. */
    public Undo() {
      super(true);
    }
  }

  /** {@code likeness faceset redo}. */
  @Command(name = "redo", description = "Does again what was undone last.")
  public static final class Redo extends FacesetBackCommand {
    /** For picocli. */
    public Redo() {
      super(false);
    }
  }
}
