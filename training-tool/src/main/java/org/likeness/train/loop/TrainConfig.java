package org.likeness.train.loop;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
 * @param finalRate rate at the end as a share of the highest; it falls by half a cosine
 * @param weightDecay decoupled decay of the weights, per unit of the rate
 * @param clip greatest norm of the gradient; it is scaled down to this
 * @param average decay of the running average of the weights, which is what is exported
 * @param bfloat16 whether convolutions and products run in bfloat16
 * @param warpShare share of the iterations in which inputs are bent, 0..1
 * @param augmentation how samples are varied
 * @param loss weights of the loss
 * @param growth when the network grows; of no meaning to families that do not
 * @param freeze what is left as it is
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
    Freeze freeze) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Fills in what an older file lacks and checks the ranges. */
  @SuppressWarnings("unused") // JSON may leave keys out, whatever the declaration says
  public TrainConfig {
    growth = growth == null ? GrowthConfig.DEFAULT : growth;
    freeze = freeze == null ? Freeze.NOTHING : freeze;
    Schedule.check("iterations", iterations, 1, 100_000_000);
    Schedule.check("batch", batch, 1, 256);
    Schedule.check("learningRate", learningRate, 1e-9, 1);
    Schedule.check("warmUp", warmUp, 0, 1_000_000);
    Schedule.check("finalRate", finalRate, 0, 1);
    Schedule.check("weightDecay", weightDecay, 0, 1);
    Schedule.check("clip", clip, 1e-6, 1e9);
    Schedule.check("average", average, 0, 0.999999);
    Schedule.check("warpShare", warpShare, 0, 1);
  }

  /** With the usual growth, everything trained. */
  public TrainConfig(
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
      LossWeights loss) {
    this(
        net,
        iterations,
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
        GrowthConfig.DEFAULT,
        Freeze.NOTHING);
  }

  /** The usual training of a network family. */
  public static TrainConfig defaults(String arch, int resolution) {
    return new TrainConfig(
        NetConfig.defaults(arch, resolution),
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
        LossWeights.DEFAULT);
  }

  /** The learning rate of an iteration, from 0. */
  public double rateAt(long iteration) {
    return Schedule.rate(iteration, iterations, learningRate, warmUp, finalRate);
  }

  /** How the samples of an iteration are varied. */
  public Augmentation augmentationAt(long iteration) {
    return iteration < warpShare * iterations ? augmentation : augmentation.withoutWarp();
  }

  /** How far a network has grown at an iteration, from 0. */
  public Growth growthAt(SwapNet net, long iteration) {
    return growth.at(net, iteration, iterations);
  }

  /** As JSON. */
  public String toJson() {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** sha256 of {@link #toJson}, hex. */
  @JsonIgnore
  public String sha256() {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(toJson().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
