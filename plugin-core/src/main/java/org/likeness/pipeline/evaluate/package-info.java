/** Measuring a rendered swap against a shot whose correct result is known. */
@NullMarked
package org.likeness.pipeline.evaluate;

import org.jspecify.annotations.NullMarked;
