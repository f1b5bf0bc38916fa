/** Commands extract, train and export. */
@NullMarked
package org.likeness.train.cli;

import org.jspecify.annotations.NullMarked;
