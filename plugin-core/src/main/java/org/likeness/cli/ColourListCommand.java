package org.likeness.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.likeness.colour.ColourSpace;
import org.likeness.colour.OcioConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code likeness colour list}. */
@Command(
    name = "list",
    description = {
      "Lists the colour spaces that are built in and, where there is an OpenColorIO configuration,"
          + " its",
      "spaces and roles."
    },
    footer = {"", "Example:", "  likeness colour list --config /studio/config.ocio"})
public final class ColourListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "OpenColorIO configuration. Default: the one that $OCIO names.")
  private String config = "";

  /** For picocli. */
  public ColourListCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.println("built in (plateColourSpace):");
    ColourSpace.names().forEach(n -> out.println("  " + n));
    if (config.isBlank() && System.getenv(OcioConfig.VARIABLE) == null) {
      out.println("no OpenColorIO configuration: neither --config nor $OCIO names one");
    } else {
      OcioConfig c = open(config);
      out.println(c.file() + " (ocioSpace; OpenColorIO " + OcioConfig.version() + "):");
      for (OcioConfig.Entry e : c.entries()) {
        String about = e.about().isEmpty() ? "" : e.role() ? " = " + e.about() : ", " + e.about();
        out.println("  " + (e.role() ? "role " : "") + e.name() + about);
      }
    }
    out.flush();
    return ExitCode.OK;
  }

  static OcioConfig open(String file) {
    try {
      return OcioConfig.open(file);
    } catch (IllegalArgumentException e) {
      throw new CliException(ExitCode.BAD_INPUT, String.valueOf(e.getMessage()), e);
    }
  }
}
