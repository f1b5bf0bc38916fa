/** What a rendered sequence does over time that its plate does not: flashes, drift, flicker. */
@NullMarked
package org.likeness.pipeline.temporal;

import org.jspecify.annotations.NullMarked;
