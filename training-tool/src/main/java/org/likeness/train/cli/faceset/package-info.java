/** {@code likeness faceset}: facesets looked at, weeded out, imported, documented. */
@NullMarked
package org.likeness.train.cli.faceset;

import org.jspecify.annotations.NullMarked;
