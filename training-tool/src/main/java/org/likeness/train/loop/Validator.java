package org.likeness.train.loop;

import java.io.IOException;
import java.util.Map;
import org.likeness.train.net.SwapNet;

/**
 * Judges a network in training on faces that were set aside when it began. Called from the
 * training's thread after a checkpoint is written; its figures go into {@link #FILE}, a line for
 * each checkpoint, and from there into the exported model.
 */
public interface Validator {
  /** The figures of a training, in its folder: JSON lines, each with {@code iteration}. */
  String FILE = "validation.jsonl";

  /** The network as it stands; {@link Trainer#show} is one. */
  @FunctionalInterface
  interface Network {
    /**
     * What it makes of crops.
     *
     * @param crops [count,3,S,S], encoded colour
     * @param identity whose face, in the order of the training
     * @return face [count,3,S,S] and matte [count,1,S,S]; the caller's
     */
    SwapNet.Output<float[]> show(float[] crops, int count, int identity);
  }

  /**
   * Judges it.
   *
   * @param network at the resolution that this validator was made for
   * @return finite figures by name, never one alone; the order is that of the log
   * @throws IOException if a picture cannot be read
   */
  Map<String, Double> score(Network network) throws IOException;
}
