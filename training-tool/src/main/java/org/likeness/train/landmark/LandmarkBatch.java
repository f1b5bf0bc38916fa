package org.likeness.train.landmark;

/**
 * Samples of an iteration.
 *
 * @param count how many
 * @param input [count,3,SIZE,SIZE], -1..1
 * @param places [count,POINTS,2], 0..1 over the crop
 * @param turn [count,6], two rows of the rotation from the template to the crop
 * @param weight [count,POINTS,1], how much each place counts
 * @param visible [count,68], 0..1
 * @param expression [count,UNITS], 0..1
 */
record LandmarkBatch(
    int count,
    float[] input,
    float[] places,
    float[] turn,
    float[] weight,
    float[] visible,
    float[] expression) {}
