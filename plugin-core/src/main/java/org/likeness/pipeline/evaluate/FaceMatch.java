package org.likeness.pipeline.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.likeness.face.ClassicPoints;
import org.likeness.face.FaceObservation;
import org.likeness.face.FacePoints;

/**
 * Which found face is which known one: pairs of boxes that overlap best, best first.
 *
 * @param truth what is known, or null for a face that is not there
 * @param found what was found, or null where a known face was missed
 */
record FaceMatch(@Nullable TruthFace truth, @Nullable FaceObservation found) {
  /** Boxes that overlap by less are not of one face. */
  private static final double LEAST_OVERLAP = 0.3;

  private record Pair(int truth, int found, double overlap) {}

  /** The pairs, the missed and the false ones. */
  static List<FaceMatch> of(List<TruthFace> truth, List<FaceObservation> found) {
    List<Pair> pairs = new ArrayList<>();
    for (int t = 0; t < truth.size(); t++) {
      for (int f = 0; f < found.size(); f++) {
        double overlap = truth.get(t).box().iou(TruthFace.box(points(found.get(f))));
        if (overlap >= LEAST_OVERLAP) {
          pairs.add(new Pair(t, f, overlap));
        }
      }
    }
    pairs.sort(
        Comparator.comparingDouble((Pair p) -> -p.overlap())
            .thenComparingInt(Pair::truth)
            .thenComparingInt(Pair::found));
    boolean[] usedTruth = new boolean[truth.size()];
    boolean[] usedFound = new boolean[found.size()];
    List<FaceMatch> out = new ArrayList<>();
    for (Pair p : pairs) {
      if (!usedTruth[p.truth()] && !usedFound[p.found()]) {
        usedTruth[p.truth()] = true;
        usedFound[p.found()] = true;
        out.add(new FaceMatch(truth.get(p.truth()), found.get(p.found())));
      }
    }
    for (int t = 0; t < usedTruth.length; t++) {
      if (!usedTruth[t]) {
        out.add(new FaceMatch(truth.get(t), null));
      }
    }
    for (int f = 0; f < usedFound.length; f++) {
      if (!usedFound[f]) {
        out.add(new FaceMatch(null, found.get(f)));
      }
    }
    return out;
  }

  /** The 68 classic points of an observation: its own, or else the mesh's nearest ones. */
  static double[] points(FaceObservation o) {
    FacePoints own = o.detail().points();
    float[] xy = own.count() == FacePoints.CLASSIC ? own.xy() : ClassicPoints.of(o.landmarks());
    double[] out = new double[xy.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = xy[i];
    }
    return out;
  }
}
