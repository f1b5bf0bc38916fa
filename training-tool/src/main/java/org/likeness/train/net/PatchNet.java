package org.likeness.train.net;

/**
 * Tells pictures of faces from made ones, patch by patch: convolutions of stride 2 until a number
 * sees about an eighth of the picture (P. Isola et al., "Image-to-Image Translation with
 * Conditional Adversarial Networks", 2017). It is used in training only.
 *
 * @param resolution side of the pictures, pixels
 * @param width channels of the first layer, doubled by each, at most eight times as many
 */
public record PatchNet(int resolution, int width) {
  /** Channels of the first layer that are usual. */
  public static final int WIDTH = 16;

  /** How many layers there are: one for 32 px, one more for each doubling. */
  int layers() {
    return Math.max(1, (int) Math.round(Math.log((double) resolution) / Math.log(2)) - 4);
  }

  /**
   * Runs it.
   *
   * @param picture [N,3,S,S], encoded colour 0..1
   * @return logits [N,1,S',S'], above 0 where it takes a patch for real
   */
  public <T> T run(Ops<T> ops, T picture) {
    T x = picture;
    int in = 3;
    for (int i = 0; i < layers(); i++) {
      int out = Math.min(8 * width, width << i);
      x = ops.leaky(ops.conv(x, "patch.down" + i, in, out, 3, 2));
      in = out;
    }
    return ops.conv(x, "patch.out", in, 1, 1, 1);
  }

  /** Its parameters. */
  public ParameterSet parameters() {
    return ParameterSet.of(ops -> run(ops, 0));
  }
}
