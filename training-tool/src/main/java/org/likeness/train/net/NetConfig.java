package org.likeness.train.net;

import java.util.List;

/**
 * Sizes of a network.
 *
 * @param arch name of the family in {@link NetRegistry}
 * @param resolution side of the crop in pixels, a multiple of 32, 32..512
 * @param encoder output channels of the four stride-2 convolutions of the encoder
 * @param code length of the code that all identities share
 * @param inter channels of the volume made from the code at resolution / 16
 * @param interUp channels of the volume at resolution / 8 that the decoders receive
 * @param decoder channels of a decoder at resolution / 4 and at resolution / 2
 * @param residuals residual blocks of a decoder at resolution / 2
 */
public record NetConfig(
    String arch,
    int resolution,
    List<Integer> encoder,
    int code,
    int inter,
    int interUp,
    List<Integer> decoder,
    int residuals) {
  /** Copies the lists and checks every number. */
  public NetConfig {
    encoder = List.copyOf(encoder);
    decoder = List.copyOf(decoder);
    if (resolution < 32 || resolution > 512 || resolution % 32 != 0) {
      throw new IllegalArgumentException(
          "the resolution is " + resolution + ": it must be a multiple of 32 from 32 to 512");
    }
    if (encoder.size() != 4 || decoder.size() != 2) {
      throw new IllegalArgumentException(
          "the network's configuration has "
              + encoder.size()
              + " encoder and "
              + decoder.size()
              + " decoder widths: it must have 4 and 2");
    }
    for (int width : encoder) {
      check("encoder", width);
    }
    for (int width : decoder) {
      check("decoder", width);
    }
    check("code", code);
    check("inter", inter);
    check("interUp", interUp);
    if (residuals < 0 || residuals > 16) {
      throw new IllegalArgumentException("residuals is " + residuals + ": it must be 0 to 16");
    }
  }

  private static void check(String name, int width) {
    if (width < 1 || width > 4096) {
      throw new IllegalArgumentException(name + " is " + width + ": it must be 1 to 4096");
    }
  }

  /** The sizes used when nothing else is asked for. */
  public static NetConfig defaults(String arch, int resolution) {
    return new NetConfig(
        arch, resolution, List.of(32, 64, 128, 192), 128, 192, 192, List.of(128, 64), 1);
  }
}
