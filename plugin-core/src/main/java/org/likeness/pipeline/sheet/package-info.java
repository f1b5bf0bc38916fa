/** A shot's analysis as one page to look at: pictures with what was found drawn in, and plots. */
@org.jspecify.annotations.NullMarked
package org.likeness.pipeline.sheet;
