package org.likeness.colour;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How a face's colours are brought to those of the plate; {@link ColourMatcher} does it. */
public enum MatchMode {
  /** Not at all. */
  NONE,
  /** Mean and standard deviation in L*a*b* (Reinhard and others, 2001). */
  RCT,
  /** Mean and covariance in scene-linear light, through their square roots (Xiao and Ma, 2006). */
  LCT,
  /** Mean and covariance by the linear map of Monge and Kantorovich (Pitié and Kokaram, 2007). */
  MKL,
  /** The whole distribution, axis by axis in turned axes (Pitié, Kokaram and Dahyot, 2007). */
  IDT,
  /** The whole distribution, along random lines (Rabin, Peyré and others, 2011). */
  SOT,
  /** The low frequencies of the plate's light, the face's own contrast kept. */
  LIGHT,
  /**
   * One gain a channel in scene-linear light: exposure and white balance, and nothing else. Where
   * the identity's tone is known, its skin is not taken for light.
   */
  GAIN,
  /** One gain a channel, up to the performer's skin tone. */
  TONE;

  /** Spelling of settings: the name in small letters. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Of all, in the order of menus. */
  public static List<String> ids() {
    return Arrays.stream(values()).map(MatchMode::id).toList();
  }

  /**
   * By its spelling.
   *
   * @throws IllegalArgumentException if there is none; the message lists what there is
   */
  public static MatchMode byId(String id) {
    return Arrays.stream(values())
        .filter(m -> m.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no match mode \"" + id + "\"; there are " + String.join(", ", ids())));
  }
}
