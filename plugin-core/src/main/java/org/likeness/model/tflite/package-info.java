@NullMarked
package org.likeness.model.tflite;

import org.jspecify.annotations.NullMarked;
