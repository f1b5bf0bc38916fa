@NullMarked
package org.likeness.exr;

import org.jspecify.annotations.NullMarked;
