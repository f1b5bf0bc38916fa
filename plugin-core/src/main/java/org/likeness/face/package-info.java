@NullMarked
package org.likeness.face;

import org.jspecify.annotations.NullMarked;
