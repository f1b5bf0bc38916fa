package org.likeness.pipeline;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Settings under a name. It sets what it names and leaves the rest as it stands.
 *
 * @param name spelling that scripts use; never changes
 * @param label what the artist reads
 * @param hint when to use it
 * @param settings names and values, each checked, in the order of the file
 */
public record Preset(String name, String label, String hint, Map<String, String> settings) {
  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException for a setting that no preset may have, or a value out of range
   */
  public Preset {
    Map<String, String> checked = new LinkedHashMap<>();
    settings.forEach(
        (k, v) -> {
          ParamSpec spec =
              Presets.MAY_SET.stream()
                  .filter(p -> p.name().equals(k))
                  .findFirst()
                  .orElseThrow(
                      () ->
                          new IllegalArgumentException(
                              "\""
                                  + k
                                  + "\" cannot be set by a preset; it can set "
                                  + Presets.names(Presets.MAY_SET)));
          checked.put(k, spec.check(v));
        });
    if (checked.isEmpty()) {
      throw new IllegalArgumentException("the preset \"" + name + "\" sets nothing");
    }
    settings = Collections.unmodifiableMap(checked);
  }
}
