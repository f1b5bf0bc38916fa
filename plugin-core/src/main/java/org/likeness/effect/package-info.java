@NullMarked
package org.likeness.effect;

import org.jspecify.annotations.NullMarked;
