/** Training losses. */
@NullMarked
package org.likeness.train.loss;

import org.jspecify.annotations.NullMarked;
