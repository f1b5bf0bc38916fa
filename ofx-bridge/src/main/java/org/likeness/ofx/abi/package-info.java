/**
 * The binary interface of OFX 1.5.1 and Foundry's plane extension: each suite of each host is a
 * struct of function pointers, read once and called through the boot library's shims. Handles,
 * names and places for answers are addresses; results are {@link org.likeness.ofx.abi.OfxStatus}.
 * JNA is used here and nowhere else.
 */
@NullMarked
package org.likeness.ofx.abi;

import org.jspecify.annotations.NullMarked;
