/** A page on which a faceset is looked through. */
@NullMarked
package org.likeness.train.data.page;

import org.jspecify.annotations.NullMarked;
