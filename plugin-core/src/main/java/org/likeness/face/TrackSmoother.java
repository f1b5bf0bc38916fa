package org.likeness.face;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.likeness.image.Affine2;
import org.likeness.image.PixelRect;

/**
 * Steadies a track without lag: short gaps are filled, then everything that has a place in the
 * picture is steadied by {@link AdaptiveSmoother} along the motion of the head. An observation that
 * lies far from what its neighbours tell (a hand before the face) counts less, by twice refitting
 * with weights from the residuals.
 */
final class TrackSmoother {
  /** The window of the fit that tells who lies astray. */
  private static final int REACH = 4;

  private static final double SIGMA = 2.0;

  private static final double FILLED_WEIGHT = 0.2;

  /**
   * A residual is usual up to so many medians of the track's, or this part of the face's height.
   */
  private static final double USUAL_MEDIANS = 2.5;

  private static final double USUAL_LEAST = 0.002;
  private static final int REFITS = 2;

  /** An observation lies astray where so little of its weight is left. */
  private static final double ASTRAY = 0.25;

  /**
   * A head that moves by more than this part of its height a frame, somewhere in the window, may
   * set out or stop within a frame or two, which no parabola follows; where skin does not tell.
   */
  private static final double FAST = 0.04;

  /** How far a mesh may then be taken from where it was seen, part of the face's height. */
  private static final double FAST_LIMIT = 0.01;

  private static final float PROFILE_DEGREES = 60;

  private static final int[] PLACES = IntStream.range(0, Landmarks.COUNT).toArray();

  private final List<FaceObservation> all;
  private final List<Optional<SkinRegistration.Motion>> seen;
  private final double[] base;

  private TrackSmoother(List<FaceObservation> all) {
    this.all = all;
    this.seen = MotionPath.seen(all);
    this.base = new double[all.size()];
    for (int i = 0; i < base.length; i++) {
      FaceObservation o = all.get(i);
      base[i] = Math.max(0.01, o.landmarks().presence());
      if (o.flags().contains(FaceObservation.Flag.INTERPOLATED)) {
        base[i] *= FILLED_WEIGHT;
      }
    }
  }

  /**
   * The steadied track.
   *
   * @param raw one track, ascending by frame
   * @param id its number
   * @param frames the shot's frames, ascending
   * @param picture the plate's window
   * @param lens that poses are told by
   */
  static ShotAnalysis.Track smooth(
      List<FaceObservation> raw, int id, List<Integer> frames, PixelRect picture, Lens lens) {
    return new TrackSmoother(TrackGaps.filled(raw, frames)).track(id, picture, lens);
  }

  private ShotAnalysis.Track track(int id, PixelRect picture, Lens lens) {
    double[] sure = trusted();
    boolean[] astray = new boolean[sure.length];
    for (int i = 0; i < astray.length; i++) {
      astray[i] = sure[i] < ASTRAY * base[i];
    }
    MotionPath path = MotionPath.of(all, seen, sure);
    Map<PlaceField, float[][]> places = new EnumMap<>(PlaceField.class);
    for (PlaceField f : PlaceField.values()) {
      places.put(f, AdaptiveSmoother.smooth(all, f, path, sure, astray));
    }
    List<FaceObservation> out = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      out.add(observation(i, id, places, picture, lens));
    }
    return new ShotAnalysis.Track(id, out);
  }

  private FaceObservation observation(
      int i, int id, Map<PlaceField, float[][]> places, PixelRect picture, Lens lens) {
    FaceObservation o = all.get(i);
    float[] mesh = placed(places, PlaceField.MESH, i);
    keepNear(i, mesh);
    for (int c = 0; c < mesh.length; c++) {
      mesh[c] = AnalysisCodec.rounded(mesh[c]);
    }
    Landmarks landmarks = new Landmarks(mesh, o.landmarks().presence());
    FaceDetail d = o.detail();
    FaceDetail detail =
        d.withPlaces(
                points(d.points(), placed(places, PlaceField.POINTS, i)),
                points(d.anchors(), placed(places, PlaceField.ANCHORS, i)),
                placed(places, PlaceField.IRIS, i))
            .withSkin(new byte[0]);
    HeadPose pose =
        detail.anchors().count() == CropAnchors.COUNT
            ? CropAnchors.fit(detail.anchors().xy()).pose(picture, lens)
            : FaceAligner.pose(landmarks, CropTemplate.byId(CropTemplate.WHOLE_FACE_V1));
    Set<FaceObservation.Flag> flags = EnumSet.noneOf(FaceObservation.Flag.class);
    flags.addAll(o.flags());
    flags.remove(FaceObservation.Flag.PROFILE);
    if (Math.abs(pose.yaw()) > PROFILE_DEGREES) {
      flags.add(FaceObservation.Flag.PROFILE);
    }
    return new FaceObservation(id, o.frame(), o.score(), landmarks, pose, flags, detail);
  }

  private static float[] placed(Map<PlaceField, float[][]> places, PlaceField field, int i) {
    float[][] all = places.get(field);
    return all == null ? new float[0] : all[i];
  }

  private static FacePoints points(FacePoints raw, float[] xy) {
    return xy.length == 0 ? raw : new FacePoints(xy, raw.deviation(), raw.visibility());
  }

  /** How much each observation counts, by what its neighbours tell. */
  private double[] trusted() {
    double[] sure = base.clone();
    double[] heights = new double[base.length];
    for (int i = 0; i < heights.length; i++) {
      heights[i] = FaceBox.of(all.get(i).landmarks()).height();
    }
    for (int round = 0; round < REFITS; round++) {
      MotionPath path = MotionPath.of(all, seen, sure);
      double[] off = new double[base.length];
      for (int i = 0; i < off.length; i++) {
        off[i] = medianDistance(all.get(i).landmarks().xyz(), fit(path, sure, i));
      }
      double usual = Math.max(USUAL_MEDIANS * median(off), USUAL_LEAST * median(heights));
      for (int i = 0; i < off.length; i++) {
        double r = off[i] / usual;
        sure[i] = base[i] / ((1 + r * r) * (1 + r * r));
      }
    }
    return sure;
  }

  /** The mesh at an observation by a fit through its neighbours. */
  private float[] fit(MotionPath path, double[] sure, int at) {
    int centre = all.get(at).frame();
    int from = at;
    while (from > 0 && centre - all.get(from - 1).frame() <= REACH) {
      from--;
    }
    int to = at + 1;
    while (to < all.size() && all.get(to).frame() - centre <= REACH) {
      to++;
    }
    double[] t = new double[to - from];
    for (int k = 0; k < t.length; k++) {
      t[k] = all.get(from + k).frame() - centre;
    }
    double[] kernel = SmoothKernel.of(t, Arrays.copyOfRange(sure, from, to), SIGMA);
    Affine2[] maps = path.towards(at, from, to);
    double[] sum = new double[3 * Landmarks.COUNT];
    double[] moved = new double[sum.length];
    for (int k = 0; k < kernel.length; k++) {
      PlaceField.MESH.move(all.get(from + k).landmarks().xyz(), maps[k], PLACES, moved);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += kernel[k] * moved[i];
      }
    }
    float[] out = new float[sum.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) sum[i];
    }
    return out;
  }

  /** In fast movement a late crop is seen and a trembling one is not: the mesh stays near. */
  private void keepNear(int at, float[] fit) {
    float[] own = all.get(at).landmarks().xyz();
    double height = FaceBox.of(all.get(at).landmarks()).height();
    double off = medianDistance(own, fit);
    boolean told =
        (at == 0 || seen.get(at).isPresent())
            && (at + 1 == all.size() || seen.get(at + 1).isPresent());
    if (told || off <= FAST_LIMIT * height || speed(at) <= FAST * height) {
      return;
    }
    float share = (float) (FAST_LIMIT * height / off);
    for (int i = 0; i < fit.length; i++) {
      fit[i] = own[i] + share * (fit[i] - own[i]);
    }
  }

  /**
   * The fastest movement in the window, pixels a frame. Each is measured over a frame that is left
   * out, and the smaller of two in a row counts, so that one mesh that lies wrong is no movement.
   */
  private double speed(int at) {
    double fastest = 0;
    double before = 0;
    int centre = all.get(at).frame();
    for (int i = 2; i < all.size(); i++) {
      FaceObservation a = all.get(i - 2);
      FaceObservation b = all.get(i);
      if (centre - a.frame() <= REACH && b.frame() - centre <= REACH) {
        double d = medianDistance(a.landmarks().xyz(), b.landmarks().xyz());
        double now = d / (b.frame() - a.frame());
        fastest = Math.max(fastest, Math.min(before, now));
        before = now;
      }
    }
    return fastest;
  }

  /** The median point's distance, so that a mouth that opens is no sign of a bad mesh. */
  private static double medianDistance(float[] a, float[] b) {
    double[] d = new double[Landmarks.COUNT];
    for (int i = 0; i < d.length; i++) {
      double dx = a[3 * i] - b[3 * i];
      double dy = a[3 * i + 1] - b[3 * i + 1];
      d[i] = Math.sqrt(dx * dx + dy * dy);
    }
    return median(d);
  }

  private static double median(double[] v) {
    double[] sorted = v.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
