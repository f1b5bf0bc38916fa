@NullMarked
package org.likeness.ofx.abi;

import org.jspecify.annotations.NullMarked;
