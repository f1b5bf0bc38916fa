package org.likeness.helpers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.likeness.pipeline.layers.Layer;

/** What the tests of Nuke's and Fusion's files share. */
final class Helpers {
  private Helpers() {}

  static Path presets() {
    Path at = Path.of("").toAbsolutePath();
    while (at != null && !Files.isDirectory(at.resolve("presets/nuke"))) {
      at = at.getParent();
    }
    if (at == null) {
      throw new IllegalStateException("no presets/nuke in a folder above");
    }
    return at.resolve("presets");
  }

  static String text(String file) throws IOException {
    return Files.readString(presets().resolve(file));
  }

  /** The channels of our files as Nuke calls them, by layer. */
  static Map<String, List<String>> asNukeReads() {
    Map<String, String> letters = Map.of("R", "red", "G", "green", "B", "blue", "A", "alpha");
    Map<String, List<String>> out = new LinkedHashMap<>();
    for (Layer l : Layer.values()) {
      for (String channel : l.channels()) {
        int dot = channel.indexOf('.');
        String layer = dot < 0 ? "rgba" : channel.substring(0, dot);
        String letter = channel.substring(dot + 1);
        out.computeIfAbsent(layer, k -> new java.util.ArrayList<>())
            .add(layer + "." + letters.getOrDefault(letter, letter));
      }
    }
    return out;
  }

  /** Every channel's name as it stands in a file. */
  static List<String> inFiles() {
    return Arrays.stream(Layer.values()).flatMap(l -> l.channels().stream()).toList();
  }
}
