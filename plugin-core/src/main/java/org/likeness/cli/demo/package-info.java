/** What {@code likeness demo} does besides calling the other commands. */
@NullMarked
package org.likeness.cli.demo;

import org.jspecify.annotations.NullMarked;
