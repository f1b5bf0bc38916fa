package org.likeness.train.loop;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.likeness.pipeline.Sha256;
import org.likeness.train.data.Augmentation;
import org.likeness.train.loss.LossWeights;
import org.likeness.train.net.Freeze;
import org.likeness.train.net.Growth;
import org.likeness.train.net.GrowthConfig;
import org.likeness.train.net.NetConfig;
import org.likeness.train.net.SwapNet;

/**
 * Everything that decides what a training does, apart from its facesets.
 *
 * @param net sizes of the network
 * @param iterations how many in all
 * @param batch samples of each identity an iteration
 * @param seed of all random numbers
 * @param learningRate the highest rate
 * @param warmUp iterations over which the rate rises from 0
 * @param finalRate rate at the end as a share of the highest
 * @param weightDecay decoupled decay of the weights, per unit of the rate
 * @param clip greatest norm of the gradient; it is scaled down to this
 * @param average decay of the running average of the weights, which is what is exported
 * @param bfloat16 whether convolutions and products run in bfloat16
 * @param warpShare share of the iterations in which inputs are bent, 0..1, where no stages are
 *     given
 * @param augmentation how samples are varied
 * @param loss weights of the loss
 * @param growth when the network grows; of no meaning to families that do not
 * @param freeze what is left as it is
 * @param optimiser how the weights follow the gradient
 * @param stages stretches with their own emphasis, in order; none = bent inputs up to {@code
 *     warpShare}, then unbent ones
 * @param performer id of the identity in whose plates the others will be put: the network is shown
 *     everybody in this one's {@linkplain Performer mean colours}; null = as they are
 */
public record TrainConfig(
    NetConfig net,
    long iterations,
    int batch,
    long seed,
    double learningRate,
    int warmUp,
    double finalRate,
    double weightDecay,
    double clip,
    double average,
    boolean bfloat16,
    double warpShare,
    Augmentation augmentation,
    LossWeights loss,
    GrowthConfig growth,
    Freeze freeze,
    OptimiserConfig optimiser,
    List<Stage> stages,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String performer) {
  /** Checks the ranges. */
  public TrainConfig {
    Schedule.checkLearning(iterations, batch, 256, learningRate, warmUp, finalRate);
    Schedule.checkStep(weightDecay, clip, average);
    Schedule.check("warpShare", warpShare, 0, 1);
    stages = List.copyOf(stages);
    if (!stages.isEmpty()) {
      Stage.checkOrder(stages);
    }
    for (Stage stage : stages) {
      String where = "stage \"" + stage.name() + "\"";
      Stage.scale(augmentation, Augmentation.class, stage.augmentation(), where);
      Stage.scale(loss, LossWeights.class, stage.loss(), where);
    }
  }

  /** The usual training of a network family, at its small size. */
  public static TrainConfig defaults(String arch, int resolution) {
    return defaults(NetConfig.defaults(arch, resolution));
  }

  /** The usual training of a network. */
  public static TrainConfig defaults(NetConfig net) {
    return new TrainConfig(
        net,
        20_000,
        4,
        1,
        3e-4,
        200,
        0.02,
        0,
        5,
        0.999,
        true,
        0.67,
        Augmentation.DEFAULT,
        LossWeights.DEFAULT,
        GrowthConfig.DEFAULT,
        Freeze.NOTHING,
        OptimiserConfig.DEFAULT,
        List.of(),
        null);
  }

  /**
   * This with some settings changed.
   *
   * @param changes any of the keys; what is not named stays, lists are replaced whole
   * @param where begins the sentence of a refusal
   * @throws IOException with a sentence, if a key is unknown or a value cannot be
   */
  public TrainConfig with(JsonNode changes, String where) throws IOException {
    ObjectNode tree = Settings.JSON.valueToTree(this);
    Settings.lay(tree, changes);
    complete(tree);
    return Settings.read(tree, TrainConfig.class, where);
  }

  /**
   * This with the growth of a training that it goes on with: where only the number of iterations
   * differs, sizes change at the same iterations as before, and a network never shrinks.
   */
  TrainConfig growingAs(TrainConfig before) {
    if (!growth.equals(before.growth) || iterations == before.iterations) {
      return this;
    }
    double by = (double) before.iterations / iterations;
    GrowthConfig same =
        new GrowthConfig(
            growth.first(),
            Math.min(1, growth.share() * by),
            growth.fade(),
            Math.min(1, growth.refine() * by));
    return replaced(same, freeze, iterations);
  }

  /** This from the beginning, fully grown, with parts that are left as they are. */
  TrainConfig frozen(Freeze parts, long newIterations) {
    return replaced(GrowthConfig.NONE, parts, newIterations);
  }

  private TrainConfig replaced(GrowthConfig newGrowth, Freeze parts, long newIterations) {
    return new TrainConfig(
        net,
        newIterations,
        batch,
        seed,
        learningRate,
        warmUp,
        finalRate,
        weightDecay,
        clip,
        average,
        bfloat16,
        warpShare,
        augmentation,
        loss,
        newGrowth,
        parts,
        optimiser,
        stages,
        performer);
  }

  /** As {@link #with(JsonNode, String)}, from a text that is known to be right. */
  public TrainConfig with(String json) {
    try {
      return with(Settings.parse(json, "settings"), "settings");
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /**
   * Fills in what files do not have that were written before a group of settings came to be, or by
   * hand, so that they mean what they meant.
   */
  static void complete(ObjectNode tree) {
    group(tree, "growth", GrowthConfig.DEFAULT);
    group(tree, "freeze", Freeze.NOTHING);
    group(tree, "optimiser", OptimiserConfig.DEFAULT);
    if (!tree.has("stages")) {
      tree.putArray("stages");
    }
    for (JsonNode stage : tree.get("stages")) {
      if (stage instanceof ObjectNode node) {
        Stage.complete(node);
      }
    }
  }

  private static void group(ObjectNode tree, String name, Record defaults) {
    ObjectNode all = Settings.JSON.valueToTree(defaults);
    if (tree.get(name) instanceof ObjectNode given) {
      Settings.lay(all, given);
    }
    if (!tree.has(name) || tree.get(name).isObject()) {
      tree.set(name, all);
    }
  }

  /** The stage of an iteration, from 0. */
  public Stage stageAt(long iteration) {
    if (stages.isEmpty()) {
      return iteration < warpShare * iterations
          ? Stage.warp("warp", warpShare, 1)
          : Stage.warp("no warp", 1, 0);
    }
    for (Stage stage : stages) {
      if (iteration < stage.until() * iterations) {
        return stage;
      }
    }
    return stages.get(stages.size() - 1);
  }

  /** The learning rate of an iteration, from 0. */
  public double rateAt(long iteration) {
    return stageAt(iteration).rate()
        * Schedule.rate(
            optimiser.schedule(), iteration, iterations, learningRate, warmUp, finalRate);
  }

  /** How the samples of an iteration are varied. */
  public Augmentation augmentationAt(long iteration) {
    return Stage.scale(
        augmentation, Augmentation.class, stageAt(iteration).augmentation(), "augmentation");
  }

  /** Weights of the loss of an iteration. */
  public LossWeights lossAt(long iteration) {
    return Stage.scale(loss, LossWeights.class, stageAt(iteration).loss(), "loss");
  }

  /** How far a network has grown at an iteration, from 0. */
  public Growth growthAt(SwapNet net, long iteration) {
    return growth.at(net, iteration, iterations);
  }

  /** As JSON. */
  public String toJson() {
    try {
      return Settings.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** sha256 of {@link #toJson}, hex. */
  @JsonIgnore
  public String sha256() {
    return Sha256.of(toJson());
  }
}
