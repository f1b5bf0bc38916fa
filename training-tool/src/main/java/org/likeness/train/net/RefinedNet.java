package org.likeness.train.net;

import java.util.ArrayList;
import java.util.List;
import org.likeness.model.ModelControl;

/**
 * A network with a small one behind each decoder that corrects the picture: two residual blocks at
 * half the size over colour and matte, which add at most a quarter of the range. It begins by
 * adding nothing, so a training goes on smoothly where it sets in.
 *
 * @param inner the network
 * @param on whether it works now
 */
record RefinedNet(SwapNet inner, boolean on) implements SwapNet {
  private static final double MOST = 0.25;
  private static final int BLOCKS = 2;

  @Override
  public NetConfig config() {
    return inner.config();
  }

  @Override
  public int codeLength() {
    return inner.codeLength();
  }

  @Override
  public <T> T code(Ops<T> ops, T input) {
    return inner.code(ops, input);
  }

  @Override
  public <T> T spread(Ops<T> ops, T code) {
    return inner.spread(ops, code);
  }

  @Override
  public List<ModelControl> controls() {
    return inner.controls();
  }

  @Override
  public List<Integer> levels() {
    return inner.levels();
  }

  @Override
  public SwapNet at(Growth growth) {
    boolean grown = growth.resolution() == config().resolution();
    return new RefinedNet(inner.at(growth), growth.refined() && grown);
  }

  @Override
  public List<SwapNet> forms() {
    List<SwapNet> out = new ArrayList<>(inner.forms());
    out.add(new RefinedNet(inner, true));
    return out;
  }

  @Override
  public <T> Output<T> decode(Ops<T> ops, T shared, int identity) {
    Output<T> made = inner.decode(ops, shared, identity);
    return on ? refine(ops, made, "refiner" + identity) : made;
  }

  private <T> Output<T> refine(Ops<T> ops, Output<T> made, String name) {
    int width = config().refiner();
    T x = ops.concat(made.face(), made.matte());
    x = ops.leaky(ops.conv(x, name + ".in", 4, width, 3, 2));
    for (int i = 0; i < BLOCKS; i++) {
      x = Layers.residual(ops, x, name + ".res" + i, width);
    }
    T share = ops.sigmoid(ops.shuffle(ops.convToShuffle(x, name + ".zero", width, 12)));
    T middle = ops.constant("minus_half", new float[] {-0.5f}, 1);
    T change = ops.scale(ops.add(share, middle), 2 * MOST);
    return new Output<>(ops.clip(ops.add(made.face(), change), 0, 1), made.matte());
  }
}
