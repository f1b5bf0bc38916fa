package org.likeness.train.data;

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
 */
public record Batch(
    int count,
    int size,
    float[] input,
    float[] label,
    float[] matte,
    float[] area,
    float[] priority) {
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
        new float[plane]);
  }
}
