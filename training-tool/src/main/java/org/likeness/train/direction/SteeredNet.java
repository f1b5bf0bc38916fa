package org.likeness.train.direction;

import java.util.ArrayList;
import java.util.List;
import org.likeness.model.ModelControl;
import org.likeness.train.net.Growth;
import org.likeness.train.net.NetConfig;
import org.likeness.train.net.Ops;
import org.likeness.train.net.SwapNet;

/**
 * A network whose code is moved along directions by as many controls. At strength 0 a control adds
 * 0, so that every bit is as without it.
 *
 * @param inner the network as it was trained
 * @param directions of its code
 */
public record SteeredNet(SwapNet inner, List<Direction> directions) implements SwapNet {
  /** Copies the list. */
  public SteeredNet {
    directions = List.copyOf(directions);
  }

  /** The network itself where there are no directions. */
  public static SwapNet of(SwapNet net, Directions directions) {
    return directions.directions().isEmpty() ? net : new SteeredNet(net, directions.directions());
  }

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
    T code = inner.code(ops, input);
    for (Direction d : directions) {
      T change = ops.constant("direction_" + d.id(), d.change(), 1, d.change().length);
      code = ops.add(code, ops.multiply(change, ops.control(d.id())));
    }
    return code;
  }

  @Override
  public <T> T spread(Ops<T> ops, T code) {
    return inner.spread(ops, code);
  }

  @Override
  public <T> Output<T> decode(Ops<T> ops, T shared, int identity) {
    return inner.decode(ops, shared, identity);
  }

  @Override
  public List<ModelControl> controls() {
    List<ModelControl> all = new ArrayList<>(inner.controls());
    directions.forEach(d -> all.add(d.control()));
    return all;
  }

  @Override
  public List<Integer> levels() {
    return inner.levels();
  }

  @Override
  public SwapNet at(Growth growth) {
    return new SteeredNet(inner.at(growth), directions);
  }

  @Override
  public List<SwapNet> forms() {
    return inner.forms();
  }
}
