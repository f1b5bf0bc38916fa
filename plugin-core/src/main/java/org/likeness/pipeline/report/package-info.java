/** What is wrong with a rendered sequence over time, as a page and as JSON. */
@NullMarked
package org.likeness.pipeline.report;

import org.jspecify.annotations.NullMarked;
