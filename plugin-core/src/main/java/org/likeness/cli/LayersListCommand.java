package org.likeness.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.likeness.pipeline.layers.Layer;
import org.likeness.pipeline.layers.LayerChoice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code likeness layers list}: the layers that a swap can write. */
@Command(
    name = "list",
    description = {
      "The layers that a swap can write, and what a list of layers makes of them.",
      "A list is names and the words all, pictures, mattes, data, parted by commas; a minus takes"
          + " out. each_ before one of them means those of each of several faces, each all of them."
    },
    footer = {"", "Example:", "  likeness layers list --layers all,-raw,each_face"})
final class LayersListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--layers", paramLabel = "LIST", description = "A list to be read.")
  private String layers = "all";

  @Override
  public Integer call() {
    LayerChoice choice;
    try {
      choice = LayerChoice.parse(layers);
    } catch (IllegalArgumentException e) {
      throw new CliException(ExitCode.USAGE, "--layers: " + e.getMessage(), e);
    }
    PrintWriter out = spec.commandLine().getOut();
    int width = choice.ids().stream().mapToInt(String::length).max().orElse(0);
    for (int i = 0; i < choice.ids().size(); i++) {
      boolean own = i >= choice.layers().size();
      Layer l = own ? choice.each().get(i - choice.layers().size()) : choice.layers().get(i);
      out.printf(
          "%-" + Math.max(11, width) + "s %-5s %-16s %s%n",
          choice.ids().get(i),
          l.type().name().toLowerCase(Locale.ROOT),
          names(l),
          own ? "of each face: " + (l == Layer.RGBA ? "its picture" : l.meaning()) : l.meaning());
    }
    out.flush();
    return ExitCode.OK;
  }

  private static String names(Layer l) {
    StringBuilder letters = new StringBuilder();
    l.channels().stream()
        .limit(4)
        .forEach(c -> letters.append(' ').append(c.substring(c.lastIndexOf('.') + 1)));
    return letters.substring(1) + (l.channels().size() > 4 ? " (00, 01)" : "");
  }
}
