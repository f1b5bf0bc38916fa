/**
 * Grain: how strong, how coarse and how coloured a plate's is, measured on its flat parts in one
 * frame or in many, and new grain that is like it.
 */
@NullMarked
package org.likeness.image.grain;

import org.jspecify.annotations.NullMarked;
