package org.likeness.pipeline.grade;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Where the colours are measured that a match goes by. */
public enum MatchRegion {
  /** All that the matte shows. */
  MATTE,
  /** Of it the skin alone: within the oval of the face, without eyes, brows and lips. */
  SKIN;

  /** Spelling of settings. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Of all, in the order of menus. */
  public static List<String> ids() {
    return Arrays.stream(values()).map(MatchRegion::id).toList();
  }

  /** By its spelling, which a setting has checked. */
  public static MatchRegion byId(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }
}
