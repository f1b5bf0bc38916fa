package org.likeness.train.net;

import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A family of networks, as the registry knows it.
 *
 * @param name in configurations
 * @param about what it is good for, in a few words
 * @param create a network of the family; refuses sizes that it cannot use
 * @param sizes the sizes of a preset at a resolution
 */
record NetFamily(
    String name,
    String about,
    Function<NetConfig, SwapNet> create,
    BiFunction<NetSize, Integer, NetConfig> sizes) {}
