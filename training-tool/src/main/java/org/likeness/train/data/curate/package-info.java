/** Facesets sorted, grouped and weeded out; nothing is ever deleted. */
@NullMarked
package org.likeness.train.data.curate;

import org.jspecify.annotations.NullMarked;
