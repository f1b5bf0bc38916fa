package org.likeness.train.matte;

import org.likeness.face.FaceParts;
import org.likeness.train.net.Ops;
import org.likeness.train.rendered.Hourglass;

/**
 * The network that sees what of a face is visible: an encoder of residual blocks, a decoder that
 * takes up each of its levels again (O. Ronneberger et al., "U-Net", 2015), and for each pixel of
 * the crop two coverages and a share for each part.
 */
public final class MatteNet {
  /** Side of the crop, pixels. */
  public static final int SIZE = FaceParts.SIZE;

  /** Kinds of pixel that are told apart. */
  public static final int PARTS = FaceParts.Part.values().length;

  /** Planes it gives: visible face, occluder, parts. */
  public static final int PLANES = 2 + PARTS;

  /** Name of the layer that gives the planes. */
  static final String LAST = "out";

  /** Channels at 1/2, 1/4, 1/8, 1/16 and 1/32 of the crop. */
  private static final int[] WIDTH = {16, 32, 64, 96, 128};

  /**
   * What it gives, as logits.
   *
   * @param coverage [N,2,SIZE,SIZE]: of the visible face, of what stands before it
   * @param parts [N,PARTS,SIZE,SIZE]
   * @param <T> the back end's value
   */
  public record Output<T>(T coverage, T parts) {}

  private MatteNet() {}

  /**
   * Runs it.
   *
   * @param input [N,3,SIZE,SIZE], R, G, B as on a display, -1..1
   */
  public static <T> Output<T> run(Ops<T> ops, T input) {
    T half = ops.leaky(ops.conv(input, "stem", 3, WIDTH[0], 5, 2));
    T quarter = Hourglass.down(ops, half, "quarter", WIDTH[0], WIDTH[1]);
    T eighth = Hourglass.down(ops, quarter, "eighth", WIDTH[1], WIDTH[2]);
    T sixteenth = Hourglass.down(ops, eighth, "sixteenth", WIDTH[2], WIDTH[3]);
    T last = Hourglass.down(ops, sixteenth, "last", WIDTH[3], WIDTH[4]);
    last = Hourglass.block(ops, last, "last.more", WIDTH[4]);
    T up = Hourglass.up(ops, last, "up0", WIDTH[4], WIDTH[3], sixteenth);
    up = Hourglass.block(ops, up, "up0.more", WIDTH[3]);
    up = Hourglass.up(ops, up, "up1", WIDTH[3], WIDTH[2], eighth);
    up = Hourglass.block(ops, up, "up1.more", WIDTH[2]);
    up = Hourglass.up(ops, up, "up2", WIDTH[2], WIDTH[1], quarter);
    up = Hourglass.block(ops, up, "up2.more", WIDTH[1]);
    up = Hourglass.up(ops, up, "up3", WIDTH[1], WIDTH[0], half);
    up = Hourglass.block(ops, up, "up3.more", WIDTH[0]);
    T out = ops.shuffle(ops.convToShuffle(up, LAST, WIDTH[0], 4 * PLANES));
    return new Output<>(ops.channels(out, 0, 2), ops.channels(out, 2, PARTS));
  }
}
