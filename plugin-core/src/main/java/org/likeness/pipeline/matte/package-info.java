/**
 * The final matte: its parts, how they are combined, refined at the plate's resolution, grown,
 * shrunk and softened.
 */
@org.jspecify.annotations.NullMarked
package org.likeness.pipeline.matte;
