/**
 * Pixels outside the Java heap and the loops that an analysis spends its time in: halving,
 * cropping, the curve of a display. Each loop is there twice, in Java and, in the library that also
 * reads OpenEXR, for the processor's wide registers; both give the same bits.
 */
@NullMarked
package org.likeness.image.pixels;

import org.jspecify.annotations.NullMarked;
