package org.likeness.face;

import java.util.Map;
import org.likeness.image.Affine2;
import org.likeness.model.FloatTensor;
import org.likeness.model.OnnxSession;

/**
 * MediaPipe's 468-point mesh. The net sees an upright square of 1.5 times the face's longer side;
 * the first square comes from the detector, the following ones from the mesh itself, so that the
 * result does not hang on the detector's noise. Thread-safe.
 */
final class LandmarkFinder implements AutoCloseable {
  private static final int SIZE = 192;

  /** The part of the square that is metered: the face, not what stands beside it. */
  private static final double METERED = 0.7;

  /** Under this the crop may be turned the wrong way; under half of it there is no face. */
  static final float DOUBTFUL = 0.8f;

  private static final int MAX_LOOKS = 3;
  private static final double[] TURNS = {Math.PI, Math.PI / 2, -Math.PI / 2};

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

  /**
   * The mesh of a detected face; its presence tells whether there is one. Where it is doubtful, the
   * other three ways up are tried too.
   */
  Landmarks find(DisplayView plate, Detection detection) {
    Square square = Square.around(detection);
    Landmarks best = look(plate, square);
    for (int i = 0; i < TURNS.length && best.presence() < DOUBTFUL; i++) {
      Landmarks other = look(plate, square.moved(0, 0, 1, TURNS[i]));
      best = other.presence() > best.presence() ? other : best;
    }
    return best.presence() < DOUBTFUL / 2 ? best : settled(plate, square, best);
  }

  /** The mesh of a face seen in a frame before, from where it was or is expected. */
  Landmarks follow(DisplayView plate, Landmarks expected) {
    Square square = Square.around(expected);
    Landmarks m = look(plate, square);
    return m.presence() < DOUBTFUL / 2 ? m : settled(plate, square, m);
  }

  /** Looks on until the square stays where it is, then takes the mean over small moves of it. */
  private Landmarks settled(DisplayView plate, Square seen, Landmarks first) {
    Landmarks m = first;
    Square square = Square.around(m);
    for (int i = 1; i < MAX_LOOKS && !square.near(seen); i++) {
      m = look(plate, square);
      seen = square;
      square = Square.around(m);
    }
    float[] sum = new float[3 * Landmarks.COUNT];
    float presence = 0;
    for (double[] j : JITTER) {
      Landmarks one = look(plate, square.moved(j[0], j[1], j[2], j[3]));
      for (int i = 0; i < sum.length; i++) {
        sum[i] += one.xyz()[i] / JITTER.length;
      }
      presence += one.presence() / JITTER.length;
    }
    return new Landmarks(sum, presence);
  }

  private Landmarks look(DisplayView plate, Square square) {
    Affine2 toCrop = square.toCrop(SIZE);
    FloatTensor crop = plate.pyramid().input("mesh", 1, SIZE);
    plate.meteredOn(square.middle(METERED)).crop(toCrop, SIZE, false, 0f, 1f, crop.data());
    Map<String, FloatTensor> out = net.run(Map.of("input", crop));
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
