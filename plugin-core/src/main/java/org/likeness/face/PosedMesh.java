package org.likeness.face;

/**
 * A mesh where the mesh's own network gives none: the template's face, placed, sized and turned as
 * the anchors say, and drawn to the classic points that are seen, each of which takes along what
 * lies around it.
 */
final class PosedMesh {
  /** First of the classic points that are no jaw line. */
  static final int INNER = 17;

  /** How far a point's pull reaches, in heights of the face (standard deviation). */
  private static final double REACH = 0.08;

  /** Pull of staying where the template is. */
  private static final double STAY = 0.3;

  private PosedMesh() {}

  /**
   * The mesh.
   *
   * @param points the 68 classic ones
   * @param presence what the mesh is to say of itself, 0..1
   */
  static Landmarks of(
      CropTemplate template, CropAnchors.Fit fit, FacePoints points, float presence) {
    double[] r = fit.rotation();
    double up = FaceAligner.ANCHORS_LOW * fit.scale();
    float[] t = template.xyz();
    float[] xyz = new float[t.length];
    for (int i = 0; i < t.length; i += 3) {
      xyz[i] = (float) (fit.x() - up * r[1] + fit.scale() * along(r, 0, t, i));
      xyz[i + 1] = (float) (fit.y() - up * r[4] + fit.scale() * along(r, 3, t, i));
      xyz[i + 2] = (float) (fit.scale() * along(r, 6, t, i));
    }
    Landmarks posed = new Landmarks(xyz, presence);
    return new Landmarks(drawn(posed, points, REACH * fit.scale()), presence);
  }

  private static double along(double[] r, int row, float[] t, int i) {
    return r[row] * t[i] + r[row + 1] * t[i + 1] + r[row + 2] * t[i + 2];
  }

  private static float[] drawn(Landmarks posed, FacePoints points, double reach) {
    float[] xyz = posed.xyz().clone();
    for (int i = 0; i < Landmarks.COUNT; i++) {
      double weights = STAY;
      double dx = 0;
      double dy = 0;
      for (int k = INNER; k < FacePoints.CLASSIC; k++) {
        int m = ClassicPoints.mesh(k);
        double u = posed.x(m) - posed.x(i);
        double v = posed.y(m) - posed.y(i);
        double w = points.visibility()[k] * Math.exp(-(u * u + v * v) / (2 * reach * reach));
        weights += w;
        dx += w * (points.xy()[2 * k] - posed.x(m));
        dy += w * (points.xy()[2 * k + 1] - posed.y(m));
      }
      xyz[3 * i] += (float) (dx / weights);
      xyz[3 * i + 1] += (float) (dy / weights);
    }
    return xyz;
  }
}
