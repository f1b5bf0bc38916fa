/** The layers of a rendered face: their names, how each is made, and how files hold them. */
@org.jspecify.annotations.NullMarked
package org.likeness.pipeline.layers;
