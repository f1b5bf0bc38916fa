package org.likeness.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * A dense float32 tensor, last dimension fastest.
 *
 * @param shape dimensions, each at least 1
 * @param data the numbers from position 0 to {@code limit}; a direct buffer in native order is
 *     handed to the network without a copy. Belongs to whoever made it.
 */
public record FloatTensor(long[] shape, FloatBuffer data) {
  /** Checks that shape and data agree. */
  public FloatTensor {
    long n = count(shape);
    if (data.limit() != n) {
      throw new IllegalArgumentException(
          "a tensor " + Arrays.toString(shape) + " needs " + n + " floats, not " + data.limit());
    }
  }

  /** A tensor over an array (which is not copied). */
  public static FloatTensor of(float[] data, long... shape) {
    return new FloatTensor(shape, FloatBuffer.wrap(data));
  }

  /** A tensor of zeros outside the Java heap. */
  public static FloatTensor direct(long... shape) {
    int n = Math.toIntExact(count(shape));
    return new FloatTensor(
        shape, ByteBuffer.allocateDirect(4 * n).order(ByteOrder.nativeOrder()).asFloatBuffer());
  }

  /** A copy of all numbers. */
  public float[] toArray() {
    float[] out = new float[data.limit()];
    data.duplicate().position(0).get(out);
    return out;
  }

  private static long count(long[] shape) {
    long n = 1;
    for (long d : shape) {
      n = Math.multiplyExact(n, d);
    }
    return n;
  }
}
