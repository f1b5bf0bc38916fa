package org.likeness.image.grain;

/**
 * What blocks of like light of a frame say of the grain of one channel.
 *
 * @param channel 0 for red
 * @param bin half stop that the blocks lie nearest to, see {@link GrainModel#bin}
 * @param blocks how many
 * @param light mean of them, scene-linear
 * @param share variance of means over eight by eight pixels, over the variance; the middle one of
 *     the blocks. Structure of the picture makes it larger than the grain's own.
 * @param covariance mean of pixels with their neighbours, {@link #COVARIANCES} numbers: rows from 0
 *     to {@link GrainModel#REACH} pixels down, in each from 0 to as many pixels across, left and
 *     right taken together
 * @param together correlation of R and G, R and B, G and B
 */
record GrainCell(
    int channel,
    int bin,
    int blocks,
    float light,
    float share,
    float[] covariance,
    float[] together) {
  /** Numbers in {@link #covariance}. */
  static final int COVARIANCES = (GrainModel.REACH + 1) * (GrainModel.REACH + 1);

  /** Whether it can be: numbers that are finite, of a plate that varies. */
  boolean isSound() {
    boolean sound = blocks > 0 && Float.isFinite(light) && Float.isFinite(share);
    for (float v : covariance) {
      sound &= Float.isFinite(v);
    }
    return sound
        && channel >= 0
        && channel < 3
        && bin >= 0
        && bin < GrainModel.BINS
        && covariance[0] > 0;
  }

  /** Variance of the blocks. */
  double variance() {
    return covariance[0];
  }
}
