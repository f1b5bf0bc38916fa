@NullMarked
package org.likeness.ofx.effect;

import org.jspecify.annotations.NullMarked;
