/** Training of the network that tells the parts of a face and what stands before it. */
@org.jspecify.annotations.NullMarked
package org.likeness.train.matte;
