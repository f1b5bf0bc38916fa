package org.likeness.train.rendered;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.likeness.train.net.ParameterSet;

/**
 * One of the product's own networks, which are trained from rendered faces: what a {@link
 * RenderedRun} needs to know of it.
 *
 * @param <C> its settings
 * @param <P> a picture with what is known of it
 * @param <B> samples of an iteration
 * @param <T> the network in training
 */
public interface RenderedNet<C extends RenderedConfig, P, B, T extends NetTrainer<B>> {
  /** What it is called in sentences. */
  String name();

  /** Name of the one checkpoint in a run's folder. */
  String checkpoint();

  /** The settings of the usual training. */
  C usual();

  /** Its weights. */
  ParameterSet parameters();

  /**
   * Reads what it is trained on.
   *
   * @param folders each holds one folder a person
   * @throws IOException with a sentence, if there is nothing, or it cannot be read
   */
  RenderedSet<P> read(List<Path> folders) throws IOException;

  /**
   * The network in training.
   *
   * @param state arrays of {@link NetTrainer#state}, which it takes over
   * @param iteration how many are done
   */
  T trainer(C config, List<float[]> state, long iteration);

  /** The samples of any iteration; called from a thread of its own, in order. */
  LongFunction<B> samples(List<P> pictures, C config);

  /** Names of what a step returns. */
  List<String> figures();

  /** Measures the averaged network, as a sentence. */
  String judge(T trainer, List<P> pictures);

  /** Called once at the end of each run, before the last measurement; a line to say, or null. */
  default @Nullable String finish(T trainer, List<P> pictures, C config) {
    return null;
  }

  /** The network as an ONNX file that says what it is. */
  byte[] onnx(float[] weights, RenderedRun.Header<C> header) throws IOException;
}
