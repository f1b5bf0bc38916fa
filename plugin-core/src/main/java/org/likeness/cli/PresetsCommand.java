package org.likeness.cli;

import java.io.PrintWriter;
import java.util.stream.Collectors;
import org.likeness.pipeline.Preset;
import org.likeness.pipeline.Presets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code likeness presets}: what the node's menu and {@code swap --preset} offer. */
@Command(
    name = "presets",
    description = {
      "Lists the presets of the swap.",
      "The node's menu and likeness swap --preset offer the same. A studio's own preset is a JSON file",
      "of the same form, which --preset takes; --schema prints the form."
    },
    footer = {
      "",
      "Example:",
      "  likeness presets",
      "  likeness swap plate.####.exr --model ben.onnx --out swap.####.exr --preset soft-edge"
    })
public final class PresetsCommand implements CliCommand {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--schema", description = "Print the JSON Schema of a presets file.")
  private boolean schema;

  /** For the service loader. */
  public PresetsCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (schema) {
      out.print(Presets.schema());
    } else {
      for (Preset p : Presets.ALL) {
        out.println(p.name() + ": " + p.hint());
        out.println(
            "    "
                + p.settings().entrySet().stream()
                    .map(e -> e.getKey() + "=" + e.getValue())
                    .collect(Collectors.joining(" ")));
      }
    }
    out.flush();
    return ExitCode.OK;
  }
}
