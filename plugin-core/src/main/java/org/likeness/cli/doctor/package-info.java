/** What {@code likeness doctor} looks at: one class a part of the machine. */
@NullMarked
package org.likeness.cli.doctor;

import org.jspecify.annotations.NullMarked;
