package org.likeness.face;

import org.jspecify.annotations.Nullable;
import org.likeness.image.PixelRect;

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

  /**
   * A face that the plate's edge cuts off has at least this much by the points that are in the
   * picture: those beyond the edge are guessed, and say so. Measured: backs of heads, necks and
   * hands that are cut off have at most 3.66.
   */
  private static final double CUT_FACE = 3.8;

  /** One is cut off if no more of the inner points than this part lie in the picture. */
  private static final double CUT_PART = 0.8;

  /** So many of them must. */
  private static final int CUT_LEAST = 6;

  /** From here on it is as sure as it gets. */
  private static final double SURE = 4.3;

  /** Presence of what is only just a face, and of what is surely one: less than a mesh's own. */
  private static final double LEAST_PRESENCE = 0.5;

  private static final double MOST_PRESENCE = 0.75;

  /** How far it may wander off, in heights of the face, and by what factor it may change size. */
  private static final double AWAY = 0.5;

  private static final double OTHER_SIZE = 1.8;

  /** Overlap of the boxes of a mesh and of the points by which they are of one face. */
  private static final double AGREED = 0.4;

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
    return judged(plate, expected(seen), false);
  }

  /** The same, where the plate's edge may cut the face off. */
  @Nullable Landmarks cutOff(DisplayView plate, Detection seen) {
    return judged(plate, expected(seen), true);
  }

  private static CropAnchors.Fit expected(Detection seen) {
    FaceBox b = seen.box();
    double side = Math.max(b.width(), b.height());
    double a = seen.angle();
    double x = b.centreX() + ABOVE * side * Math.sin(a);
    double y = b.centreY() - ABOVE * side * Math.cos(a);
    return new CropAnchors.Fit(x, y, HEIGHT * side, upright(a));
  }

  /** A face of the frame before, from where it was; or null if it is not seen there. */
  @Nullable Landmarks follow(DisplayView plate, FaceObservation before) {
    FacePoints anchors = before.detail().anchors();
    if (anchors.count() != CropAnchors.COUNT) {
      return null;
    }
    return judged(plate, CropAnchors.fit(anchors.xy()), true);
  }

  /** Whether the points that are looked for from a mesh lie where it lies. */
  boolean agrees(DisplayView plate, Landmarks mesh) {
    float[] xy = net.find(plate, mesh, template).detail().points().xy();
    return FaceBox.of(mesh).iou(FaceBox.of(xy)) > AGREED;
  }

  private @Nullable Landmarks judged(
      DisplayView plate, CropAnchors.Fit expected, boolean mayBeCut) {
    PointNet.Seen glance = net.glance(plate, expected);
    if (unsure(glance) > HOPELESS && !(mayBeCut && cut(plate, glance))) {
      return null;
    }
    PointNet.Seen once = net.again(plate, glance.fit());
    PointNet.Seen twice = net.find(plate, once.fit());
    double enough = FACE;
    double face = face(unsure(twice), apart(once.fit(), twice.fit()));
    if (face < FACE && mayBeCut && cut(plate, twice)) {
      PointNet.Seen thrice = net.find(plate, twice.fit());
      enough = CUT_FACE;
      face =
          cut(plate, thrice)
              ? face(unsureInside(plate, thrice), apart(twice.fit(), thrice.fit()))
              : 0;
      twice = thrice;
    }
    if (face < enough || !near(twice.fit(), expected)) {
      return null;
    }
    double sure = Math.min(1, (face - enough) / (SURE - FACE));
    double presence = LEAST_PRESENCE + sure * (MOST_PRESENCE - LEAST_PRESENCE);
    return PosedMesh.of(template, twice.fit(), twice.detail().points(), (float) presence);
  }

  /** How much speaks for a face. */
  static double face(double unsure, double wander) {
    return -unsure - WANDER_COST * Math.log(Math.max(LEAST_WANDER, wander) / WANDER);
  }

  /** Mean logarithm of the deviations of the inner points, in heights of the face. */
  private static double unsure(PointNet.Seen s) {
    double sum = 0;
    for (int i = PosedMesh.INNER; i < FacePoints.CLASSIC; i++) {
      sum += unsure(s, i);
    }
    return sum / (FacePoints.CLASSIC - PosedMesh.INNER);
  }

  private static double unsure(PointNet.Seen s, int point) {
    return Math.log(Math.max(1e-6, s.detail().points().deviation()[point] / s.fit().scale()));
  }

  /** The same of those alone that lie in the picture. */
  private static double unsureInside(DisplayView plate, PointNet.Seen s) {
    double sum = 0;
    int n = 0;
    for (int i = PosedMesh.INNER; i < FacePoints.CLASSIC; i++) {
      if (inside(plate.window(), s, i)) {
        sum += unsure(s, i);
        n++;
      }
    }
    return sum / n;
  }

  /** Whether the plate's edge cuts a face off, and leaves enough of it. */
  private static boolean cut(DisplayView plate, PointNet.Seen s) {
    int n = 0;
    for (int i = PosedMesh.INNER; i < FacePoints.CLASSIC; i++) {
      n += inside(plate.window(), s, i) ? 1 : 0;
    }
    return n >= CUT_LEAST && n <= CUT_PART * (FacePoints.CLASSIC - PosedMesh.INNER);
  }

  private static boolean inside(PixelRect window, PointNet.Seen s, int point) {
    float[] xy = s.detail().points().xy();
    return window.contains((int) Math.floor(xy[2 * point]), (int) Math.floor(xy[2 * point + 1]));
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
