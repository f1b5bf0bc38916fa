package org.likeness.face;

import java.util.Map;
import org.likeness.image.Affine2;
import org.likeness.image.PixelRect;
import org.likeness.model.FloatTensor;
import org.likeness.model.OnnxSession;

/**
 * MediaPipe's 468-point mesh. The net sees an upright square of 1.5 times the face's longer side;
 * the first square comes from the detector, the following ones from the mesh itself, so that the
 * result does not hang on the detector's noise. Thread-safe.
 */
final class LandmarkFinder implements AutoCloseable {
  private static final int SIZE = 192;
  private static final double MARGIN = 1.5;
  private static final int OUTER_EYE_RIGHT = 33;
  private static final int OUTER_EYE_LEFT = 263;

  /**
   * Small moves of the square (dx, dy in its sides, scale, turn) over which the mesh is averaged.
   */
  private static final double[][] JITTER = {
    {0, 0, 1, 0}, {0.02, 0.01, 0.96, 0.04}, {-0.02, -0.01, 1.04, -0.04}
  };

  private final OnnxSession net;

  LandmarkFinder(byte[] onnx) {
    net = OnnxSession.open(onnx, "face_landmark");
  }

  /** A square of the plate, turned by {@code angle} (radians, positive clockwise on screen). */
  record Square(double cx, double cy, double side, double angle) {
    Affine2 toCrop(int size) {
      double s = size / side;
      Affine2 turn = Affine2.similarity(s, -angle, 0, 0);
      return new Affine2(
          turn.a(),
          turn.b(),
          size / 2.0 - turn.mapX(cx, cy),
          turn.d(),
          turn.e(),
          size / 2.0 - turn.mapY(cx, cy));
    }

    Square moved(double[] j) {
      return new Square(cx + j[0] * side, cy + j[1] * side, side * j[2], angle + j[3]);
    }

    PixelRect bounds() {
      double r = side / 2;
      return new PixelRect(
          (int) Math.floor(cx - r),
          (int) Math.floor(cy - r),
          (int) Math.ceil(cx + r),
          (int) Math.ceil(cy + r));
    }

    static Square around(Detection d) {
      FaceBox b = d.box();
      return new Square(
          b.centreX(), b.centreY(), MARGIN * Math.max(b.width(), b.height()), d.eyeAngle());
    }

    static Square around(Landmarks m) {
      double angle =
          Math.atan2(
              m.y(OUTER_EYE_LEFT) - m.y(OUTER_EYE_RIGHT),
              m.x(OUTER_EYE_LEFT) - m.x(OUTER_EYE_RIGHT));
      // The box in the turned axes, so that its size does not change as the head tilts.
      double cos = Math.cos(angle);
      double sin = Math.sin(angle);
      double u0 = Double.POSITIVE_INFINITY;
      double v0 = u0;
      double u1 = -u0;
      double v1 = -u0;
      for (int i = 0; i < Landmarks.COUNT; i++) {
        double u = cos * m.x(i) + sin * m.y(i);
        double v = -sin * m.x(i) + cos * m.y(i);
        u0 = Math.min(u0, u);
        u1 = Math.max(u1, u);
        v0 = Math.min(v0, v);
        v1 = Math.max(v1, v);
      }
      double u = (u0 + u1) / 2;
      double v = (v0 + v1) / 2;
      return new Square(
          cos * u - sin * v, sin * u + cos * v, MARGIN * Math.max(u1 - u0, v1 - v0), angle);
    }
  }

  /** The mesh of a detected face; its presence tells whether there is one. */
  Landmarks find(DisplayView plate, Detection detection) {
    Landmarks m = look(plate, Square.around(detection));
    m = look(plate, Square.around(m));
    Square square = Square.around(m);
    float[] sum = new float[3 * Landmarks.COUNT];
    float presence = 0;
    for (double[] j : JITTER) {
      Landmarks one = look(plate, square.moved(j));
      for (int i = 0; i < sum.length; i++) {
        sum[i] += one.xyz()[i] / JITTER.length;
      }
      presence += one.presence() / JITTER.length;
    }
    return new Landmarks(sum, presence);
  }

  private Landmarks look(DisplayView plate, Square square) {
    Affine2 toCrop = square.toCrop(SIZE);
    float[] crop = plate.meteredOn(square.bounds()).crop(toCrop, SIZE, false, 0f, 1f);
    Map<String, FloatTensor> out = net.run(Map.of("input", FloatTensor.of(crop, 1, 3, SIZE, SIZE)));
    float[] xyz = new float[0];
    float logit = 0;
    for (FloatTensor t : out.values()) {
      float[] values = t.toArray();
      if (values.length == 3 * Landmarks.COUNT) {
        xyz = values;
      } else if (values.length == 1) {
        logit = values[0];
      }
    }
    Affine2 back = toCrop.inverse();
    float[] plateXyz = new float[xyz.length];
    float scale = (float) back.meanScale();
    for (int i = 0; i + 2 < xyz.length; i += 3) {
      plateXyz[i] = (float) back.mapX(xyz[i], xyz[i + 1]);
      plateXyz[i + 1] = (float) back.mapY(xyz[i], xyz[i + 1]);
      plateXyz[i + 2] = xyz[i + 2] * scale;
    }
    return new Landmarks(plateXyz, (float) (1 / (1 + Math.exp(-logit))));
  }

  @Override
  public void close() {
    net.close();
  }
}
