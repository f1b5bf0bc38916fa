@NullMarked
package org.likeness.ofx.host;

import org.jspecify.annotations.NullMarked;
