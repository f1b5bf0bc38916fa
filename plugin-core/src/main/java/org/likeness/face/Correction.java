package org.likeness.face;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** One thing that an artist puts right in an analysis; see {@link Corrections}. */
sealed interface Correction {
  /**
   * Where a face was when the correction was made: by this it is found again in a new analysis,
   * which may have numbered the tracks in another way.
   *
   * @param frame of the plate
   * @param x centre of the face's box, plate pixels
   * @param y centre of the face's box, plate pixels
   */
  record At(int frame, double x, double y) {}

  /** The track that it is about. */
  int track();

  /** Where that track is, or null if nobody has looked yet. */
  @Nullable At at();

  /** The same, bound to a place. */
  Correction at(At place);

  /** The frame by which the track is to be found again, if the correction names one. */
  default OptionalInt frame() {
    return OptionalInt.empty();
  }

  /** Name in the JSON. */
  String kind();

  /**
   * Points moved on key frames.
   *
   * @param radius how far around a point the skin follows, as a part of the face's height
   * @param fade frames before the first and after the last key in which the change dies away
   * @param keys by ascending frame, at least one
   */
  record Points(int track, @Nullable At at, double radius, int fade, List<PointKey> keys)
      implements Correction {
    @Override
    public Points at(At place) {
      return new Points(track, place, radius, fade, keys);
    }

    @Override
    public OptionalInt frame() {
      return OptionalInt.of(keys.get(0).frame());
    }

    @Override
    public String kind() {
      return "points";
    }
  }

  /**
   * Points on one frame.
   *
   * @param to where they are, plate pixels, by name
   * @param by how far they are to move, plate pixels, by name
   */
  record PointKey(int frame, Map<PointName, double[]> to, Map<PointName, double[]> by) {}

  /**
   * The whole face moved on key frames.
   *
   * @param fade as in {@link Points}
   * @param keys by ascending frame, at least one
   */
  record Move(int track, @Nullable At at, int fade, List<MoveKey> keys) implements Correction {
    @Override
    public Move at(At place) {
      return new Move(track, place, fade, keys);
    }

    @Override
    public OptionalInt frame() {
      return OptionalInt.of(keys.get(0).frame());
    }

    @Override
    public String kind() {
      return "move";
    }
  }

  /**
   * A move on one frame, about the centre of the face's box.
   *
   * @param dx to image right, pixels
   * @param dy down, pixels
   * @param scale of the face, 1 as found
   * @param turn degrees, counter-clockwise in the image
   */
  record MoveKey(int frame, double dx, double dy, double scale, double turn) {}

  /**
   * From a frame on it is another track.
   *
   * @param first the first frame of the other track
   * @param as its number, or -1 for the next free one
   */
  record Split(int track, @Nullable At at, int first, int as) implements Correction {
    @Override
    public Split at(At place) {
      return new Split(track, place, first, as);
    }

    @Override
    public String kind() {
      return "split";
    }
  }

  /**
   * Two tracks are one.
   *
   * @param with the one whose frames the first one takes over
   * @param withAt where that one is
   */
  record Join(int track, @Nullable At at, int with, @Nullable At withAt) implements Correction {
    @Override
    public Join at(At place) {
      return new Join(track, place, with, withAt);
    }

    Join withAt(At place) {
      return new Join(track, at, with, place);
    }

    @Override
    public String kind() {
      return "join";
    }
  }

  /**
   * What a track is called, or who it is.
   *
   * @param who whether it is the identity of the reference gallery, not a name
   * @param text the name
   */
  record Name(int track, @Nullable At at, boolean who, String text) implements Correction {
    @Override
    public Name at(At place) {
      return new Name(track, place, who, text);
    }

    @Override
    public String kind() {
      return who ? "identity" : "name";
    }
  }

  /** There is no such face from a frame to another, both included. */
  record Delete(int track, @Nullable At at, int first, int last) implements Correction {
    @Override
    public Delete at(At place) {
      return new Delete(track, place, first, last);
    }

    @Override
    public String kind() {
      return "delete";
    }
  }
}
