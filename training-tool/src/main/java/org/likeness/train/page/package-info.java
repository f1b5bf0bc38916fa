/** Training as it is watched: the live page and TensorBoard's events. */
@org.jspecify.annotations.NullMarked
package org.likeness.train.page;
