/** Reading and writing of display-referred pictures through OpenCV. */
@NullMarked
package org.likeness.image.opencv;

import org.jspecify.annotations.NullMarked;
