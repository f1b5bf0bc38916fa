/** An analysis in the formats of other programs. */
@NullMarked
package org.likeness.pipeline.export;

import org.jspecify.annotations.NullMarked;
