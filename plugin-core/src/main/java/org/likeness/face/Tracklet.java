package org.likeness.face;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * A piece of a track: faces that are surely one person's, ascending by frame, at most one a frame.
 */
final class Tracklet {
  /** Vectors that make the mean: the best ones. */
  private static final int MOST_VECTORS = 40;

  /** Vectors of less than this quality say nothing. */
  static final double LEAST_QUALITY = 0.08;

  /**
   * Part of the vectors that the mean keeps: those nearest to it; the rest saw a hand or a blur.
   */
  private static final double KEPT = 0.75;

  /** Frames that tell whom it shows of late. */
  private static final int LATELY = 60;

  /** Frames over which speed is measured, and for which it is trusted. */
  private static final int SPEED_REACH = 3;

  private final List<SeenFace> faces = new ArrayList<>();

  Tracklet(List<SeenFace> faces) {
    this.faces.addAll(faces);
  }

  void add(SeenFace face) {
    faces.add(face);
  }

  List<SeenFace> faces() {
    return faces;
  }

  SeenFace first() {
    return faces.get(0);
  }

  SeenFace last() {
    return faces.get(faces.size() - 1);
  }

  /** The shot's frames in which it is seen. */
  BitSet indices() {
    BitSet out = new BitSet();
    faces.forEach(f -> out.set(f.index()));
    return out;
  }

  /** Where the face would be at a later frame, going on as before for a few frames. */
  FaceBox ahead(int frame) {
    return moved(faces.size() - 1, -1, frame);
  }

  /** Where the face would have been at an earlier frame. */
  FaceBox behind(int frame) {
    return moved(0, 1, frame);
  }

  private FaceBox moved(int end, int step, int frame) {
    SeenFace from = faces.get(end);
    int other = end;
    for (int i = end + step; i >= 0 && i < faces.size(); i += step) {
      if (Math.abs(faces.get(i).index() - from.index()) > SPEED_REACH) {
        break;
      }
      other = i;
    }
    if (other == end) {
      return from.box();
    }
    SeenFace then = faces.get(other);
    double frames = from.face().frame() - then.face().frame();
    double reach = SPEED_REACH * Math.abs(frames / (from.index() - then.index()));
    double time = frame - from.face().frame();
    double steps = Math.signum(time) * Math.min(Math.abs(time), reach) / frames;
    return from.box()
        .shift(
            (from.box().centreX() - then.box().centreX()) * steps,
            (from.box().centreY() - then.box().centreY()) * steps);
  }

  /** Whom it shows of late. */
  Who whoLately() {
    return who(faces.subList(Math.max(0, faces.size() - LATELY), faces.size()));
  }

  /**
   * Whom some faces show, if they are one person's: the mean of the best vectors, each by its
   * quality, without those that lie farthest from it.
   */
  static Who who(List<SeenFace> faces) {
    List<SeenFace> best =
        faces.stream()
            .filter(f -> f.quality() >= LEAST_QUALITY)
            .sorted(
                Comparator.comparingDouble((SeenFace f) -> -f.quality())
                    .thenComparingInt(SeenFace::index))
            .limit(MOST_VECTORS)
            .toList();
    if (best.isEmpty()) {
      return Who.UNKNOWN;
    }
    float[] mean = mean(best);
    int kept = (int) Math.ceil(KEPT * best.size());
    List<SeenFace> near =
        best.stream()
            .sorted(
                Comparator.comparingDouble(
                        (SeenFace f) -> -IdentityVectors.likeness(f.identity(), mean))
                    .thenComparingInt(SeenFace::index))
            .limit(kept)
            .toList();
    double quality = near.stream().mapToDouble(SeenFace::quality).sum();
    return new Who(mean(near), quality);
  }

  private static float[] mean(List<SeenFace> faces) {
    float[] sum = new float[FaceDetail.IDENTITY];
    for (SeenFace f : faces) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += (float) (f.quality() * f.identity()[i]);
      }
    }
    return IdentityVectors.unit(sum);
  }

  /**
   * An identity.
   *
   * @param vector of unit length, or none
   * @param quality sum of the qualities of the vectors in it
   */
  record Who(float[] vector, double quality) {
    static final Who UNKNOWN = new Who(new float[0], 0);

    boolean known() {
      return vector.length > 0;
    }

    /** Likeness with another known one. */
    double likeness(Who other) {
      return IdentityVectors.likeness(vector, other.vector);
    }
  }
}
