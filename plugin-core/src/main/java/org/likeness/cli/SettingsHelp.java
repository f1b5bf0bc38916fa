package org.likeness.cli;

import java.util.ArrayList;
import java.util.List;
import org.likeness.pipeline.ParamSpec;
import org.likeness.pipeline.SwapParams;

/** The settings of the swap as lines of a help text. */
final class SettingsHelp {
  private static final int WIDTH = 96;
  private static final int INDENT = 20;

  private SettingsHelp() {}

  static List<String> lines() {
    List<String> out = new ArrayList<>(List.of("", "Settings for --set:"));
    for (ParamSpec p : SwapParams.ALL) {
      List<String> words = wrap(p.hint() + " " + allowed(p));
      for (int i = 0; i < words.size(); i++) {
        String name = i == 0 ? "  " + p.name() : "";
        out.add(name + " ".repeat(INDENT - name.length()) + words.get(i));
      }
    }
    return out;
  }

  private static String allowed(ParamSpec p) {
    String def = p.defaultValue().isEmpty() ? "" : "Default " + p.defaultValue() + ".";
    return switch (p.type()) {
      case DOUBLE -> "(" + p.min() + " to " + p.max() + ") " + def;
      case CHOICE -> "(" + String.join(", ", p.choices()) + ") " + def;
      case BOOLEAN -> "(true or false) " + def;
      case STRING, FILE, OUTPUT_FILE -> def;
    };
  }

  private static List<String> wrap(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split(" ")) {
      if (line.length() + 1 + word.length() > WIDTH - INDENT) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
