package org.likeness.train.net;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The network families by name. */
public final class NetRegistry {
  private static final List<NetFamily> FAMILIES =
      List.of(DfNet.FAMILY, LiaeNet.FAMILY, AmpNet.FAMILY, CombNet.FAMILY);

  private static final Map<String, NetFamily> BY_NAME =
      FAMILIES.stream().collect(Collectors.toMap(NetFamily::name, Function.identity()));

  private NetRegistry() {}

  /** Names of the families. */
  public static List<String> names() {
    return FAMILIES.stream().map(NetFamily::name).toList();
  }

  /** What a family is good for, in a few words. */
  public static String about(String arch) {
    return family(arch).about();
  }

  /**
   * A network of the configuration's family.
   *
   * @throws IllegalArgumentException if there is no such family, or it cannot use the sizes
   */
  public static SwapNet create(NetConfig config) {
    SwapNet net = family(config.arch()).create().apply(config);
    return config.refiner() == 0 ? net : new RefinedNet(net, true);
  }

  /**
   * The sizes of a preset.
   *
   * @param resolution side of the crop, pixels; 0 = the preset's
   * @throws IllegalArgumentException if there is no such family, or it has no such resolution
   */
  public static NetConfig config(String arch, NetSize size, int resolution) {
    return family(arch).sizes().apply(size, resolution == 0 ? size.resolution() : resolution);
  }

  private static NetFamily family(String arch) {
    NetFamily family = BY_NAME.get(arch);
    if (family == null) {
      throw new IllegalArgumentException(
          "there is no network family " + arch + ": choose one of " + String.join(", ", names()));
    }
    return family;
  }
}
