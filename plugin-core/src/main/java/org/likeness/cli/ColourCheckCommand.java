package org.likeness.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.likeness.colour.ColourSpace;
import org.likeness.colour.OcioConfig;
import org.likeness.colour.RoundTrip;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code likeness colour check}. */
@Command(
    name = "check",
    description = {
      "Brings light from -0.1 to 64 into each colour space and back, and prints the largest error"
          + " (of the",
      "pixel's brightest channel, or of 0.01 for darker ones), and where 18 %% grey lies. A plate"
          + " comes back",
      "whole where the error is under 1e-5; a space that cuts light off shows here."
    },
    footer = {
      "",
      "Examples:",
      "  likeness colour check",
      "  likeness colour check --config /studio/config.ocio ACEScg scene_linear"
    })
public final class ColourCheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "OpenColorIO configuration. Default: the one that $OCIO names.")
  private String config = "";

  @Parameters(
      paramLabel = "SPACE",
      arity = "0..*",
      description = "Spaces or roles of the configuration. Default: all of them.")
  private List<String> spaces = new ArrayList<>();

  /** For picocli. */
  public ColourCheckCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    boolean whole = true;
    if (spaces.isEmpty()) {
      for (String n : ColourSpace.names()) {
        whole &= print(out, n, ColourSpace.byName(n));
      }
    }
    boolean ocio =
        !spaces.isEmpty() || !config.isBlank() || System.getenv(OcioConfig.VARIABLE) != null;
    if (ocio) {
      OcioConfig c = ColourListCommand.open(config);
      List<String> names =
          spaces.isEmpty() ? c.entries().stream().map(OcioConfig.Entry::name).toList() : spaces;
      for (String n : names) {
        try {
          whole &= print(out, n, ColourSpace.byName(ColourSpace.ocioName(n, config)));
        } catch (IllegalArgumentException e) {
          whole = false;
          out.println(String.format(Locale.ROOT, "%-32s cannot be used: %s", n, e.getMessage()));
        }
      }
    }
    out.flush();
    return whole ? ExitCode.OK : ExitCode.BAD_INPUT;
  }

  private static boolean print(PrintWriter out, String name, ColourSpace space) {
    double error = RoundTrip.error(space);
    float[] r = {0.18f};
    float[] g = {0.18f};
    float[] b = {0.18f};
    space.fromLinearRec709(r, g, b);
    out.println(
        String.format(
            Locale.ROOT,
            "%-32s round trip %.1e  grey %.5f  %s%s",
            name,
            error,
            g[0],
            space.isLinear() ? "linear" : "encoded",
            error < RoundTrip.WHOLE ? "" : "  light is lost"));
    return error < RoundTrip.WHOLE;
  }
}
