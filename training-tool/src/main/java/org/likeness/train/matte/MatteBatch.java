package org.likeness.train.matte;

/**
 * Samples of an iteration.
 *
 * @param count how many
 * @param input [count,3,SIZE,SIZE], -1..1
 * @param coverage [count,2,SIZE,SIZE], 0..1: visible face, occluder
 * @param parts [count,PARTS,SIZE,SIZE], shares; all 0 where they are not known
 * @param known [count,2,SIZE,SIZE], 1 where a coverage is known
 */
record MatteBatch(int count, float[] input, float[] coverage, float[] parts, float[] known) {}
