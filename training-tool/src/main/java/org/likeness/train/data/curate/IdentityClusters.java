package org.likeness.train.data.curate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.likeness.face.IdentityGallery;
import org.likeness.face.IdentityVectors;
import org.likeness.train.data.FaceRecord;

/**
 * The people of a faceset, by the likeness of their identity vectors to the mean of their cluster.
 * Each face joins the most alike cluster or opens one; then faces and means are brought into
 * agreement, and clusters whose means are alike are joined. The same faces in the same order always
 * give the same clusters.
 *
 * @param of number of each face's cluster, from 0 for the largest; -1 where no vector is known
 * @param centres mean vector of each cluster, unit length
 */
public record IdentityClusters(int[] of, List<float[]> centres) {
  private static final int ROUNDS = 8;

  /** Finds them. */
  public static IdentityClusters find(List<FaceRecord> faces) {
    List<float[]> centres = new ArrayList<>();
    int[] of = new int[faces.size()];
    for (int i = 0; i < of.length; i++) {
      float[] v = faces.get(i).identityVector();
      of[i] = v.length == 0 ? -1 : nearest(v, centres);
      if (v.length > 0 && (of[i] < 0 || likeness(v, centres.get(of[i])) < same())) {
        of[i] = centres.size();
        centres.add(v);
      }
    }
    for (int round = 0; round < ROUNDS; round++) {
      centres = joined(means(faces, of, centres.size()));
      boolean moved = false;
      for (int i = 0; i < of.length; i++) {
        float[] v = faces.get(i).identityVector();
        int to = v.length == 0 ? -1 : nearest(v, centres);
        if (to >= 0 && likeness(v, centres.get(to)) < same()) {
          to = centres.size();
          centres.add(v);
        }
        moved |= to != of[i];
        of[i] = to;
      }
      if (!moved) {
        break;
      }
    }
    return bySize(faces, of, centres.size());
  }

  private static double same() {
    return IdentityGallery.SAME_PICTURE;
  }

  private static double likeness(float[] a, float[] b) {
    return IdentityVectors.likeness(a, b);
  }

  private static int nearest(float[] v, List<float[]> centres) {
    int best = -1;
    double most = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < centres.size(); c++) {
      double likeness = likeness(v, centres.get(c));
      if (likeness > most) {
        most = likeness;
        best = c;
      }
    }
    return best;
  }

  private static List<float[]> means(List<FaceRecord> faces, int[] of, int count) {
    List<float[]> out = new ArrayList<>();
    for (int c = 0; c < count; c++) {
      float[] sum = new float[0];
      for (int i = 0; i < of.length; i++) {
        if (of[i] == c) {
          float[] v = faces.get(i).identityVector();
          sum = sum.length == 0 ? new float[v.length] : sum;
          for (int k = 0; k < sum.length; k++) {
            sum[k] += v[k];
          }
        }
      }
      if (sum.length > 0) {
        out.add(IdentityVectors.unit(sum));
      }
    }
    return out;
  }

  /** Without those that are like an earlier one. */
  private static List<float[]> joined(List<float[]> centres) {
    List<float[]> out = new ArrayList<>();
    for (float[] c : centres) {
      if (out.stream().noneMatch(o -> likeness(o, c) >= IdentityGallery.SAME)) {
        out.add(c);
      }
    }
    return out;
  }

  private static IdentityClusters bySize(List<FaceRecord> faces, int[] of, int count) {
    int[] sizes = new int[count];
    for (int c : of) {
      if (c >= 0) {
        sizes[c]++;
      }
    }
    List<Integer> order = new ArrayList<>();
    for (int c = 0; c < count; c++) {
      if (sizes[c] > 0) {
        order.add(c);
      }
    }
    order.sort(Comparator.comparingInt((Integer c) -> -sizes[c]).thenComparingInt(c -> c));
    int[] named = new int[of.length];
    for (int i = 0; i < of.length; i++) {
      named[i] = of[i] < 0 ? -1 : order.indexOf(of[i]);
    }
    return new IdentityClusters(named, means(faces, named, order.size()));
  }

  /** How far a face is from its cluster's centre: 1 − likeness; NaN where no vector is known. */
  public double distance(List<FaceRecord> faces, int i) {
    return of[i] < 0 ? Double.NaN : 1 - likeness(faces.get(i).identityVector(), centres.get(of[i]));
  }
}
