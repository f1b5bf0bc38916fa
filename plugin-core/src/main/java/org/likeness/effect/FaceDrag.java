package org.likeness.effect;

import org.jspecify.annotations.Nullable;
import org.likeness.face.ClassicPoints;
import org.likeness.face.CorrectionEdits;
import org.likeness.face.Corrections;
import org.likeness.face.FaceBox;
import org.likeness.face.FaceObservation;
import org.likeness.face.PointName;
import org.likeness.face.ShotAnalysis;
import org.likeness.pipeline.StoredFaces;
import org.likeness.pipeline.SwapSettings;

/**
 * A drag of a pen on a face: a point of it, or the face as a whole. Places in plate pixels.
 *
 * @param face as it is seen
 * @param point what is dragged, or null for all of it
 * @param fromX where it was taken
 * @param fromY where it was taken
 * @param toX where it is now
 * @param toY where it is now
 */
record FaceDrag(
    FaceObservation face,
    @Nullable PointName point,
    double fromX,
    double fromY,
    double toX,
    double toY) {

  /**
   * What a pen takes hold of.
   *
   * @param reach how far a point may be from the pen, plate pixels
   * @return null outside the face
   */
  static @Nullable FaceDrag begin(FaceObservation face, double x, double y, double reach) {
    float[] xy = points(face);
    int best = -1;
    double least = reach;
    for (int i = 0; 2 * i < xy.length; i++) {
      double d = Math.hypot(xy[2 * i] - x, xy[2 * i + 1] - y);
      if (d <= least) {
        least = d;
        best = i;
      }
    }
    if (best >= 0) {
      double px = xy[2 * best];
      double py = xy[2 * best + 1];
      return new FaceDrag(face, name(face, best), px, py, px, py);
    }
    FaceBox b = FaceBox.of(face.landmarks());
    return x >= b.x0() && x <= b.x1() && y >= b.y0() && y <= b.y1()
        ? new FaceDrag(face, null, x, y, x, y)
        : null;
  }

  /** The points that can be taken hold of: the 68 classic ones, x and y in turn. */
  static float[] points(FaceObservation face) {
    return face.detail().points().count() > 0
        ? face.detail().points().xy()
        : ClassicPoints.of(face.landmarks());
  }

  private static PointName name(FaceObservation face, int i) {
    return face.detail().points().count() > 0
        ? new PointName(PointName.Set.POINT, i)
        : new PointName(PointName.Set.MESH, ClassicPoints.mesh(i));
  }

  FaceDrag to(double x, double y) {
    return new FaceDrag(face, point, fromX, fromY, x, y);
  }

  double length() {
    return Math.hypot(toX - fromX, toY - fromY);
  }

  /**
   * The node's corrections with this drag.
   *
   * @throws RuntimeException if they or the analysis cannot be read
   */
  String corrections(SwapSettings s) {
    ShotAnalysis seen = StoredFaces.analysis(s.analysis(), s.corrections());
    Corrections own = Corrections.parse(s.corrections());
    return (point == null
            ? CorrectionEdits.move(seen, own, face, toX - fromX, toY - fromY)
            : CorrectionEdits.point(seen, own, face, point, toX, toY))
        .json();
  }
}
