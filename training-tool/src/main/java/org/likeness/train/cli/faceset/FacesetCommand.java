package org.likeness.train.cli.faceset;

import org.likeness.cli.CliCommand;
import org.likeness.cli.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code likeness faceset}. */
@Command(
    name = "faceset",
    description = {
      "Looks at facesets, sorts and groups them, keeps and rejects faces, imports foreign ones, and",
      "tells where every picture comes from. Nothing is ever deleted: decisions lie in",
      "curation.json beside the index, can be undone, and trainings leave rejected faces out."
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  likeness faceset page ben.faceset                        # look through it in a browser",
      "  likeness faceset reject ben.faceset --where \"blur>0.75\"",
      "  likeness faceset reject ben.faceset --where \"identity!=person 1\"",
      "  likeness faceset undo ben.faceset",
      "  likeness faceset best ben.faceset --count 500 --reject-others",
      "  likeness faceset import aligned/ --identity ben --out ben.faceset"
    },
    subcommands = {
      FacesetShowCommand.class,
      FacesetSortCommand.class,
      FacesetGroupCommand.class,
      FacesetBestCommand.class,
      FacesetDecideCommand.Keep.class,
      FacesetDecideCommand.Reject.class,
      FacesetDecideCommand.Clear.class,
      FacesetBackCommand.Undo.class,
      FacesetBackCommand.Redo.class,
      FacesetPageCommand.class,
      FacesetSheetCommand.class,
      FacesetPapersCommand.class,
      FacesetImportCommand.class
    })
public final class FacesetCommand implements CliCommand {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** For the service loader. */
  public FacesetCommand() {}

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return ExitCode.USAGE;
  }
}
