package org.likeness.train.landmark;

/**
 * One picture with its truth.
 *
 * @param rgb bytes R, G, B by turns, row by row, as on a display
 * @param width pixels
 * @param height pixels
 * @param truth of its face
 */
record LandmarkPicture(byte[] rgb, int width, int height, LandmarkTruth truth) {}
