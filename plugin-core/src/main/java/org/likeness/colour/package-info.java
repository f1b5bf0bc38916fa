@NullMarked
package org.likeness.colour;

import org.jspecify.annotations.NullMarked;
