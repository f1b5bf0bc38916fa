package org.likeness.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code likeness gallery}: the people by whom the faces of a shot are told. */
@Command(
    name = "gallery",
    description = {
      "Makes, shows and tries a gallery of people.",
      "A gallery holds a name and an identity vector for each person, no pictures. likeness analyse",
      "--gallery gives the faces of a shot these names, and swap --face name:BEN finds them by it."
    },
    synopsisSubcommandLabel = "(make | show | check)",
    subcommands = {GalleryMakeCommand.class, GalleryShowCommand.class, GalleryCheckCommand.class},
    footer = {
      "",
      "Examples:",
      "  likeness gallery make cast/ --out cast.gallery",
      "  likeness gallery check cast.gallery other-pictures/",
      "  likeness analyse plate.####.exr --out shot.analysis --gallery cast.gallery",
      "  likeness swap plate.####.exr --model m.onnx --analysis shot.analysis --face name:ben \\",
      "      --out swap.####.exr"
    })
public final class GalleryCommand implements CliCommand {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** For the service loader. */
  public GalleryCommand() {}

  @Override
  public Integer call() {
    throw new CliException(
        ExitCode.USAGE,
        "say what to do with the gallery (see: " + spec.qualifiedName() + " --help)");
  }
}
