@NullMarked
package org.likeness.pipeline;

import org.jspecify.annotations.NullMarked;
