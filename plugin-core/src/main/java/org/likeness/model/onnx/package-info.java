@NullMarked
package org.likeness.model.onnx;

import org.jspecify.annotations.NullMarked;
