package org.likeness.face;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How well a gallery tells known people.
 *
 * @param known questions about people whom it has
 * @param strangers questions about others
 * @param named how many got a name
 * @param right how many of them the right one
 * @param auc chance that a right pair of question and person is more alike than a wrong one; ties
 *     count half; NaN without both
 */
public record GalleryFigures(int known, int strangers, int named, int right, double auc) {
  /** Of those who got a name, how many got the right one; 1 if nobody got one. */
  public double precision() {
    return named == 0 ? 1 : (double) right / named;
  }

  /** Of those whom it has, how many got the right name; 1 if it was asked for none. */
  public double recall() {
    return known == 0 ? 1 : (double) right / known;
  }

  /** Asked with one picture at a time. */
  public static GalleryFigures ofPictures(
      IdentityGallery gallery, Map<String, List<float[]>> vectors) {
    return of(gallery, vectors, IdentityGallery.Match::surePicture);
  }

  /** Asked with the mean of all pictures of one person, as a track of a shot is told. */
  public static GalleryFigures ofPeople(
      IdentityGallery gallery, Map<String, List<float[]>> vectors) {
    Map<String, List<float[]>> means = new LinkedHashMap<>();
    vectors.forEach((name, all) -> means.put(name, all.isEmpty() ? List.of() : List.of(mean(all))));
    return of(gallery, means, IdentityGallery.Match::sure);
  }

  private static float[] mean(List<float[]> all) {
    float[] sum = new float[FaceDetail.IDENTITY];
    for (float[] v : all) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += v[i];
      }
    }
    return IdentityVectors.unit(sum);
  }

  private static GalleryFigures of(
      IdentityGallery gallery,
      Map<String, List<float[]>> vectors,
      Predicate<IdentityGallery.Match> sure) {
    int known = 0;
    int strangers = 0;
    int named = 0;
    int right = 0;
    List<Double> same = new ArrayList<>();
    List<Double> other = new ArrayList<>();
    for (Map.Entry<String, List<float[]>> e : vectors.entrySet()) {
      boolean has = gallery.people().stream().anyMatch(p -> p.name().equals(e.getKey()));
      for (float[] v : e.getValue()) {
        known += has ? 1 : 0;
        strangers += has ? 0 : 1;
        Optional<IdentityGallery.Match> m = gallery.match(v).filter(sure);
        named += m.isPresent() ? 1 : 0;
        right += m.isPresent() && m.get().person().name().equals(e.getKey()) ? 1 : 0;
        for (IdentityGallery.Person p : gallery.people()) {
          (p.name().equals(e.getKey()) ? same : other).add(IdentityVectors.likeness(p.vector(), v));
        }
      }
    }
    return new GalleryFigures(known, strangers, named, right, auc(same, other));
  }

  static double auc(List<Double> same, List<Double> other) {
    double[] low = other.stream().mapToDouble(d -> d).sorted().toArray();
    double sum = 0;
    for (double s : same) {
      sum += (below(low, s) + below(low, Math.nextUp(s))) / 2.0;
    }
    return sum / ((double) same.size() * low.length);
  }

  /** How many are smaller. */
  private static int below(double[] sorted, double v) {
    int at = Arrays.binarySearch(sorted, v);
    if (at < 0) {
      return -at - 1;
    }
    while (at > 0 && sorted[at - 1] == v) {
      at--;
    }
    return at;
  }
}
