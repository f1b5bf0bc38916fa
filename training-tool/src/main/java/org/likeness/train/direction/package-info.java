/** Attributes that a trained network knows, as directions in its code. */
@NullMarked
package org.likeness.train.direction;

import org.jspecify.annotations.NullMarked;
