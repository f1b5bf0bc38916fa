package org.likeness.face;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.likeness.face.Correction.At;

/** Corrections being applied one after the other to the tracks of an analysis. */
final class CorrectionRun {
  /** A face is found again within this part of its box's larger side. */
  private static final double NEAR = 0.75;

  private final TreeMap<Integer, ShotAnalysis.Track> tracks = new TreeMap<>();

  /** Width of the plate's pixels over their height. */
  private final double aspect;

  CorrectionRun(List<ShotAnalysis.Track> computed, double aspect) {
    this.aspect = aspect;
    computed.forEach(t -> tracks.put(t.id(), t));
  }

  List<ShotAnalysis.Track> tracks() {
    return List.copyOf(tracks.values());
  }

  /**
   * Applies one.
   *
   * @return the same, bound to the place of its track
   * @throws IllegalArgumentException with a sentence, if it cannot be applied; nothing is changed
   */
  Correction apply(Correction c) {
    int id = find(c.track(), c.at());
    ShotAnalysis.Track t = track(id);
    Correction bound = c.at() == null ? c.at(place(t, c)) : c;
    if (bound instanceof Correction.Points p) {
      tracks.put(id, pulled(t, p));
    } else if (bound instanceof Correction.Move m) {
      tracks.put(id, moved(t, m));
    } else if (bound instanceof Correction.Split s) {
      split(t, s);
    } else if (bound instanceof Correction.Join j) {
      bound = join(t, j);
    } else if (bound instanceof Correction.Name n) {
      tracks.put(
          id,
          new ShotAnalysis.Track(
              id,
              n.who() ? t.name() : n.text(),
              n.who() ? n.text() : t.identity(),
              t.observations()));
    } else if (bound instanceof Correction.Delete d) {
      delete(t, d);
    }
    return bound;
  }

  /** By place if there is one, else by number. */
  private int find(int id, @Nullable At at) {
    if (at == null) {
      track(id);
      return id;
    }
    int best = -1;
    double least = Double.POSITIVE_INFINITY;
    for (ShotAnalysis.Track t : tracks.values()) {
      FaceObservation o = t.at(at.frame()).orElse(null);
      if (o == null) {
        continue;
      }
      FaceBox b = FaceBox.of(o.landmarks());
      double off = Math.hypot(b.centreX() - at.x(), b.centreY() - at.y());
      if (off <= NEAR * Math.max(b.width(), b.height()) && off < least) {
        least = off;
        best = t.id();
      }
    }
    if (best < 0) {
      throw new IllegalArgumentException(
          "there is no face near "
              + Math.round(at.x())
              + ", "
              + Math.round(at.y())
              + " in frame "
              + at.frame()
              + " any more");
    }
    return best;
  }

  private ShotAnalysis.Track track(int id) {
    ShotAnalysis.Track t = tracks.get(id);
    if (t == null || t.observations().isEmpty()) {
      throw new IllegalArgumentException(
          "there is no track "
              + id
              + (tracks.isEmpty()
                  ? ", nor any other"
                  : "; there are "
                      + tracks.keySet().stream()
                          .map(Object::toString)
                          .collect(Collectors.joining(", "))));
    }
    return t;
  }

  private static At place(ShotAnalysis.Track t, Correction c) {
    FaceObservation o = c.frame().isPresent() ? there(t, c.frame().getAsInt()) : middle(t, c);
    FaceBox b = FaceBox.of(o.landmarks());
    return new At(o.frame(), Math.rint(b.centreX() * 10) / 10, Math.rint(b.centreY() * 10) / 10);
  }

  /** Of what is to be deleted, if that is it, else of all of the track. */
  private static FaceObservation middle(ShotAnalysis.Track t, Correction c) {
    List<FaceObservation> list =
        c instanceof Correction.Delete d
            ? t.observations().stream()
                .filter(o -> o.frame() >= d.first() && o.frame() <= d.last())
                .toList()
            : t.observations();
    return list.isEmpty() ? t.observations().get(0) : list.get(list.size() / 2);
  }

  private static FaceObservation there(ShotAnalysis.Track t, int frame) {
    return t.at(frame)
        .orElseThrow(
            () ->
                new IllegalArgumentException("track " + t.id() + " has no face in frame " + frame));
  }

  private ShotAnalysis.Track pulled(ShotAnalysis.Track t, Correction.Points p) {
    Map<PointName, KeyCurve> curves = new TreeMap<>();
    for (Correction.PointKey key : p.keys()) {
      FaceObservation o = there(t, key.frame());
      Set<PointName> names = new TreeSet<>(key.to().keySet());
      names.addAll(key.by().keySet());
      for (PointName name : names) {
        double[] now = name.of(o);
        if (now.length == 0) {
          throw new IllegalArgumentException(
              "track " + t.id() + " has no " + name + " in frame " + key.frame());
        }
        double[] to = key.to().get(name);
        double[] by =
            to == null
                ? key.by().getOrDefault(name, new double[2])
                : new double[] {to[0] - now[0], to[1] - now[1]};
        curves.computeIfAbsent(name, n -> new KeyCurve(p.fade())).add(key.frame(), by);
      }
    }
    List<FaceObservation> out = new ArrayList<>();
    for (FaceObservation o : t.observations()) {
      Map<PointName, double[]> offsets = new TreeMap<>();
      boolean any = false;
      for (Map.Entry<PointName, KeyCurve> e : curves.entrySet()) {
        double[] by = e.getValue().at(o.frame());
        if (e.getKey().of(o).length != 0) {
          offsets.put(e.getKey(), by);
          any |= by[0] != 0 || by[1] != 0;
        }
      }
      out.add(any ? FaceInts.rounded(FaceWarp.pulled(o, offsets, p.radius(), aspect)) : o);
    }
    return t.with(out);
  }

  private ShotAnalysis.Track moved(ShotAnalysis.Track t, Correction.Move m) {
    KeyCurve curve = new KeyCurve(m.fade());
    for (Correction.MoveKey k : m.keys()) {
      there(t, k.frame());
      curve.add(k.frame(), new double[] {k.dx(), k.dy(), StrictMath.log(k.scale()), k.turn()});
    }
    List<FaceObservation> out = new ArrayList<>();
    for (FaceObservation o : t.observations()) {
      double[] v = curve.at(o.frame());
      boolean any = v[0] != 0 || v[1] != 0 || v[2] != 0 || v[3] != 0;
      Correction.MoveKey by =
          new Correction.MoveKey(o.frame(), v[0], v[1], StrictMath.exp(v[2]), v[3]);
      out.add(any ? FaceInts.rounded(FaceWarp.moved(o, by, aspect)) : o);
    }
    return t.with(out);
  }

  private void split(ShotAnalysis.Track t, Correction.Split s) {
    int as = s.as() >= 0 ? s.as() : tracks.lastKey() + 1;
    if (tracks.containsKey(as)) {
      throw new IllegalArgumentException("there is a track " + as + " already");
    }
    List<FaceObservation> before =
        t.observations().stream().filter(o -> o.frame() < s.first()).toList();
    List<FaceObservation> after =
        t.observations().stream().filter(o -> o.frame() >= s.first()).toList();
    if (before.isEmpty() || after.isEmpty()) {
      throw new IllegalArgumentException(
          "track "
              + t.id()
              + " has frames "
              + t.observations().get(0).frame()
              + " to "
              + t.observations().get(t.observations().size() - 1).frame()
              + ", so that it cannot be split at frame "
              + s.first());
    }
    tracks.put(t.id(), t.with(before));
    tracks.put(as, new ShotAnalysis.Track(as, "", "", renumbered(after, as)));
  }

  private Correction join(ShotAnalysis.Track t, Correction.Join j) {
    int with = find(j.with(), j.withAt());
    if (with == t.id()) {
      throw new IllegalArgumentException("track " + with + " cannot be joined with itself");
    }
    ShotAnalysis.Track other = track(with);
    Set<Integer> frames = new HashSet<>();
    t.observations().forEach(o -> frames.add(o.frame()));
    List<Integer> both =
        other.observations().stream().map(FaceObservation::frame).filter(frames::contains).toList();
    if (!both.isEmpty()) {
      throw new IllegalArgumentException(
          "the tracks "
              + t.id()
              + " and "
              + with
              + " are both there in frame "
              + both.get(0)
              + (both.size() == 1 ? "" : " and " + (both.size() - 1) + " more")
              + ", so that they are two faces; delete one there first");
    }
    List<FaceObservation> all = new ArrayList<>(t.observations());
    all.addAll(renumbered(other.observations(), t.id()));
    all.sort(Comparator.comparingInt(FaceObservation::frame));
    At withAt = j.withAt() == null ? place(other, j) : j.withAt();
    tracks.remove(with);
    tracks.put(t.id(), t.with(all));
    return j.withAt(withAt);
  }

  private void delete(ShotAnalysis.Track t, Correction.Delete d) {
    List<FaceObservation> left =
        t.observations().stream()
            .filter(o -> o.frame() < d.first() || o.frame() > d.last())
            .toList();
    if (left.size() == t.observations().size()) {
      throw new IllegalArgumentException(
          "track " + t.id() + " has no face from frame " + d.first() + " to " + d.last());
    }
    if (left.isEmpty()) {
      tracks.remove(t.id());
    } else {
      tracks.put(t.id(), t.with(left));
    }
  }

  private static List<FaceObservation> renumbered(List<FaceObservation> list, int id) {
    return list.stream()
        .map(
            o ->
                new FaceObservation(
                    id, o.frame(), o.score(), o.landmarks(), o.pose(), o.flags(), o.detail()))
        .toList();
  }
}
