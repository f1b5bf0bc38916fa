package org.likeness.train.data;

import java.util.Arrays;

/**
 * Samples of one identity for one iteration; the arrays are the receiver's.
 *
 * @param count N
 * @param size S
 * @param input [N,3,S,S], bent
 * @param label [N,3,S,S]
 * @param matte [N,1,S,S], coverage 0..1
 * @param area [N,1,S,S], where colour matters, 0..1
 * @param priority [N,1,S,S], eyes and mouth, 0..1
 * @param colour [N], 1 where the label's colours may teach, 0 where they must not: a synthetic
 *     picture of an identity that has real ones
 * @param chip [N,2,3], the map from the recognition network's aligned square to the label, both
 *     -1..1 from edge to edge
 */
public record Batch(
    int count,
    int size,
    float[] input,
    float[] label,
    float[] matte,
    float[] area,
    float[] priority,
    float[] colour,
    float[] chip) {
  /** An empty batch. */
  public static Batch allocate(int count, int size) {
    int plane = count * size * size;
    return new Batch(
        count,
        size,
        new float[3 * plane],
        new float[3 * plane],
        new float[plane],
        new float[plane],
        new float[plane],
        filled(count),
        new float[6 * count]);
  }

  /**
   * Some of the samples, copied.
   *
   * @param from first sample
   * @param length how many, at least 1
   */
  public Batch part(int from, int length) {
    return new Batch(
        length,
        size,
        part(input, from, length),
        part(label, from, length),
        part(matte, from, length),
        part(area, from, length),
        part(priority, from, length),
        part(colour, from, length),
        part(chip, from, length));
  }

  private float[] part(float[] all, int from, int length) {
    int each = all.length / count;
    return Arrays.copyOfRange(all, from * each, (from + length) * each);
  }

  private static float[] filled(int count) {
    float[] ones = new float[count];
    Arrays.fill(ones, 1f);
    return ones;
  }
}
