/**
 * What a host offers an effect, without addresses: nodes, clips, images, parameters, progress, time
 * line, threads, memory, planes, overlays. A thing is good as long as the host's own is: an image
 * for one action, a node until it is destroyed. Everything that a host may lack has a value to take
 * instead.
 */
@NullMarked
package org.likeness.ofx.host;

import org.jspecify.annotations.NullMarked;
