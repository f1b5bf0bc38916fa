@NullMarked
package org.likeness.model;

import org.jspecify.annotations.NullMarked;
