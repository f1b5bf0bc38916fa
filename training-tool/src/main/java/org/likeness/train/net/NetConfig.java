package org.likeness.train.net;

import java.util.List;

/**
 * Sizes of a network. What a width belongs to is its family's matter; a family refuses lists of a
 * length that it cannot use.
 *
 * @param arch name of the family in {@link NetRegistry}
 * @param resolution side of the crop in pixels, a multiple of 32, 32..{@value #LARGEST}
 * @param encoder channels of the encoder's levels, each half the size of the one before
 * @param code length of the code
 * @param inter channels of the smallest volume, which is made from the code
 * @param interUp channels of the volume of twice that size, in families that have one
 * @param decoder channels of the decoder's levels, smallest first
 * @param residuals residual blocks at the end of a decoder
 * @param refiner channels of the refiner that corrects a decoder's picture; 0 = none
 */
public record NetConfig(
    String arch,
    int resolution,
    List<Integer> encoder,
    int code,
    int inter,
    int interUp,
    List<Integer> decoder,
    int residuals,
    int refiner) {
  /** Largest side of a crop, pixels. */
  public static final int LARGEST = 1024;

  /** Copies the lists and checks every number. */
  public NetConfig {
    encoder = List.copyOf(encoder);
    decoder = List.copyOf(decoder);
    if (resolution < 32 || resolution > LARGEST || resolution % 32 != 0) {
      throw new IllegalArgumentException(
          "the resolution is "
              + resolution
              + ": it must be a multiple of 32 from 32 to "
              + LARGEST);
    }
    for (int width : encoder) {
      check("encoder", width, 1, 4096);
    }
    for (int width : decoder) {
      check("decoder", width, 1, 4096);
    }
    check("code", code, 1, 4096);
    check("inter", inter, 1, 4096);
    check("interUp", interUp, 1, 4096);
    check("residuals", residuals, 0, 16);
    check("refiner", refiner, 0, 512);
  }

  /** Without a refiner. */
  public NetConfig(
      String arch,
      int resolution,
      List<Integer> encoder,
      int code,
      int inter,
      int interUp,
      List<Integer> decoder,
      int residuals) {
    this(arch, resolution, encoder, code, inter, interUp, decoder, residuals, 0);
  }

  private static void check(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " is " + value + ": it must be " + least + " to " + most);
    }
  }

  /** Side of the smallest volume: the resolution, halved for each level of the encoder. */
  int smallest() {
    return resolution >> encoder.size();
  }

  /**
   * Refuses numbers of levels that a family cannot use.
   *
   * @param less how many levels the decoder has fewer than the encoder
   */
  void checkLevels(int less) {
    int levels = encoder.size();
    if (levels < 2 || levels > 8 || resolution % (1 << levels) != 0) {
      throw new IllegalArgumentException(
          "the encoder of a "
              + arch
              + " network has "
              + levels
              + " widths: it must have 2 to 8, and the resolution, "
              + resolution
              + ", must be divisible by 2 that many times");
    }
    if (decoder.size() != levels - less) {
      throw new IllegalArgumentException(
          "the decoder of a "
              + arch
              + " network has "
              + decoder.size()
              + " widths, its encoder "
              + levels
              + ": the decoder must have "
              + (levels - less));
    }
  }

  /** The sizes used when nothing else is asked for. */
  public static NetConfig defaults(String arch, int resolution) {
    return NetRegistry.config(arch, NetSize.small, resolution);
  }
}
