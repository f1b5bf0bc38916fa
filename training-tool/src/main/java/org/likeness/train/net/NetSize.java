package org.likeness.train.net;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Sizes of networks by name: one row for each, for every family. */
public enum NetSize {
  //       px  width code inter outer  cap
  /** A few minutes to hours on a CPU with 8 GB. */
  tiny(96, 16, 96, 96, 16, 96),
  /** A night on a CPU, an hour on a graphics card. */
  small(128, 32, 128, 192, 16, 128),
  /** A graphics card with 8 GB. */
  medium(256, 40, 256, 256, 16, 256),
  /** A graphics card with 16 GB. */
  large(384, 48, 384, 384, 24, 384),
  /** A graphics card with 24 GB or more; 512 to 1024 px. */
  hero(512, 64, 512, 512, 32, 512);

  /** The smallest volume's side is below this, if the number allows. */
  private static final int SIDE = 12;

  /** Up to this size four halvings do, as in older runs. */
  private static final int FOUR = 240;

  private final int resolution;
  private final int width;
  private final int code;
  private final int inter;
  private final int outer;
  private final int cap;

  NetSize(int resolution, int width, int code, int inter, int outer, int cap) {
    this.resolution = resolution;
    this.width = width;
    this.code = code;
    this.inter = inter;
    this.outer = outer;
    this.cap = cap;
  }

  /** The usual side of its crops, pixels. */
  public int resolution() {
    return resolution;
  }

  /**
   * For families whose encoder halves the picture before it does anything else: the inner four
   * levels have 1, 2, 4 and 6 widths, those outside half of it each.
   */
  NetConfig halving(String arch, int side) {
    int levels = side <= FOUR ? 4 : levels(side, 4);
    List<Integer> encoder = new ArrayList<>();
    for (int i = 0; i < levels - 4; i++) {
      encoder.add(Math.max(8, width >> (levels - 4 - i)));
    }
    encoder.addAll(List.of(width, 2 * width, 4 * width, 6 * width));
    List<Integer> decoder = new ArrayList<>();
    for (int i = 0; i < levels - 2; i++) {
      decoder.add(Math.max(8, 4 * width >> i));
    }
    return new NetConfig(arch, side, encoder, code, inter, inter, decoder, 1);
  }

  /**
   * For families that work at full size too: twice the channels at half the size, up to a limit.
   */
  NetConfig doubling(String arch, int side) {
    int levels = levels(side, 2);
    List<Integer> widths = new ArrayList<>();
    for (int i = 0; i < levels; i++) {
      widths.add(Math.min(cap, outer << i));
    }
    List<Integer> back = new ArrayList<>(widths);
    Collections.reverse(back);
    return new NetConfig(arch, side, widths, code, cap, cap, back, 0);
  }

  private static int levels(int side, int least) {
    int levels = least;
    while (side >> levels >= SIDE && (side >> levels) % 2 == 0) {
      levels++;
    }
    return levels;
  }
}
