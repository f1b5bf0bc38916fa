package org.likeness.pipeline.sheet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.likeness.face.ClassicPoints;
import org.likeness.face.FaceBox;
import org.likeness.face.FaceObservation;
import org.likeness.face.FacePoints;
import org.likeness.face.FrameFaces;
import org.likeness.face.ShotAnalysis;

/**
 * One track with the figures that the page shows.
 *
 * @param track the track
 * @param colour of its drawings, as CSS
 * @param jitter by frame, root mean square length of the second difference of the 68 points, px
 * @param jitterBefore the same before smoothing, where the file holds it
 */
record SheetTrack(
    ShotAnalysis.Track track,
    String colour,
    Map<Integer, Double> jitter,
    Map<Integer, Double> jitterBefore) {
  /** Told apart also by those who see few colours (M. Okabe and K. Ito), on a dark page. */
  private static final String[] COLOURS = {
    "#56b4e9", "#e69f00", "#33c48d", "#f0e442", "#e08ac0", "#ff7043", "#8f9dff", "#c9c9c9"
  };

  private static final double SAME = 0.3;

  /** The tracks of an analysis, those seen longest first. */
  static List<SheetTrack> of(ShotAnalysis a) {
    Map<Integer, List<FaceObservation>> raw = new TreeMap<>();
    for (FrameFaces f : a.raw()) {
      raw.put(f.frame(), f.faces());
    }
    List<SheetTrack> out = new ArrayList<>();
    for (ShotAnalysis.Track t : a.tracks()) {
      Map<Integer, float[]> after = new TreeMap<>();
      Map<Integer, float[]> before = new TreeMap<>();
      for (FaceObservation o : t.observations()) {
        after.put(o.frame(), points(o));
        FaceObservation r = nearest(o, raw.getOrDefault(o.frame(), List.of()));
        if (r != null) {
          before.put(o.frame(), points(r));
        }
      }
      String colour = COLOURS[Math.floorMod(t.id(), COLOURS.length)];
      out.add(new SheetTrack(t, colour, jitter(after), jitter(before)));
    }
    out.sort(
        (x, y) ->
            x.size() != y.size()
                ? Integer.compare(y.size(), x.size())
                : Integer.compare(x.track().id(), y.track().id()));
    return out;
  }

  private int size() {
    return track.observations().size();
  }

  /** The 68 points: its own, or the mesh's nearest. */
  static float[] points(FaceObservation o) {
    FacePoints own = o.detail().points();
    return own.count() == FacePoints.CLASSIC ? own.xy() : ClassicPoints.of(o.landmarks());
  }

  /** What to call it. */
  String title() {
    StringBuilder s = new StringBuilder("id:" + track.id());
    if (!track.name().isEmpty()) {
      s.append(" ").append(track.name());
    }
    if (!track.identity().isEmpty()) {
      s.append(" (").append(track.identity()).append(")");
    }
    return s.toString();
  }

  private static @Nullable FaceObservation nearest(
      FaceObservation o, List<FaceObservation> others) {
    FaceObservation best = null;
    double most = SAME;
    for (FaceObservation other : others) {
      double iou = FaceBox.of(o.landmarks()).iou(FaceBox.of(other.landmarks()));
      if (iou > most) {
        most = iou;
        best = other;
      }
    }
    return best;
  }

  private static Map<Integer, Double> jitter(Map<Integer, float[]> points) {
    Map<Integer, Double> out = new TreeMap<>();
    for (int f : points.keySet()) {
      float[] a = points.get(f - 1);
      float[] b = points.get(f);
      float[] c = points.get(f + 1);
      if (a != null && b != null && c != null) {
        double sum = 0;
        for (int i = 0; i < b.length; i++) {
          double d = a[i] - 2.0 * b[i] + c[i];
          sum += d * d;
        }
        out.put(f, Math.sqrt(2 * sum / b.length));
      }
    }
    return out;
  }

  /** The middle of some numbers; NaN of none. */
  static double median(Map<Integer, Double> m) {
    double[] v = m.values().stream().mapToDouble(d -> d).sorted().toArray();
    return v.length == 0 ? Double.NaN : v[v.length / 2];
  }
}
