package org.likeness.train.net;

/**
 * What the families with two middle parts share: the encoder's numbers go to a common middle part
 * and, beside them, to one of each identity's own.
 */
final class TwoMiddles {
  private TwoMiddles() {}

  /** The encoder's numbers: [N,rows]. */
  static <T> T code(Ops<T> ops, T input, NetConfig config) {
    return ops.flatten(Layers.down(ops, input, config));
  }

  /** The encoder's numbers, then the common code: [N,rows + code]. */
  static <T> T spread(Ops<T> ops, T code, NetConfig config) {
    return ops.concat(code, ops.dense(code, "inter.code", Layers.rows(config), config.code()));
  }

  /** The common middle part's volume, of a result of {@link #spread}. */
  static <T> T common(Ops<T> ops, T shared, NetConfig config) {
    T code = ops.channels(shared, Layers.rows(config), config.code());
    return Layers.volume(ops, code, "inter", config);
  }

  /** An identity's own volume, of a result of {@link #spread}. */
  static <T> T own(Ops<T> ops, T shared, int identity, NetConfig config) {
    int rows = Layers.rows(config);
    String name = "own" + identity;
    T code = ops.dense(ops.channels(shared, 0, rows), name + ".code", rows, config.code());
    return Layers.volume(ops, code, name, config);
  }
}
