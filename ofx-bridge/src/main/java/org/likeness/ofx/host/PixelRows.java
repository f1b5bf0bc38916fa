package org.likeness.ofx.host;

import java.nio.ByteBuffer;

/**
 * Samples of every depth to floats and back. Float passes bit by bit; half exactly one way and to
 * nearest, ties to even, the other; byte and short are {@code n / 255} and {@code n / 65535} one
 * way, and the other way clamped to 0..1 and rounded to nearest, ties up, a NaN as 0.
 */
final class PixelRows {
  private static final float[] BYTES = scale(255);
  private static final float[] SHORTS = scale(65535);

  private PixelRows() {}

  private static float[] scale(int one) {
    float[] values = new float[one + 1];
    for (int i = 0; i <= one; i++) {
      values[i] = (float) i / one;
    }
    return values;
  }

  /** Reads {@code n} samples from the start of a view. */
  static void read(ByteBuffer row, PixelDepth depth, float[] to, int n) {
    switch (depth) {
      case FLOAT -> row.asFloatBuffer().get(to, 0, n);
      case HALF -> {
        short[] raw = new short[n];
        row.asShortBuffer().get(raw);
        for (int i = 0; i < n; i++) {
          to[i] = HalfBits.toFloat(raw[i]);
        }
      }
      case SHORT -> {
        short[] raw = new short[n];
        row.asShortBuffer().get(raw);
        for (int i = 0; i < n; i++) {
          to[i] = SHORTS[raw[i] & 0xFFFF];
        }
      }
      case BYTE -> {
        byte[] raw = new byte[n];
        row.get(0, raw);
        for (int i = 0; i < n; i++) {
          to[i] = BYTES[raw[i] & 0xFF];
        }
      }
    }
  }

  /** Writes {@code n} samples to the start of a view. */
  static void write(ByteBuffer row, PixelDepth depth, float[] from, int n) {
    switch (depth) {
      case FLOAT -> row.asFloatBuffer().put(from, 0, n);
      case HALF -> {
        short[] raw = new short[n];
        for (int i = 0; i < n; i++) {
          raw[i] = HalfBits.of(from[i]);
        }
        row.asShortBuffer().put(raw);
      }
      case SHORT -> {
        short[] raw = new short[n];
        for (int i = 0; i < n; i++) {
          raw[i] = (short) whole(from[i], 65535);
        }
        row.asShortBuffer().put(raw);
      }
      case BYTE -> {
        byte[] raw = new byte[n];
        for (int i = 0; i < n; i++) {
          raw[i] = (byte) whole(from[i], 255);
        }
        row.put(0, raw);
      }
    }
  }

  /** A NaN fails the first comparison. */
  private static int whole(float v, int one) {
    return v > 0 ? v < 1 ? (int) (v * one + 0.5f) : one : 0;
  }
}
