package org.likeness.train.data.importing;

/**
 * An array of numbers.
 *
 * @param shape its sides
 * @param values row by row
 */
public record NumpyArray(int[] shape, double[] values) {}
