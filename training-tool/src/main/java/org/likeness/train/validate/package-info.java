/** Judging a model on faces that it was not trained on. */
@NullMarked
package org.likeness.train.validate;

import org.jspecify.annotations.NullMarked;
