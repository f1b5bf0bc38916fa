package org.likeness.pipeline;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.likeness.model.RightsRecord;

/**
 * Whether a model may be used unmarked on a day.
 *
 * @param state what was found
 * @param reason for the artist, a sentence; empty when the rights are in order
 */
public record RightsStatus(State state, String reason) {
  /** What was found. */
  public enum State {
    /** A record that holds today. */
    VALID,
    /** No record at all, or an incomplete one. */
    MISSING,
    /** A record whose last day is over. */
    EXPIRED
  }

  /**
   * Checks a record. The last day of use still counts; days are those of UTC, so that a farm agrees
   * with itself.
   *
   * @param model name of the model, for the sentence
   */
  public static RightsStatus of(String model, @Nullable RightsRecord rights, LocalDate today) {
    if (rights == null) {
      return missing(model + " carries no rights record");
    }
    if (blank(rights.consentId()) || blank(rights.holder())) {
      return missing("the rights record of " + model + " names no consent or no holder");
    }
    String expires = rights.expires();
    if (expires == null || expires.isBlank()) {
      return new RightsStatus(State.VALID, "");
    }
    LocalDate last;
    try {
      last = LocalDate.parse(expires.strip());
    } catch (DateTimeParseException e) {
      return missing(
          "the rights record of "
              + model
              + " expires on \""
              + expires
              + "\", which is no date such as 2027-12-31");
    }
    if (today.isAfter(last)) {
      return new RightsStatus(
          State.EXPIRED,
          "the rights to "
              + model
              + " (consent "
              + rights.consentId()
              + ") ended on "
              + last
              + ": the face is marked; ask "
              + rights.contact());
    }
    return new RightsStatus(State.VALID, "");
  }

  private static RightsStatus missing(String what) {
    return new RightsStatus(
        State.MISSING, what + ": the face is marked; attach one with likeness model rights");
  }

  // A record read from JSON may lack fields whatever its type says.
  private static boolean blank(@Nullable String s) {
    return s == null || s.isBlank();
  }

  /** Whether the render needs the mark. */
  public boolean marked() {
    return state != State.VALID;
  }
}
