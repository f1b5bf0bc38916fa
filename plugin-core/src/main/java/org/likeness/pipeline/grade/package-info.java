/** What makes a swapped face sit in its plate: colour match, light, sharpness, grain, motion. */
@NullMarked
package org.likeness.pipeline.grade;

import org.jspecify.annotations.NullMarked;
