/** Files that are there whole or not at all. */
@NullMarked
package org.likeness.file;

import org.jspecify.annotations.NullMarked;
