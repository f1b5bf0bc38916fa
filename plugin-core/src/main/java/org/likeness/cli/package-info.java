@NullMarked
package org.likeness.cli;

import org.jspecify.annotations.NullMarked;
