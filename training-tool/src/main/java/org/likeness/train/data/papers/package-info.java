/** Where each picture of a faceset comes from and by what right it is used. */
@NullMarked
package org.likeness.train.data.papers;

import org.jspecify.annotations.NullMarked;
