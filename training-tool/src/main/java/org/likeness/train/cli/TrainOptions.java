package org.likeness.train.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.likeness.train.loop.Checkpoint;
import org.likeness.train.loop.Settings;
import org.likeness.train.loop.TrainConfig;
import picocli.CommandLine.Option;

/** Options of {@code likeness train} that become settings. */
final class TrainOptions {
  @Option(
      names = "--arch",
      paramLabel = "FAMILY",
      description = "Network family: df, liae, amp or comb (df).")
  private @Nullable String arch;

  @Option(
      names = "--resolution",
      paramLabel = "PIXELS",
      description = "Side of the crop, pixels, a multiple of 32 up to 1024 (the size's).")
  private @Nullable Integer resolution;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      description = "How many in all, those before --resume included (20000).")
  private @Nullable Long iterations;

  @Option(names = "--seed", paramLabel = "N", description = "Seed of all random numbers (1).")
  private @Nullable Long seed;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Samples of each identity in a part of an iteration (4).")
  private @Nullable Integer batch;

  @Option(
      names = "--accumulate",
      paramLabel = "N",
      description = "Parts of an iteration: N times the samples in the same memory (1).")
  private @Nullable Integer accumulation;

  @Option(names = "--lr", paramLabel = "RATE", description = "Highest learning rate (0.0003).")
  private @Nullable Double rate;

  @Option(names = "--optimiser", paramLabel = "RULE", description = "adamw or adabelief (adamw).")
  private @Nullable String optimiser;

  @Option(
      names = "--schedule",
      paramLabel = "WAY",
      description = "Way of the learning rate: cosine, constant or onecycle (cosine).")
  private @Nullable String schedule;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "JSON with any of the keys of a model folder's config.json.")
  private @Nullable Path configFile;

  @Option(
      names = "--performer",
      paramLabel = "ID",
      description = {
        "Who is seen in the plates to come: the network is shown everybody in this identity's mean",
        "colours, so that it does not take skin for light. For a model that is made for one",
        "performer; facesets should be lit alike in the mean."
      })
  private @Nullable String performer;

  @Option(names = "--fp32", description = "Compute in float32 instead of bfloat16.")
  private boolean fp32;

  /**
   * The settings of a training: the usual ones or a checkpoint's, the file's over them, the
   * options' over those.
   *
   * @param out the model's folder, for the sentence of a refusal
   * @param beginning what a new training begins with
   */
  TrainConfig config(@Nullable Checkpoint from, Path out, StartOptions beginning)
      throws IOException {
    TrainConfig base;
    if (from != null) {
      beginning.refuseAtResume();
      base = from.header().config();
      refuseOther(out, "--arch", arch, base.net().arch());
      refuseOther(out, "--resolution", resolution, base.net().resolution());
    } else {
      base = beginning.usual(arch, resolution);
    }
    if (configFile != null) {
      base = base.with(Settings.parse(configFile), configFile.toString());
    }
    ObjectNode options = Settings.JSON.createObjectNode();
    put(options, "iterations", iterations);
    put(options, "seed", seed);
    put(options, "batch", batch);
    put(options, "learningRate", rate);
    put(options.withObject("/optimiser"), "accumulation", accumulation);
    put(options.withObject("/optimiser"), "kind", optimiser);
    put(options.withObject("/optimiser"), "schedule", schedule);
    put(options, "performer", performer);
    put(options, "bfloat16", fp32 ? false : null);
    return base.with(options, "the options");
  }

  private static void put(ObjectNode tree, String name, @Nullable Object value) {
    if (value != null) {
      tree.set(name, Settings.JSON.valueToTree(value));
    }
  }

  private static void refuseOther(Path out, String option, @Nullable Object asked, Object trained)
      throws IOException {
    if (asked != null && !asked.equals(trained)) {
      throw new IOException(
          out
              + ": was begun with "
              + option
              + " "
              + trained
              + ", not "
              + asked
              + "; leave the option out or choose another folder");
    }
  }
}
