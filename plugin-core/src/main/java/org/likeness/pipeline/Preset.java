package org.likeness.pipeline;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A look under a name: what matte, colour and finish are set to. A knob of the look that the preset
 * does not name stands at its default, so that a preset gives the same picture whatever was chosen
 * before it; what does not belong to the look (the output, the layers) is set only where it is
 * named.
 *
 * @param name spelling that scripts use; never changes
 * @param label what the artist reads
 * @param hint when to use it
 * @param settings what the preset names, each checked, in the order of the file
 */
public record Preset(String name, String label, String hint, Map<String, String> settings) {
  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException for a setting that no preset may have, or a value out of range
   */
  public Preset {
    Map<String, String> checked = new LinkedHashMap<>();
    settings.forEach((k, v) -> checked.put(k, Presets.maySet(k).check(v)));
    if (checked.isEmpty()) {
      throw new IllegalArgumentException("the preset \"" + name + "\" sets nothing");
    }
    settings = Collections.unmodifiableMap(checked);
  }

  /** All that choosing it sets: every knob of the look, and what else it names. */
  public Map<String, String> look() {
    Map<String, String> all = new LinkedHashMap<>();
    for (ParamSpec p : Presets.LOOK) {
      all.put(p.name(), p.defaultValue());
    }
    all.putAll(settings);
    return all;
  }
}
