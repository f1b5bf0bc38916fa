/**
 * What the trainings of the product's own networks have in common: rendered faces with exact truth,
 * crops of them, settings, steps, and a run with its checkpoint.
 */
@org.jspecify.annotations.NullMarked
package org.likeness.train.rendered;
