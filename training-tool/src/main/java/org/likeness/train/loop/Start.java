package org.likeness.train.loop;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.likeness.train.net.Freeze;
import org.likeness.train.net.Initialiser;
import org.likeness.train.net.NetRegistry;
import org.likeness.train.net.ParameterSet;
import org.likeness.train.net.SwapNet;
import org.likeness.train.net.Transplant;

/**
 * Where a training begins.
 *
 * @param weights of the network
 * @param lineage what they come from, oldest first
 */
public record Start(float[] weights, List<String> lineage) {
  /** What is added to is trained already: a long rise of the rate would only cost time. */
  private static final int WARM_UP = 30;

  private static final Pattern OWN = Pattern.compile("(decoder|own|refiner)[0-9]+\\..*");

  /** From random numbers. */
  public static Start fresh(TrainConfig config, int identities) {
    return new Start(Initialiser.initialise(set(config, identities), config.seed()), List.of());
  }

  /**
   * From a base: what identities share is its; their own parts are random, or the base's as well.
   *
   * @param decoders whether own parts begin as the base's
   * @throws IllegalArgumentException if the base's network does not fit, with a sentence
   */
  public static Start base(BaseModel base, TrainConfig config, int identities, boolean decoders) {
    Start fresh = fresh(config, identities);
    ParameterSet from = ParameterSet.of(NetRegistry.create(base.header().net()), 1);
    ParameterSet to = set(config, identities);
    if (!base.header().net().arch().equals(config.net().arch())
        || base.header().net().resolution() != config.net().resolution()) {
      throw new IllegalArgumentException(
          refusal(base, config) + "train at the base's family and resolution, or without it");
    }
    try {
      Transplant.shared(from, base.weights(), to, fresh.weights());
      for (int i = 0; decoders && i < identities; i++) {
        Transplant.own(from, base.weights(), List.of(0), to, fresh.weights(), i);
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          refusal(base, config) + e.getMessage() + "; take the base's sizes, or train without it",
          e);
    }
    return new Start(fresh.weights(), base.lineage());
  }

  private static String refusal(BaseModel base, TrainConfig config) {
    return "the base "
        + base.header().name()
        + " is "
        + base.header().net()
        + ", this training "
        + config.net()
        + ": ";
  }

  /**
   * The configuration of a training that adds identities to a model: everything that the model has
   * is frozen.
   */
  public static TrainConfig adding(Checkpoint to, long iterations) {
    Checkpoint.Header h = to.header();
    Set<String> parts = new LinkedHashSet<>();
    for (ParameterSet.Spec spec : set(h.config(), h.identities().size()).specs()) {
      if (!OWN.matcher(spec.name()).matches()) {
        parts.add(spec.name().replaceFirst("\\..*", ""));
      }
    }
    Freeze freeze = new Freeze(List.copyOf(parts), h.identities().size());
    int warmUp = Math.min(h.config().warmUp(), WARM_UP);
    return h.config().frozen(freeze, iterations).with("{\"warmUp\": " + warmUp + "}");
  }

  /**
   * From a model and new identities' own parts.
   *
   * @param config of {@link #adding}
   * @param identities the model's and the new ones
   * @param sources identities of the model whose mean the new ones begin as; none = random
   */
  public static Start add(
      Checkpoint to, TrainConfig config, int identities, List<Integer> sources) {
    int before = to.header().identities().size();
    Start fresh = fresh(config, identities);
    ParameterSet from = set(config, before);
    ParameterSet set = set(config, identities);
    float[] average = to.average();
    Transplant.shared(from, average, set, fresh.weights());
    for (int i = 0; i < identities; i++) {
      if (i < before) {
        Transplant.own(from, average, List.of(i), set, fresh.weights(), i);
      } else if (!sources.isEmpty()) {
        Transplant.own(from, average, sources, set, fresh.weights(), i);
      }
    }
    return new Start(fresh.weights(), to.header().lineage());
  }

  private static ParameterSet set(TrainConfig config, int identities) {
    SwapNet net = NetRegistry.create(config.net());
    return ParameterSet.of(net, identities);
  }
}
