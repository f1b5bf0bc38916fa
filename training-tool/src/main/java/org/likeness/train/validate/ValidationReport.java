package org.likeness.train.validate;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A judgement as data.
 *
 * @param validation what was measured
 * @param head what to say before it: model, frames
 */
public record ValidationReport(Validation validation, Map<String, Object> head) {
  /** Copies the map. */
  public ValidationReport {
    head = new LinkedHashMap<>(head);
  }

  /** Everything, for a JSON file: head, words, means by kind, identity and pose, every sample. */
  public Map<String, Object> document() {
    return Summary.document(validation, head);
  }

  /** The means alone, {@code self.psnr} and so on. */
  public Map<String, Double> means() {
    return Summary.flat(validation);
  }
}
