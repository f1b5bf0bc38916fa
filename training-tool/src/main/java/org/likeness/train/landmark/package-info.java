/**
 * Trains the network that refines a face's points: data with exact truth, samples, loss, loop and
 * export.
 */
@org.jspecify.annotations.NullMarked
package org.likeness.train.landmark;
