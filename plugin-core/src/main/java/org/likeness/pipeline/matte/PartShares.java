package org.likeness.pipeline.matte;

import java.util.Set;
import org.likeness.face.ClassicPoints;
import org.likeness.face.FaceObservation;
import org.likeness.face.FaceParts;
import org.likeness.face.FaceParts.Part;
import org.likeness.face.FacePoints;
import org.likeness.image.Affine2;

/**
 * What stays of a face when some of its parts are left as the performer has them. Mouth, eyes,
 * brows and nose are where the network sees them, grown and softened a little; the line through the
 * brows parts the rest into forehead and cheeks. The shares of all parts sum up to 1 everywhere, so
 * that all switched off leaves nothing.
 */
final class PartShares {
  private static final int SIZE = FaceParts.SIZE;

  /** What a part is grown by, and softened by, in heights of the face. */
  private static final double GROW = 0.02;

  private static final double SOFT = 0.012;

  /** Half the height over which forehead goes over into cheeks. */
  private static final double STEP = 0.03;

  private PartShares() {}

  /** 0..1 over the network's crop: 1 where the swap shows. */
  static float[] keep(FaceParts seen, FaceObservation face, Set<FacePart> hidden) {
    int n = SIZE * SIZE;
    double height = SIZE / FaceParts.COVERAGE;
    FacePart[] own = {FacePart.MOUTH, FacePart.EYES, FacePart.BROWS, FacePart.NOSE};
    Part[] seenAs = {Part.MOUTH, Part.EYES, Part.BROWS, Part.NOSE};
    float[] rest = new float[n];
    float[] gone = new float[n];
    java.util.Arrays.fill(rest, 1f);
    EdgeShape shape = new EdgeShape(SIZE, SIZE, 0);
    for (int k = 0; k < own.length; k++) {
      float[] share = seen.part(seenAs[k]);
      share = shape.erode(share, Sides.all(-GROW * height));
      share = shape.blur(share, Sides.all(SOFT * height), 0, 0);
      for (int i = 0; i < n; i++) {
        float s = share[i] * rest[i];
        rest[i] -= s;
        gone[i] += hidden.contains(own[k]) ? s : 0;
      }
    }
    double[] line = brows(face, seen.plateToCrop());
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        double above = line[0] + line[1] * (x + 0.5) - (y + 0.5);
        double t = Math.max(0, Math.min(1, 0.5 + above / (2 * STEP * height)));
        double forehead = t * t * (3 - 2 * t);
        double off =
            (hidden.contains(FacePart.FOREHEAD) ? forehead : 0)
                + (hidden.contains(FacePart.CHEEKS) ? 1 - forehead : 0);
        gone[y * SIZE + x] += (float) (rest[y * SIZE + x] * off);
      }
    }
    for (int i = 0; i < n; i++) {
      gone[i] = Math.max(0f, Math.min(1f, 1 - gone[i]));
    }
    return gone;
  }

  /** Offset and slope of the least-squares line through the ten points of the brows. */
  private static double[] brows(FaceObservation face, Affine2 toCrop) {
    FacePoints points = face.detail().points();
    float[] xy =
        points.count() == FacePoints.CLASSIC ? points.xy() : ClassicPoints.of(face.landmarks());
    double sx = 0;
    double sy = 0;
    double xx = 0;
    double xy2 = 0;
    for (int i = 17; i < 27; i++) {
      double x = toCrop.mapX(xy[2 * i], xy[2 * i + 1]);
      double y = toCrop.mapY(xy[2 * i], xy[2 * i + 1]);
      sx += x / 10;
      sy += y / 10;
      xx += x * x / 10;
      xy2 += x * y / 10;
    }
    double spread = xx - sx * sx;
    // In profile the brows are a few pixels wide and say nothing of a slope.
    double slope = spread < 30 ? 0 : Math.max(-0.5, Math.min(0.5, (xy2 - sx * sy) / spread));
    return new double[] {sy - slope * sx, slope};
  }
}
