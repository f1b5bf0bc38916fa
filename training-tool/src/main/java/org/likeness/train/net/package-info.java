/** Network descriptions, written once and run by several back ends. */
@NullMarked
package org.likeness.train.net;

import org.jspecify.annotations.NullMarked;
