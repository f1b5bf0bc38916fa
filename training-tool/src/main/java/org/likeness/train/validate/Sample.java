package org.likeness.train.validate;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was measured on one crop. NaN where it could not be.
 *
 * @param frame index among the held-out crops
 * @param shown id of the identity that the model was to show
 * @param kind against what it was measured
 * @param figures by name, see {@link Figure}
 */
public record Sample(int frame, String shown, Kind kind, Map<Figure, Double> figures) {
  /** Against what a picture is measured. */
  public enum Kind {
    /** Its own identity made again: the crop itself is the truth. */
    SELF("self"),
    /** Another identity's face, with no truth to compare pixels with. */
    SWAP("swap"),
    /** Another identity's face against a rendered truth. */
    TRUTH("truth");

    private final String id;

    Kind(String id) {
      this.id = id;
    }

    /** Spelling in JSON. */
    public String id() {
      return id;
    }
  }

  /** Copies the map. */
  public Sample {
    figures = new LinkedHashMap<>(figures);
  }

  /** One figure; NaN where it is not known. */
  public double get(Figure f) {
    return figures.getOrDefault(f, Double.NaN);
  }
}
