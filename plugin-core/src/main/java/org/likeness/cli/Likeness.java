package org.likeness.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import org.likeness.pipeline.Software;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. Commands come from every jar on the class path, see {@link CliCommand}. */
@Command(
    name = "likeness",
    description =
        "Face replacement for compositors: trained identities, layers, a node and a farm.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit codes: 0 done, 1 an error of Likeness, 2 wrong use, 3 bad input,",
      "4 partly done (the message names the frames), 5 refused by policy, 75 try again.",
      "A stack trace, if there is one, is in the log file:",
      "~/.local/state/likeness/likeness.log (XDG_STATE_HOME moves it).",
      "",
      "In a checkout also: likeness test (every check), likeness package (an archive that needs",
      "no Java)."
    })
public final class Likeness implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  /** Made by {@link #commandLine()}. */
  Likeness() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs a command in this process; returns the exit code. */
  public static int run(String... args) {
    CommandLine line = commandLine();
    try {
      return line.execute(args);
    } catch (Error e) {
      // picocli hands on what is not an Exception: a native library that is missing, no memory.
      return Failures.report(e, line);
    }
  }

  /** The whole command line, with every command found. */
  public static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Likeness());
    List<CommandLine> found = new ArrayList<>();
    for (CliCommand c : ServiceLoader.load(CliCommand.class, Likeness.class.getClassLoader())) {
      CommandLine one = new CommandLine(c);
      List<String> footer = new ArrayList<>(List.of(one.getCommandSpec().usageMessage().footer()));
      // Dollar and percent signs have a meaning for picocli.
      c.helpLines().forEach(l -> footer.add(l.replace("%", "%%").replace("$", "\\$")));
      one.getCommandSpec().usageMessage().footer(footer.toArray(String[]::new));
      found.add(one);
    }
    found.sort(Comparator.comparing(CommandLine::getCommandName));
    for (CommandLine c : found) {
      line.addSubcommand(c.getCommandName(), c);
    }
    configure(line);
    line.setParameterExceptionHandler(Likeness::wrongUse);
    line.setExecutionExceptionHandler(Failures::report);
    return line;
  }

  private static void configure(CommandLine line) {
    line.getCommandSpec().mixinStandardHelpOptions(true);
    line.getCommandSpec().versionProvider(() -> new String[] {"likeness " + Software.VERSION});
    line.getCommandSpec().usageMessage().showDefaultValues(true);
    line.setUsageHelpWidth(96);
    line.setUsageHelpLongOptionsMaxWidth(32);
    hideEmptyDefaults(line.getCommandSpec());
    line.getSubcommands().values().forEach(Likeness::configure);
  }

  /** "Default:" with nothing behind it tells a reader nothing. */
  private static void hideEmptyDefaults(CommandSpec spec) {
    for (OptionSpec o : List.copyOf(spec.options())) {
      if (o.group() == null && isEmpty(o)) {
        spec.remove(o);
        spec.addOption(o.toBuilder().showDefaultValue(Visibility.NEVER).build());
      }
    }
    for (PositionalParamSpec p : List.copyOf(spec.positionalParameters())) {
      if (p.group() == null && isEmpty(p)) {
        spec.remove(p);
        spec.addPositional(p.toBuilder().showDefaultValue(Visibility.NEVER).build());
      }
    }
  }

  private static boolean isEmpty(ArgSpec arg) {
    return arg.defaultValue() == null
        && arg.initialValue() != null
        && String.valueOf(arg.initialValue()).matches("(\\[])?");
  }

  private static int wrongUse(ParameterException e, String[] args) {
    CommandLine at = e.getCommandLine();
    at.getErr()
        .println(
            Failures.oneLine(e.getMessage())
                + " (see: "
                + at.getCommandSpec().qualifiedName()
                + " --help)");
    return ExitCode.USAGE;
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut(), Ansi.AUTO);
  }
}
