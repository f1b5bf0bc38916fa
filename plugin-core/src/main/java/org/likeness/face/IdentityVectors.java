package org.likeness.face;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Sums with identity vectors. */
public final class IdentityVectors {
  private static final String RESOURCE = "identity-centre.txt";

  /** How much of what all people have in common is left out. */
  private static final float SHARE = 0.8f;

  private IdentityVectors() {}

  private static final class Centre {
    static final float[] VECTOR = load();
  }

  /**
   * How alike two vectors of unit length are, -1..1: the cosine between what is left of them when
   * most of what the vectors of all people have in common is taken off. So strangers are at 0.3
   * rather than at 0.9, and people who differ little are told apart better.
   */
  public static double likeness(float[] a, float[] b) {
    float[] centre = Centre.VECTOR;
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < centre.length; i++) {
      double x = a[i] - SHARE * centre[i];
      double y = b[i] - SHARE * centre[i];
      ab += x * y;
      aa += x * x;
      bb += y * y;
    }
    return ab / Math.sqrt(Math.max(1e-12, aa * bb));
  }

  /** The mean of many people's vectors. */
  static float[] centre() {
    return Centre.VECTOR.clone();
  }

  /** The vector at unit length; a vector of zeros stays so. */
  public static float[] unit(float[] v) {
    double s = 0;
    for (float x : v) {
      s += (double) x * x;
    }
    double scale = s > 0 ? 1 / Math.sqrt(s) : 0;
    float[] out = new float[v.length];
    for (int i = 0; i < v.length; i++) {
      out[i] = (float) (v[i] * scale);
    }
    return out;
  }

  /** One number a line; lines that begin with # are remarks. */
  private static float[] load() {
    try (InputStream in = IdentityVectors.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("this program lacks its resource " + RESOURCE);
      }
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
      float[] out = new float[FaceDetail.IDENTITY];
      int n = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#") && !line.isBlank()) {
          out[n++] = Float.parseFloat(line.strip());
        }
      }
      return out;
    } catch (IOException e) {
      throw new IllegalStateException("this program cannot read its resource " + RESOURCE, e);
    }
  }
}
