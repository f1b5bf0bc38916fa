package org.likeness.train.net;

import java.util.List;
import org.likeness.model.ModelControl;

/**
 * A family of face-swapping networks: one shared part and, for each identity, a way out. A network
 * is immutable; its weights are elsewhere.
 */
public interface SwapNet {
  /**
   * Colour and coverage of a face.
   *
   * @param face [N,3,S,S], encoded colour 0..1
   * @param matte [N,1,S,S], coverage 0..1
   * @param <T> the back end's value
   */
  record Output<T>(T face, T matte) {}

  /** The sizes. */
  NetConfig config();

  /** Length of what {@link #code} gives. */
  int codeLength();

  /**
   * What the network knows of a crop in one row of numbers: pose, expression, light.
   *
   * @param input [N,3,S,S], encoded colour 0..1
   * @return [N,codeLength]
   */
  <T> T code(Ops<T> ops, T input);

  /**
   * The rest of the shared part.
   *
   * @param code [N,codeLength]
   */
  <T> T spread(Ops<T> ops, T code);

  /**
   * The part that all identities share.
   *
   * @param input [N,3,S,S], encoded colour 0..1
   */
  default <T> T encode(Ops<T> ops, T input) {
    return spread(ops, code(ops, input));
  }

  /**
   * An identity's way out.
   *
   * @param shared result of {@link #encode}
   * @param identity from 0
   */
  <T> Output<T> decode(Ops<T> ops, T shared, int identity);

  /** The optional inputs, each of which the network asks for by {@link Ops#control}. */
  default List<ModelControl> controls() {
    return List.of();
  }

  /** Sides of the crops that it can work at while it grows, smallest first; the last is full. */
  default List<Integer> levels() {
    return List.of(config().resolution());
  }

  /**
   * The network as it is at a point of its growth, with the same parameters. S is then that
   * growth's resolution.
   */
  default SwapNet at(Growth growth) {
    return this;
  }

  /** Every form of {@link #at} that has a parameter of its own. */
  default List<SwapNet> forms() {
    return List.of(this);
  }
}
