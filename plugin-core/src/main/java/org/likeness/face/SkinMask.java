package org.likeness.face;

import java.util.ArrayList;
import java.util.List;
import org.likeness.image.Affine2;

/**
 * Which samples of a {@link SkinPatch} show what moves with the skull: the face from the upper lip
 * upwards, without its rim and without the eyes.
 */
final class SkinMask {
  /** Under the nose: what lies lower moves with speech. */
  private static final int NOSE_BASE = 2;

  private static final double RIM = 2.5;

  private static final int[] EYE_RIGHT = {
    33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7
  };
  private static final int[] EYE_LEFT = {
    263, 466, 388, 387, 386, 385, 384, 398, 362, 382, 381, 380, 374, 373, 390, 249
  };
  private static final double LIDS = 1.5;

  private static final CropTemplate TEMPLATE = CropTemplate.byId(CropTemplate.WHOLE_FACE_V1);
  private static final int[] UPPER = upper();

  private SkinMask() {}

  private static int[] upper() {
    List<Integer> out = new ArrayList<>();
    float base = TEMPLATE.xyz()[3 * NOSE_BASE + 1];
    for (int i = 0; i < Landmarks.COUNT; i++) {
      if (TEMPLATE.xyz()[3 * i + 1] <= base + 0.01f) {
        out.add(i);
      }
    }
    return out.stream().mapToInt(i -> i).toArray();
  }

  /** True for each sample that counts, rows from the top. */
  static boolean[] of(Landmarks mesh, Affine2 toPatch) {
    double[][] face = hull(mesh, toPatch, UPPER);
    double[][] right = hull(mesh, toPatch, EYE_RIGHT);
    double[][] left = hull(mesh, toPatch, EYE_LEFT);
    int size = SkinPatch.SIZE;
    boolean[] out = new boolean[size * size];
    for (int y = 2; y < size - 2; y++) {
      for (int x = 2; x < size - 2; x++) {
        out[y * size + x] =
            !within(face, x + 0.5, y + 0.5, RIM, true)
                && within(right, x + 0.5, y + 0.5, -LIDS, false)
                && within(left, x + 0.5, y + 0.5, -LIDS, false);
      }
    }
    return out;
  }

  /** Whether a point lies less far inside a convex outline than {@code far}, or just as far. */
  private static boolean within(double[][] edges, double x, double y, double far, boolean orAsFar) {
    for (double[] e : edges) {
      double inside = e[0] * x + e[1] * y + e[2];
      if (inside < far || (orAsFar && inside == far)) {
        return true;
      }
    }
    return false;
  }

  /** The distances from the edges of an outline: factors of x, of y and of 1. */
  private static double[][] edges(List<double[]> hull) {
    List<double[]> out = new ArrayList<>();
    for (int i = 0; i < hull.size(); i++) {
      double[] a = hull.get(i);
      double[] b = hull.get((i + 1) % hull.size());
      double dx = b[0] - a[0];
      double dy = b[1] - a[1];
      double n = Math.sqrt(dx * dx + dy * dy);
      if (n > 0) {
        out.add(new double[] {-dy / n, dx / n, (dy * a[0] - dx * a[1]) / n});
      }
    }
    return out.toArray(new double[0][]);
  }

  /**
   * The edges of the convex outline of some points (A. M. Andrew's monotone chain), turning one
   * way.
   */
  private static double[][] hull(Landmarks mesh, Affine2 toPatch, int[] points) {
    List<double[]> p = new ArrayList<>();
    for (int i : points) {
      p.add(new double[] {toPatch.mapX(mesh.x(i), mesh.y(i)), toPatch.mapY(mesh.x(i), mesh.y(i))});
    }
    p.sort((a, b) -> a[0] != b[0] ? Double.compare(a[0], b[0]) : Double.compare(a[1], b[1]));
    List<double[]> out = new ArrayList<>();
    for (int pass = 0; pass < 2; pass++) {
      int first = out.size();
      for (int i = 0; i < p.size(); i++) {
        double[] next = p.get(pass == 0 ? i : p.size() - 1 - i);
        while (out.size() >= first + 2
            && cross(out.get(out.size() - 2), out.get(out.size() - 1), next) <= 0) {
          out.remove(out.size() - 1);
        }
        out.add(next);
      }
      out.remove(out.size() - 1);
    }
    return edges(out);
  }

  private static double cross(double[] o, double[] a, double[] b) {
    return (a[0] - o[0]) * (b[1] - o[1]) - (a[1] - o[1]) * (b[0] - o[0]);
  }
}
