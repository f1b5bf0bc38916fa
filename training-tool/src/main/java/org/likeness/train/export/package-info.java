/** Export of a trained model to ONNX. */
@NullMarked
package org.likeness.train.export;

import org.jspecify.annotations.NullMarked;
