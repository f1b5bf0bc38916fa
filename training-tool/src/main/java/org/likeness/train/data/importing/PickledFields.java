package org.likeness.train.data.importing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.likeness.face.FacePoints;
import org.likeness.image.Affine2;

/** Fields of a description that was read, checked. */
final class PickledFields {
  private final Map<?, ?> fields;
  private final String what;

  /**
   * @param what it describes, for messages
   * @throws IOException if it is no dictionary
   */
  PickledFields(@Nullable Object read, String what) throws IOException {
    this.what = what;
    if (!(read instanceof Map<?, ?> map)) {
      throw new IOException(what + ": its description is no dictionary of named fields");
    }
    fields = map;
  }

  @Nullable String text(String name) {
    return fields.get(name) instanceof String s ? s : null;
  }

  @Nullable Object get(String name) {
    return fields.get(name);
  }

  boolean has(String name) {
    return fields.get(name) != null;
  }

  /** 68 points, moved by half a pixel: theirs are counted from the pixels' centres. */
  float[] points(String name) throws IOException {
    double[] xy = numbers(fields.get(name));
    if (xy.length != 2 * FacePoints.CLASSIC) {
      throw new IOException(
          what
              + ": "
              + name
              + (xy.length == 0
                  ? " is missing"
                  : " are " + xy.length / 2 + " points; this program reads 68"));
    }
    float[] out = new float[xy.length];
    for (int i = 0; i < out.length; i++) {
      if (!Double.isFinite(xy[i]) || Math.abs(xy[i]) > 1e6) {
        throw new IOException(what + ": " + name + " hold " + xy[i] + ", which is no place");
      }
      out[i] = (float) (xy[i] + 0.5);
    }
    return out;
  }

  /** Two rows of three numbers, for pixels counted from their centres; or null. */
  @Nullable Affine2 map(String name) throws IOException {
    if (!has(name)) {
      return null;
    }
    double[] m = numbers(fields.get(name));
    if (m.length != 6 || Math.abs(m[0] * m[4] - m[1] * m[3]) < 1e-9) {
      throw new IOException(what + ": " + name + " is no map of two rows of three numbers");
    }
    return new Affine2(
        m[0], m[1], m[2] + 0.5 - 0.5 * (m[0] + m[1]), m[3], m[4], m[5] + 0.5 - 0.5 * (m[3] + m[4]));
  }

  /** Bytes, however they were stored; or null. */
  byte @Nullable [] bytes(String name) {
    Object o = fields.get(name);
    if (o instanceof byte[] b) {
      return b;
    }
    if (o instanceof NumpyArray a) {
      byte[] out = new byte[a.values().length];
      for (int i = 0; i < out.length; i++) {
        out[i] = (byte) (int) a.values()[i];
      }
      return out;
    }
    return null;
  }

  static double[] numbers(@Nullable Object o) {
    if (o instanceof NumpyArray a) {
      return a.values();
    }
    List<Double> out = new ArrayList<>();
    collect(o, out, 0);
    return out.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static void collect(@Nullable Object o, List<Double> out, int depth) {
    if (o instanceof Number n) {
      out.add(n.doubleValue());
    } else if (o instanceof NumpyArray a) {
      for (double v : a.values()) {
        out.add(v);
      }
    } else if (o instanceof List<?> list && depth < 3 && out.size() < 1000) {
      list.forEach(e -> collect(e, out, depth + 1));
    }
  }
}
