/** Facesets of other programs read, without running anything that lies in them. */
@NullMarked
package org.likeness.train.data.importing;

import org.jspecify.annotations.NullMarked;
