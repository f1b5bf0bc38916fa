/** What a plate needs of an identity, and what the identity's pictures lack. */
@NullMarked
package org.likeness.train.data.coverage;

import org.jspecify.annotations.NullMarked;
