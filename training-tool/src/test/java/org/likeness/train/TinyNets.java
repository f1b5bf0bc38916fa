package org.likeness.train;

import java.util.List;
import org.likeness.train.net.NetConfig;

/** Networks small enough for a test, one of each family. */
public final class TinyNets {
  private TinyNets() {}

  /** Names of the families. */
  public static List<String> families() {
    return List.of("df", "liae", "amp", "comb");
  }

  /** Sizes for crops of 32 px; or of 64 px, if {@code large}. */
  public static NetConfig config(String arch, boolean large, int refiner) {
    int side = large ? 64 : 32;
    boolean comb = arch.equals("comb");
    List<Integer> encoder =
        comb
            ? (large ? List.of(8, 8, 12, 16) : List.of(8, 12, 16))
            : (large ? List.of(6, 8, 12, 16) : List.of(8, 12, 16));
    List<Integer> decoder =
        comb
            ? (large ? List.of(16, 12, 8, 8) : List.of(16, 12, 8))
            : (large ? List.of(16, 12) : List.of(12));
    return new NetConfig(arch, side, encoder, 24, 16, 16, decoder, comb ? 0 : 1, refiner);
  }
}
