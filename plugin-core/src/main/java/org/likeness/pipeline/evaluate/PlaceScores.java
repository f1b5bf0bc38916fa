package org.likeness.pipeline.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.likeness.face.CropAnchors;
import org.likeness.face.FaceDetail;
import org.likeness.face.FaceObservation;
import org.likeness.face.HeadPose;

/** How near found faces lie to known ones, summed over many pictures. Not thread-safe. */
final class PlaceScores {
  /** A face of which less is seen need not be found, and is not false when it is. */
  static final double TO_BE_FOUND = 0.25;

  /** The bins of |yaw|, in degrees: under 30, under 60, the rest. */
  static final double[] BINS = {30, 60, Double.POSITIVE_INFINITY};

  private int wanted;
  private int found;
  private int wrong;
  private final List<List<Double>> points = List.of(list(), list(), list());
  private final List<List<Double>> jaw = List.of(list(), list(), list());
  private final List<List<Double>> bySight = List.of(list(), list(), list());
  private final List<List<Double>> byAxis = List.of(list(), list(), list());
  private final List<Double> turn = list();
  private final List<Double> iris = list();

  private static List<Double> list() {
    return new ArrayList<>();
  }

  /** Adds one picture. */
  void add(List<TruthFace> truth, List<FaceObservation> faces) {
    FaceMatch.of(truth, faces).forEach(this::add);
  }

  /** Adds one face. */
  void add(FaceMatch match) {
    TruthFace t = match.truth();
    FaceObservation o = match.found();
    if (t == null) {
      wrong++;
      return;
    }
    if (t.seen() < TO_BE_FOUND) {
      return;
    }
    wanted++;
    if (o == null) {
      return;
    }
    found++;
    HeadPose sight = t.poseBySight();
    HeadPose axis = t.poseByAxis();
    int bin = 0;
    while (Math.abs(axis.yaw()) >= BINS[bin]) {
      bin++;
    }
    double[] p = FaceMatch.points(o);
    points.get(bin).add(distance(t, p, TruthFace.INNER, TruthFace.COUNT));
    jaw.get(bin).add(distance(t, p, 0, TruthFace.INNER));
    if (o.detail().anchors().count() == CropAnchors.COUNT) {
      pose(bySight, CropAnchors.fit(o.detail().anchors().xy()).pose(), sight);
    }
    pose(byAxis, o.pose(), axis);
    turn.add(between(o.pose(), axis));
    float[] seen = o.detail().iris();
    for (int eye = 0; eye < 2 && seen.length == FaceDetail.IRIS; eye++) {
      double d =
          Math.hypot(seen[3 * eye] - t.iris()[2 * eye], seen[3 * eye + 1] - t.iris()[2 * eye + 1]);
      if (!Double.isNaN(d)) {
        iris.add(100 * d / t.size());
      }
    }
  }

  /** Mean distance of the visible points, per cent of the face's size; NaN if none is visible. */
  static double distance(TruthFace t, double[] p, int from, int to) {
    double sum = 0;
    int n = 0;
    for (int i = from; i < to; i++) {
      if (t.visibility()[i] >= TruthFace.SEEN) {
        sum += Math.hypot(p[2 * i] - t.points()[2 * i], p[2 * i + 1] - t.points()[2 * i + 1]);
        n++;
      }
    }
    return 100 * sum / n / t.size();
  }

  private static void pose(List<List<Double>> into, HeadPose is, HeadPose known) {
    into.get(0).add(angle(is.yaw() - known.yaw()));
    into.get(1).add(angle(is.pitch() - known.pitch()));
    into.get(2).add(angle(is.roll() - known.roll()));
  }

  /** The angle of the one rotation that leads from one pose to the other, degrees. */
  static double between(HeadPose a, HeadPose b) {
    double[] p = rotation(a);
    double[] q = rotation(b);
    double trace = 0;
    for (int i = 0; i < 9; i++) {
      trace += p[i] * q[i];
    }
    return Math.toDegrees(Math.acos(Math.max(-1, Math.min(1, (trace - 1) / 2))));
  }

  /** Roll after yaw after pitch, x right, y up, z to the viewer, by rows. */
  private static double[] rotation(HeadPose pose) {
    double y = Math.toRadians(pose.yaw());
    double p = Math.toRadians(-pose.pitch());
    double r = Math.toRadians(pose.roll());
    double cy = Math.cos(y);
    double sy = Math.sin(y);
    double cp = Math.cos(p);
    double sp = Math.sin(p);
    double cr = Math.cos(r);
    double sr = Math.sin(r);
    return new double[] {
      cr * cy,
      cr * sy * sp - sr * cp,
      cr * sy * cp + sr * sp,
      sr * cy,
      sr * sy * sp + cr * cp,
      sr * sy * cp - cr * sp,
      -sy,
      cy * sp,
      cy * cp
    };
  }

  private static double angle(double degrees) {
    double d = Math.abs(degrees) % 360;
    return Math.min(d, 360 - d);
  }

  int wanted() {
    return wanted;
  }

  int found() {
    return found;
  }

  int wrong() {
    return wrong;
  }

  /** Faces of a bin. */
  int count(int bin) {
    return points.get(bin).size();
  }

  double inner(int bin) {
    return mean(points.get(bin));
  }

  double jaw(int bin) {
    return mean(jaw.get(bin));
  }

  /** Mean error in degrees; angle 0 yaw, 1 pitch, 2 roll; against the camera's axis. */
  double pose(int angle) {
    return mean(byAxis.get(angle));
  }

  /** The error that 95 of 100 faces keep. */
  double pose95(int angle) {
    return percentile(byAxis.get(angle), 0.95);
  }

  /** The same as {@link #pose}, had the head's turn been meant against the line of sight. */
  double poseBySight(int angle) {
    return mean(bySight.get(angle));
  }

  /** Mean angle of the rotation by which a pose is wrong, degrees. */
  double turn() {
    return mean(turn);
  }

  double turn95() {
    return percentile(turn, 0.95);
  }

  /** Mean error of the irises, per cent of the face's size. */
  double iris() {
    return mean(iris);
  }

  int irises() {
    return iris.size();
  }

  /** Mean of the numbers that are known; NaN without any. */
  static double mean(List<Double> v) {
    return v.stream()
        .mapToDouble(d -> d)
        .filter(d -> !Double.isNaN(d))
        .average()
        .orElse(Double.NaN);
  }

  static double percentile(List<Double> v, double part) {
    double[] sorted = v.stream().mapToDouble(d -> d).filter(d -> !Double.isNaN(d)).toArray();
    Arrays.sort(sorted);
    return sorted.length == 0 ? Double.NaN : sorted[(int) Math.floor(part * (sorted.length - 1))];
  }
}
