package org.likeness.train.net;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The network families by name. */
public final class NetRegistry {
  private static final Map<String, Function<NetConfig, SwapNet>> FAMILIES =
      new TreeMap<>(Map.of("df", DfNet::new));

  private NetRegistry() {}

  /**
   * A network of the configuration's family.
   *
   * @throws IllegalArgumentException if there is no such family
   */
  public static SwapNet create(NetConfig config) {
    Function<NetConfig, SwapNet> family = FAMILIES.get(config.arch());
    if (family == null) {
      throw new IllegalArgumentException(
          "there is no network family " + config.arch() + ": choose one of " + FAMILIES.keySet());
    }
    return family.apply(config);
  }
}
