package org.likeness.face;

import org.jspecify.annotations.Nullable;

/**
 * A second opinion where a detector sees a face and the mesh does not. The mesh's own account of
 * its presence fails on full profiles, on heads thrown back and behind hands; the network of the
 * points was trained on those. What is a face is told by two things that it cannot feign: how sure
 * it is of each inner point, and whether it comes back to the same place when it looks again from
 * there. Thread-safe.
 */
final class SecondLook {
  /** Height of the template's face over the longer side of a detector's box, the middle one. */
  private static final double HEIGHT = 1.1;

  /** How far above the middle of the box the template's middle lies, in its sides. */
  private static final double ABOVE = 0.06;

  /** Mean logarithm of the deviations, in heights of the face, above which no second look helps. */
  private static final double HOPELESS = -3.0;

  /** How much a wander by a factor of e costs, and from where to where it tells. */
  private static final double WANDER_COST = 0.3;

  private static final double WANDER = 0.02;
  private static final double LEAST_WANDER = 0.004;

  /**
   * A face has at least this much. Measured: faces that the mesh refuses have 3.7 to 4.9, and what
   * is none, backs of heads, hands, hair, ears, stairs and lettering, at most 3.4.
   */
  private static final double FACE = 3.65;

  /** From here on it is as sure as it gets. */
  private static final double SURE = 4.3;

  /** Presence of what is only just a face, and of what is surely one: less than a mesh's own. */
  private static final double LEAST_PRESENCE = 0.5;

  private static final double MOST_PRESENCE = 0.75;

  /** How far it may wander off, in heights of the face, and by what factor it may change size. */
  private static final double AWAY = 0.5;

  private static final double OTHER_SIZE = 1.8;

  private final PointNet net;
  private final CropTemplate template;

  SecondLook(PointNet net, CropTemplate template) {
    this.net = net;
    this.template = template;
  }

  /**
   * The face that a detector saw, or null if this is none. It stands as the detector says: turned
   * over, a profile looks to this network like one to the other side.
   */
  @Nullable Landmarks at(DisplayView plate, Detection seen) {
    FaceBox b = seen.box();
    double side = Math.max(b.width(), b.height());
    double a = seen.angle();
    double x = b.centreX() + ABOVE * side * Math.sin(a);
    double y = b.centreY() - ABOVE * side * Math.cos(a);
    return judged(plate, new CropAnchors.Fit(x, y, HEIGHT * side, upright(a)));
  }

  /** A face of the frame before, from where it was; or null if it is not seen there. */
  @Nullable Landmarks follow(DisplayView plate, FaceObservation before) {
    FacePoints anchors = before.detail().anchors();
    if (anchors.count() != CropAnchors.COUNT) {
      return null;
    }
    return judged(plate, CropAnchors.fit(anchors.xy()));
  }

  private @Nullable Landmarks judged(DisplayView plate, CropAnchors.Fit expected) {
    PointNet.Seen glance = net.glance(plate, expected);
    if (unsure(glance) > HOPELESS) {
      return null;
    }
    PointNet.Seen once = net.again(plate, glance.fit());
    PointNet.Seen twice = net.find(plate, once.fit());
    double face = face(unsure(twice), apart(once.fit(), twice.fit()));
    if (face < FACE || !near(twice.fit(), expected)) {
      return null;
    }
    double sure = Math.min(1, (face - FACE) / (SURE - FACE));
    double presence = LEAST_PRESENCE + sure * (MOST_PRESENCE - LEAST_PRESENCE);
    return PosedMesh.of(template, twice.fit(), twice.detail().points(), (float) presence);
  }

  /** How much speaks for a face. */
  static double face(double unsure, double wander) {
    return -unsure - WANDER_COST * Math.log(Math.max(LEAST_WANDER, wander) / WANDER);
  }

  /** Mean logarithm of the deviations of the inner points, in heights of the face. */
  private static double unsure(PointNet.Seen s) {
    float[] deviation = s.detail().points().deviation();
    double sum = 0;
    for (int i = PosedMesh.INNER; i < FacePoints.CLASSIC; i++) {
      sum += Math.log(Math.max(1e-6, deviation[i] / s.fit().scale()));
    }
    return sum / (FacePoints.CLASSIC - PosedMesh.INNER);
  }

  /** Root mean square distance of the anchors, in heights of the face. */
  private static double apart(CropAnchors.Fit a, CropAnchors.Fit b) {
    float[] p = CropAnchors.places(a);
    float[] q = CropAnchors.places(b);
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      double d = p[i] - q[i];
      sum += d * d;
    }
    return Math.sqrt(sum / CropAnchors.COUNT) / b.scale();
  }

  /** Whether it is still the face that was looked for, and not its neighbour. */
  private static boolean near(CropAnchors.Fit is, CropAnchors.Fit expected) {
    double ratio = is.scale() / expected.scale();
    return Math.hypot(is.x() - expected.x(), is.y() - expected.y()) < AWAY * expected.scale()
        && ratio < OTHER_SIZE
        && ratio > 1 / OTHER_SIZE;
  }

  private static double[] upright(double turn) {
    double c = Math.cos(turn);
    double s = Math.sin(turn);
    return new double[] {c, -s, 0, s, c, 0, 0, 0, 1};
  }
}
