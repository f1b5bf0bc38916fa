package org.likeness.face;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a pen does to corrections: a drag is a key, and dragging again moves that key. */
public final class CorrectionEdits {
  private static final double RADIUS = 0.15;
  private static final int FADE = 12;

  private CorrectionEdits() {}

  /**
   * A point of a face is put somewhere.
   *
   * @param analysis with the corrections that the artist sees
   * @param own the last of them, which are to be changed
   * @param face as it is seen
   * @param x where the point is to be, plate pixels
   * @param y where the point is to be, plate pixels
   * @throws IllegalArgumentException with a sentence, if it does not fit
   */
  public static Corrections point(
      ShotAnalysis analysis,
      Corrections own,
      FaceObservation face,
      PointName point,
      double x,
      double y) {
    double[] to = {rounded(x), rounded(y)};
    List<Correction> list = new ArrayList<>(own.list());
    if (!list.isEmpty()
        && list.get(list.size() - 1) instanceof Correction.Points last
        && last.track() == face.trackId()) {
      List<Correction.PointKey> keys = new ArrayList<>();
      boolean there = false;
      for (Correction.PointKey k : last.keys()) {
        there |= k.frame() == face.frame();
        keys.add(k.frame() == face.frame() ? with(k, point, to) : k);
      }
      if (!there) {
        keys.add(new Correction.PointKey(face.frame(), Map.of(point, to), Map.of()));
        keys.sort(Comparator.comparingInt(Correction.PointKey::frame));
      }
      list.set(
          list.size() - 1,
          new Correction.Points(last.track(), last.at(), last.radius(), last.fade(), keys));
      return own.of(list);
    }
    Correction added =
        new Correction.Points(
            face.trackId(),
            null,
            RADIUS,
            FADE,
            List.of(new Correction.PointKey(face.frame(), Map.of(point, to), Map.of())));
    return bound(analysis, own, added);
  }

  private static Correction.PointKey with(Correction.PointKey k, PointName point, double[] to) {
    Map<PointName, double[]> all = new TreeMap<>(k.to());
    all.put(point, to);
    Map<PointName, double[]> by = new TreeMap<>(k.by());
    by.remove(point);
    return new Correction.PointKey(k.frame(), all, by);
  }

  /**
   * A face is moved as a whole.
   *
   * @param dx to image right, plate pixels
   * @param dy down, plate pixels
   * @throws IllegalArgumentException with a sentence, if it does not fit
   */
  public static Corrections move(
      ShotAnalysis analysis, Corrections own, FaceObservation face, double dx, double dy) {
    List<Correction> list = new ArrayList<>(own.list());
    if (!list.isEmpty()
        && list.get(list.size() - 1) instanceof Correction.Move last
        && last.track() == face.trackId()) {
      KeyCurve curve = new KeyCurve(last.fade());
      List<Correction.MoveKey> keys = new ArrayList<>();
      for (Correction.MoveKey k : last.keys()) {
        curve.add(k.frame(), new double[] {k.dx(), k.dy(), StrictMath.log(k.scale()), k.turn()});
        if (k.frame() != face.frame()) {
          keys.add(k);
        }
      }
      double[] now = curve.at(face.frame());
      keys.add(
          new Correction.MoveKey(
              face.frame(),
              rounded(now[0] + dx),
              rounded(now[1] + dy),
              StrictMath.exp(now[2]),
              now[3]));
      keys.sort(Comparator.comparingInt(Correction.MoveKey::frame));
      list.set(list.size() - 1, new Correction.Move(last.track(), last.at(), last.fade(), keys));
      return own.of(list);
    }
    Correction added =
        new Correction.Move(
            face.trackId(),
            null,
            FADE,
            List.of(new Correction.MoveKey(face.frame(), rounded(dx), rounded(dy), 1, 0)));
    return bound(analysis, own, added);
  }

  /** Binds the new one to its place, after all that went before it. */
  private static Corrections bound(ShotAnalysis analysis, Corrections own, Correction added) {
    Corrections all = analysis.corrections().then(own.of(List.of(added)), analysis);
    List<Correction> list = new ArrayList<>(own.list());
    list.add(all.list().get(all.size() - 1));
    return own.of(list);
  }

  private static double rounded(double v) {
    return Math.rint(v * 64) / 64;
  }
}
