package org.likeness.train.net;

/** A family of face-swapping networks: one shared part and, for each identity, a way out. */
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

  /**
   * The part that all identities share.
   *
   * @param input [N,3,S,S], encoded colour 0..1
   */
  <T> T encode(Ops<T> ops, T input);

  /**
   * An identity's way out.
   *
   * @param shared result of {@link #encode}
   * @param identity from 0
   */
  <T> Output<T> decode(Ops<T> ops, T shared, int identity);
}
