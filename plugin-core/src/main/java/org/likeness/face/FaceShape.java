package org.likeness.face;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a person's face is built, apart from pose, place and what it expresses: the mean places of
 * the classic points of jaw (0 to 16) and brows (17 to 26) in the crop of {@link
 * CropTemplate#WHOLE_FACE_V2}, over pictures from the front, made symmetric.
 *
 * @param xy 27 pairs, x image right, y down; unit: the height of the template's face; origin: the
 *     crop's middle
 */
public record FaceShape(float[] xy) {
  /** How many points. */
  public static final int COUNT = 27;

  /** A picture shows the shape up to this turn of the head, degrees. */
  public static final double FRONT = 20;

  /** Lips further apart than this, in heights of the face, mean that the jaw is down. */
  private static final double CLOSED = 0.03;

  /** So many closed mouths are enough to do without the others. */
  private static final int ENOUGH = 8;

  /** A tenth of a pixel on a face of 400. */
  private static final float STEPS = 4096;

  private static final int UPPER_LIP = 62;
  private static final int LOWER_LIP = 66;

  /** Checks the length. */
  public FaceShape {
    if (xy.length != 2 * COUNT) {
      throw new IllegalArgumentException(COUNT + " points need 54 numbers, not " + xy.length);
    }
    for (float v : xy) {
      if (!(Math.abs(v) <= 2)) {
        throw new IllegalArgumentException("a point of a face's shape lies at " + v);
      }
    }
  }

  /**
   * The same on a grid of 1 / {@value #STEPS}: what a face that is moved, turned or scaled as a
   * whole adds in the last bits of a mean is gone, so that such a correction of one frame leaves
   * the others as they are.
   */
  public FaceShape rounded() {
    float[] out = new float[xy.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.round(xy[i] * STEPS) / STEPS;
    }
    return new FaceShape(out);
  }

  /**
   * One look at a face.
   *
   * @param points the 68 classic ones, pairs, in the units of {@link FaceShape}
   * @param yaw degrees
   * @param pitch degrees
   */
  public record Look(float[] points, double yaw, double pitch) {
    private boolean front() {
      return Math.abs(yaw) <= FRONT && Math.abs(pitch) <= FRONT;
    }

    private boolean closed() {
      return points[2 * LOWER_LIP + 1] - points[2 * UPPER_LIP + 1] <= CLOSED;
    }
  }

  /**
   * A look at a face of a plate; nothing where the classic points are not known.
   *
   * @param aspect width of the plate's pixels over their height
   */
  public static Optional<Look> look(FaceObservation face, double aspect) {
    FacePoints p = face.detail().points();
    if (p.count() != FacePoints.CLASSIC) {
      return Optional.empty();
    }
    var map =
        FaceAligner.plateToCrop(face, CropTemplate.byId(CropTemplate.WHOLE_FACE_V2), 1, 1, aspect);
    float[] xy = new float[2 * FacePoints.CLASSIC];
    for (int i = 0; i < xy.length; i += 2) {
      double x = p.xy()[i];
      double y = p.xy()[i + 1];
      xy[i] = (float) (map.mapX(x, y) - 0.5);
      xy[i + 1] = (float) (map.mapY(x, y) - 0.5);
    }
    return Optional.of(new Look(xy, face.pose().yaw(), face.pose().pitch()));
  }

  /** The shape that several looks show; nothing where none is from the front. */
  public static Optional<FaceShape> of(List<Look> looks) {
    List<Look> front = looks.stream().filter(Look::front).toList();
    List<Look> closed = front.stream().filter(Look::closed).toList();
    List<Look> used = closed.size() >= ENOUGH ? closed : front;
    if (used.isEmpty()) {
      return Optional.empty();
    }
    double[] sum = new double[2 * COUNT];
    for (Look l : used) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += l.points()[i];
      }
    }
    float[] out = new float[2 * COUNT];
    for (int i = 0; i < COUNT; i++) {
      int j = ClassicPoints.mirrored(i);
      out[2 * i] = (float) ((sum[2 * i] - sum[2 * j]) / (2.0 * used.size()));
      out[2 * i + 1] = (float) ((sum[2 * i + 1] + sum[2 * j + 1]) / (2.0 * used.size()));
    }
    return Optional.of(new FaceShape(out));
  }

  /** As numbers of a manifest. */
  public List<Float> numbers() {
    List<Float> out = new ArrayList<>();
    for (float v : xy) {
      out.add(Math.round(v * 1e5f) / 1e5f);
    }
    return out;
  }
}
