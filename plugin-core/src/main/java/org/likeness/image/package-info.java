@NullMarked
package org.likeness.image;

import org.jspecify.annotations.NullMarked;
