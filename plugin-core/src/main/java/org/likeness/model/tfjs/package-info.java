@NullMarked
package org.likeness.model.tfjs;

import org.jspecify.annotations.NullMarked;
