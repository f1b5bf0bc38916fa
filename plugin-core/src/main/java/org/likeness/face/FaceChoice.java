package org.likeness.face;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which face of a shot is meant.
 *
 * @param kind the rule
 * @param id the track, with {@link Kind#ID}
 * @param text the name, with {@link Kind#NAME}; the path of the reference, with {@link Kind#LIKE}
 * @param x place in plate pixels from the left, with {@link Kind#AT}
 * @param y place in plate pixels from the top, with {@link Kind#AT}
 * @param frame frame of that place, or {@link #ANY_FRAME}
 */
public record FaceChoice(Kind kind, int id, String text, double x, double y, int frame) {
  /** No frame is named: the first one with a face at that place. */
  public static final int ANY_FRAME = Integer.MIN_VALUE;

  /** What can be written, for messages and hints. */
  public static final String FORMS =
      "largest, left, right, id:N (a track of the analysis), name:WHO (by its name there),"
          + " at:X,Y@FRAME (the face at that pixel, counted from the top left) or like:FILE (a"
          + " picture of the face, or a folder of them)";

  private static final String NUMBER = "([-+]?[0-9]{1,7}(?:\\.[0-9]{1,6})?)";
  private static final Pattern ID = Pattern.compile("id:([0-9]{1,6})");
  private static final Pattern AT =
      Pattern.compile("at: *" + NUMBER + " *, *" + NUMBER + " *(?:@ *([-+]?[0-9]{1,8}))?");

  /** A box's half width or height around it within which a click still means the face. */
  private static final double REACH = 0.5;

  /** The rules. */
  public enum Kind {
    /** The face that is largest over the shot. */
    LARGEST,
    /** The leftmost in the picture. */
    LEFT,
    /** The rightmost in the picture. */
    RIGHT,
    /** One track. */
    ID,
    /** By the name that the artist gave it, or by whom it was recognised as. */
    NAME,
    /** By a place in the picture. */
    AT,
    /** By a picture of the face. */
    LIKE
  }

  /**
   * Reads {@code largest}, {@code left}, {@code right}, {@code id:N}, {@code name:WHO}, {@code
   * at:X,Y}, {@code at:X,Y@FRAME} or {@code like:FILE}.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  public static FaceChoice parse(String text) {
    String t = text.strip();
    switch (t) {
      case "largest":
        return of(Kind.LARGEST, "");
      case "left":
        return of(Kind.LEFT, "");
      case "right":
        return of(Kind.RIGHT, "");
      default:
        return parsed(text, t);
    }
  }

  private static FaceChoice parsed(String given, String t) {
    Matcher id = ID.matcher(t);
    if (id.matches()) {
      return new FaceChoice(Kind.ID, Integer.parseInt(id.group(1)), "", 0, 0, ANY_FRAME);
    }
    Matcher at = AT.matcher(t);
    if (at.matches()) {
      @Nullable String frame = at.group(3);
      return new FaceChoice(
          Kind.AT,
          -1,
          "",
          Double.parseDouble(at.group(1)),
          Double.parseDouble(at.group(2)),
          frame == null ? ANY_FRAME : Integer.parseInt(frame));
    }
    if (t.startsWith("name:") && !t.substring(5).isBlank()) {
      return of(Kind.NAME, t.substring(5).strip());
    }
    if (t.startsWith("like:") && !t.substring(5).isBlank()) {
      return of(Kind.LIKE, t.substring(5).strip());
    }
    throw new IllegalArgumentException("face '" + given + "': choose " + FORMS);
  }

  private static FaceChoice of(Kind kind, String text) {
    return new FaceChoice(kind, -1, text, 0, 0, ANY_FRAME);
  }

  /**
   * The face that the rule picks among those of one frame, or null if there is none. {@code id:N}
   * means the track id; a name and a picture pick nobody here.
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
            case AT -> atRank(box);
            case NAME, LIKE -> Double.NEGATIVE_INFINITY;
          };
      if (rank > bestRank) {
        bestRank = rank;
        best = f;
      }
    }
    return best;
  }

  /** How well a box is hit: the nearer to its middle, measured by its size, the better. */
  double atRank(FaceBox box) {
    double dx = Math.abs(x - box.centreX()) / Math.max(1, box.width());
    double dy = Math.abs(y - box.centreY()) / Math.max(1, box.height());
    double off = Math.max(dx, dy);
    return off <= 0.5 + REACH ? -off : Double.NEGATIVE_INFINITY;
  }

  /** The same for a picture of another size. */
  public FaceChoice scaled(double scaleX, double scaleY) {
    return new FaceChoice(kind, id, text, x * scaleX, y * scaleY, frame);
  }

  @Override
  public String toString() {
    return switch (kind) {
      case LARGEST -> "largest";
      case LEFT -> "left";
      case RIGHT -> "right";
      case ID -> "id:" + id;
      case NAME -> "name:" + text;
      case AT -> "at:" + number(x) + "," + number(y) + (frame == ANY_FRAME ? "" : "@" + frame);
      case LIKE -> "like:" + text;
    };
  }

  private static String number(double v) {
    return v == Math.rint(v) ? Long.toString((long) v) : Double.toString(v);
  }
}
