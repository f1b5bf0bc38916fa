package org.likeness.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.likeness.pipeline.Preset;
import org.likeness.pipeline.PresetSchema;
import org.likeness.pipeline.Presets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code likeness presets}: what the node and {@code swap --preset} offer. */
@Command(
    name = "presets",
    description = {
      "Lists the presets of the swap, or checks and shows one.",
      "The node's menu and likeness swap --preset offer the same. A studio's own preset is a JSON"
          + " file",
      "of the same form (--schema prints it), one preset in each, called as the file is; it is"
          + " found by its name in the folders that "
          + Presets.VARIABLE
          + " names, or in ~/.config/likeness/presets.",
      "A knob of matte, colour, finish or mix that a preset does not name stands at its default; a"
          + " star marks those that it names."
    },
    footer = {
      "",
      "Examples:",
      "  likeness presets",
      "  likeness presets studio/night.json",
      "  likeness swap plate.####.exr --model ben.onnx --out swap.####.exr --preset film-close-up"
    })
public final class PresetsCommand implements CliCommand {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "PRESET",
      arity = "0..*",
      description = "Names or .json files: each is checked, and all that it sets is shown.")
  private List<String> which = new ArrayList<>();

  @Option(names = "--schema", description = "Print the JSON Schema of a preset's file.")
  private boolean schema;

  /** For the service loader. */
  public PresetsCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    try {
      if (schema) {
        out.print(PresetSchema.text());
      } else if (which.isEmpty()) {
        return list(out);
      } else {
        for (String w : which) {
          show(out, preset(w));
        }
      }
      return ExitCode.OK;
    } finally {
      out.flush();
    }
  }

  private int list(PrintWriter out) throws IOException {
    Presets.ALL.forEach(p -> line(out, p, ""));
    int code = ExitCode.OK;
    for (Path file : Presets.studio().values()) {
      try {
        line(out, Presets.studio(file), " (" + file + ")");
      } catch (IOException e) {
        spec.commandLine().getErr().println("presets: " + e.getMessage());
        code = ExitCode.BAD_INPUT;
      }
    }
    return code;
  }

  private static void line(PrintWriter out, Preset p, String file) {
    out.println(p.name() + ": " + p.hint() + file);
    out.println(
        "    "
            + p.settings().entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(" ")));
  }

  private static void show(PrintWriter out, Preset p) {
    out.println(p.name() + " (" + p.label() + "): " + p.hint());
    for (Map.Entry<String, String> e : p.look().entrySet()) {
      String star = p.settings().containsKey(e.getKey()) ? "*" : " ";
      out.println("  " + star + " " + e.getKey() + "=" + e.getValue());
    }
  }

  /** A preset by name or file; what there is no such preset of is a wrong word of the user's. */
  static Preset preset(String text) throws IOException {
    try {
      return Presets.of(text);
    } catch (IllegalArgumentException e) {
      throw new CliException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }
}
