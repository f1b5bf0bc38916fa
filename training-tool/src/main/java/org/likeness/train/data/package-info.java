/** Facesets: aligned crops with their mattes, and the samples made of them. */
@NullMarked
package org.likeness.train.data;

import org.jspecify.annotations.NullMarked;
