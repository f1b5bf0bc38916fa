package org.likeness.pipeline.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.likeness.image.Affine2;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.image.opencv.PictureIo;
import org.likeness.model.FloatTensor;
import org.likeness.model.NpmPackage;
import org.likeness.model.OnnxSession;
import org.likeness.model.WeightStore;

/**
 * Whom a face looks like, by a recognition network that has no part in the making of a swap. Its
 * weights serve for measuring only and are never shipped: what they were trained on is not stated.
 * Thread-safe.
 */
public final class IdentityJudge implements AutoCloseable {
  /** The judge's package. */
  public static final NpmPackage PACKAGE =
      new NpmPackage(
          "faceplugin-face-recognition-js",
          "0.0.1",
          "shriXjd4zJHEwhK1jHK+bWo8Vv6Vu9B/w6RRsd4AFtNM/jaI2vhuOamOSMl9qQmLd8WlQ7dgqN+3C2iOi5pXWw==",
          "MIT");

  private static final String FILE = "model/fr_feature.onnx";

  private final OnnxSession session;
  private final String input;
  private final String output;

  private IdentityJudge(OnnxSession session) {
    this.session = session;
    this.input = session.inputs().get(0).name();
    this.output = session.outputs().get(0).name();
  }

  /**
   * Fetches the network if need be.
   *
   * @throws org.likeness.model.ModelException where it cannot be had
   */
  public static IdentityJudge open(WeightStore weights) {
    return new IdentityJudge(OnnxSession.open(weights.bytes(PACKAGE, FILE), "fr_feature.onnx"));
  }

  /**
   * A face's vector, of length 1.
   *
   * @param encoded R, G, B, sRGB-encoded 0..1, over (0, 0, width, height)
   * @param landmarks68 iBUG order, x and y in turn, in pixels
   */
  float[] vector(float[][] encoded, int width, double[] landmarks68) {
    PixelRect rect = PixelRect.ofSize(width, encoded[0].length / width);
    Plane[] p = new Plane[3];
    for (int c = 0; c < 3; c++) {
      p[c] = Plane.zeros(rect);
      for (int i = 0; i < encoded[c].length; i++) {
        p[c].data()[i] = Math.round(encoded[c][i] * 255f);
      }
    }
    int size = FivePoints.SIZE;
    Affine2 toPicture = FivePoints.crop(landmarks68).inverse();
    FloatTensor tensor = FloatTensor.direct(1, 3, size, size);
    int at = 0;
    for (Plane plane : p) {
      for (int y = 0; y < size; y++) {
        for (int x = 0; x < size; x++) {
          double px = toPicture.mapX(x + 0.5, y + 0.5) - 0.5;
          double py = toPicture.mapY(x + 0.5, y + 0.5) - 0.5;
          tensor.data().put(at++, (bilinear(plane, px, py) - 127f) / 128f);
        }
      }
    }
    FloatTensor out = session.run(Map.of(input, tensor)).get(output);
    if (out == null) {
      throw new IllegalStateException("fr_feature.onnx gave no " + output);
    }
    return normalised(out.toArray());
  }

  /** Between four pixels; black outside: the way in which such networks' crops are cut. */
  private static float bilinear(Plane p, double x, double y) {
    int ix = (int) Math.floor(x);
    int iy = (int) Math.floor(y);
    float fx = (float) (x - ix);
    float fy = (float) (y - iy);
    return (p.get(ix, iy) * (1 - fx) + p.get(ix + 1, iy) * fx) * (1 - fy)
        + (p.get(ix, iy + 1) * (1 - fx) + p.get(ix + 1, iy + 1) * fx) * fy;
  }

  /** Mean vector of the frontal faces (yaw within 20 degrees) of a face set. */
  float[] identity(Path faceSet) throws IOException {
    List<FaceSet.Face> faces = FaceSet.frontal(faceSet, 20);
    float[] sum = new float[0];
    for (FaceSet.Face f : faces) {
      Frame picture = PictureIo.read(f.picture());
      float[][] rgb = {picture.r().data(), picture.g().data(), picture.b().data()};
      float[] v = vector(rgb, picture.dataWindow().width(), f.landmarks68());
      if (sum.length == 0) {
        sum = new float[v.length];
      }
      for (int i = 0; i < v.length; i++) {
        sum[i] += v[i];
      }
    }
    return normalised(sum);
  }

  /** Cosine of two vectors of length 1. */
  static double cosine(float[] a, float[] b) {
    double s = 0;
    for (int i = 0; i < a.length; i++) {
      s += (double) a[i] * b[i];
    }
    return s;
  }

  private static float[] normalised(float[] v) {
    double s = 0;
    for (float x : v) {
      s += (double) x * x;
    }
    float scale = (float) (1 / Math.max(1e-12, Math.sqrt(s)));
    for (int i = 0; i < v.length; i++) {
      v[i] *= scale;
    }
    return v;
  }

  @Override
  public void close() {
    session.close();
  }
}
