/** The training loop: optimiser, schedule, checkpoints, previews. */
@NullMarked
package org.likeness.train.loop;

import org.jspecify.annotations.NullMarked;
