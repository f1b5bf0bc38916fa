package org.likeness.face;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which face of a shot is meant.
 *
 * @param kind the rule
 * @param id the track, with {@link Kind#ID}
 */
public record FaceChoice(Kind kind, int id) {
  /** The rules. */
  public enum Kind {
    /** The face that is largest over the shot. */
    LARGEST,
    /** The leftmost in the picture. */
    LEFT,
    /** The rightmost in the picture. */
    RIGHT,
    /** One track. */
    ID
  }

  /**
   * Reads {@code largest}, {@code left}, {@code right} or {@code id:N}.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  public static FaceChoice parse(String text) {
    String t = text.strip();
    switch (t) {
      case "largest":
        return new FaceChoice(Kind.LARGEST, -1);
      case "left":
        return new FaceChoice(Kind.LEFT, -1);
      case "right":
        return new FaceChoice(Kind.RIGHT, -1);
      default:
        if (t.matches("id:[0-9]{1,6}")) {
          return new FaceChoice(Kind.ID, Integer.parseInt(t.substring(3)));
        }
        throw new IllegalArgumentException(
            "face '" + text + "': choose largest, left, right or id:N (a track of the analysis)");
    }
  }

  /**
   * The face that the rule picks among those of one frame, or null if there is none. {@code id:N}
   * means the track id.
   */
  public @Nullable FaceObservation among(List<FaceObservation> faces) {
    FaceObservation best = null;
    double bestRank = Double.NEGATIVE_INFINITY;
    for (FaceObservation f : faces) {
      FaceBox box = FaceBox.of(f.landmarks());
      double rank =
          switch (kind) {
            case LARGEST -> box.area();
            case LEFT -> -box.centreX();
            case RIGHT -> box.centreX();
            case ID -> f.trackId() == id ? 0 : Double.NEGATIVE_INFINITY;
          };
      if (rank > bestRank) {
        bestRank = rank;
        best = f;
      }
    }
    return best;
  }

  @Override
  public String toString() {
    return switch (kind) {
      case LARGEST -> "largest";
      case LEFT -> "left";
      case RIGHT -> "right";
      case ID -> "id:" + id;
    };
  }
}
