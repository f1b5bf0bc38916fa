package org.likeness.train.landmark;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Loss of the head's turn: the angle between the rotation that is told and the true one, and the
 * error of its pitch. Near a full profile a head that nods and one that leans look nearly alike,
 * and an error of the whole rotation about the picture's axis that lies across the nose counts
 * {@code 1 / cos(yaw)} times in pitch and roll: it is weighed as much, up to {@link #MOST} times.
 */
final class LandmarkTurn {
  /** Greatest factor of an error of the pitch against one of the rotation. */
  private static final double MOST = 4;

  /** What the error of the pitch counts against the angle. */
  private static final double PITCH = 0.5;

  private LandmarkTurn() {}

  /**
   * Mean over the faces, radians.
   *
   * @param rows [n,6], two rows of a rotation, of any scale and not orthogonal
   * @param truth n times two rows of a rotation
   */
  static Tensor loss(Tensor rows, float[] truth, int n) {
    Tensor[] is = orthogonal(columns(rows));
    float[] third = new float[9 * n];
    float[] across = new float[2 * n];
    for (int i = 0; i < n; i++) {
      rotation(truth, 6 * i, third, 9 * i);
      // In the picture, the direction of the head's own x axis; its length is the yaw's cosine.
      double x = truth[6 * i];
      double y = truth[6 * i + 3];
      double cos = Math.max(1e-6, Math.hypot(x, y));
      double factor = Math.min(MOST, 1 / cos) / cos;
      across[2 * i] = (float) (x * factor);
      across[2 * i + 1] = (float) (y * factor);
    }
    Tensor[] known = columns(Tensor.create(third, n, 9));
    Tensor square = zero(n);
    for (int k = 0; k < 9; k++) {
      square = square.add(is[k].sub(known[k]).square());
    }
    // |A - B|² = 8 sin²(angle / 2); the small number keeps the root's slope finite.
    Tensor angle = square.mul(new Scalar(0.5)).add(new Scalar(1e-6)).sqrt();
    // Of is times known': what turns about the picture's x and y axes.
    Tensor about = zero(n);
    Tensor side = zero(n);
    for (int k = 0; k < 3; k++) {
      about = about.add(is[6 + k].mul(known[3 + k])).sub(is[3 + k].mul(known[6 + k]));
      side = side.add(is[k].mul(known[6 + k])).sub(is[6 + k].mul(known[k]));
    }
    Tensor[] way = columns(Tensor.create(across, n, 2));
    Tensor pitch = about.mul(way[0]).add(side.mul(way[1])).mul(new Scalar(0.5)).abs();
    return angle.add(pitch.mul(new Scalar(PITCH))).mean();
  }

  private static Tensor zero(int n) {
    return Tensor.create(new float[n], n);
  }

  private static Tensor[] columns(Tensor t) {
    Tensor[] out = new Tensor[(int) t.size(1)];
    for (int i = 0; i < out.length; i++) {
      out[i] = t.select(1, i);
    }
    return out;
  }

  /** The nearest rotation, as {@link org.likeness.face.CropAnchors} makes it where the net runs. */
  private static Tensor[] orthogonal(Tensor[] r) {
    Tensor p = dot(r, 0, 0);
    Tensor q = dot(r, 0, 3);
    Tensor s = dot(r, 3, 3);
    Tensor det = p.mul(s).sub(q.square()).relu().add(new Scalar(1e-9)).sqrt();
    Tensor k = p.add(s).add(det.mul(new Scalar(2.0))).sqrt().mul(det).reciprocal();
    Tensor a = s.add(det).mul(k);
    Tensor b = q.neg().mul(k);
    Tensor c = p.add(det).mul(k);
    Tensor[] out = new Tensor[9];
    for (int i = 0; i < 3; i++) {
      out[i] = a.mul(r[i]).add(b.mul(r[3 + i]));
      out[3 + i] = b.mul(r[i]).add(c.mul(r[3 + i]));
    }
    for (int i = 0; i < 3; i++) {
      int j = (i + 1) % 3;
      int m = (i + 2) % 3;
      out[6 + i] = out[j].mul(out[3 + m]).sub(out[m].mul(out[3 + j]));
    }
    return out;
  }

  private static Tensor dot(Tensor[] r, int i, int j) {
    return r[i].mul(r[j]).add(r[i + 1].mul(r[j + 1])).add(r[i + 2].mul(r[j + 2]));
  }

  private static void rotation(float[] rows, int at, float[] out, int to) {
    System.arraycopy(rows, at, out, to, 6);
    for (int i = 0; i < 3; i++) {
      int j = at + (i + 1) % 3;
      int m = at + (i + 2) % 3;
      out[to + 6 + i] = rows[j] * rows[m + 3] - rows[m] * rows[j + 3];
    }
  }
}
