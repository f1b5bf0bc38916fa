/** Pose, expression and light of a face as a few numbers that can be compared and counted. */
@NullMarked
package org.likeness.train.data.traits;

import org.jspecify.annotations.NullMarked;
