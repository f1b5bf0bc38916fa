package org.likeness.pipeline;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a render hands out as its main picture. */
public enum OutputChoice {
  /** The swapped face, premultiplied over black, with alpha. */
  FACE,
  /** The face over the plate. */
  COMP,
  /** The final matte in all four channels. */
  MATTE,
  /** The model's face, warped to the plate, before colour match and matte. */
  RAW,
  /** The plate with what was found drawn on it. */
  DEBUG;

  /** The spelling in scripts: lower case. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All spellings. */
  public static List<String> ids() {
    return Arrays.stream(values()).map(OutputChoice::id).toList();
  }

  /** From the spelling in scripts. */
  public static OutputChoice byId(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }
}
