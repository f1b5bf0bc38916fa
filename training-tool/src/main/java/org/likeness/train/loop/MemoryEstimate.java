package org.likeness.train.loop;

import java.util.List;
import java.util.Locale;
import org.likeness.train.data.TrainingSet;
import org.likeness.train.net.Growth;
import org.likeness.train.net.NetRegistry;
import org.likeness.train.net.ParameterSet;
import org.likeness.train.net.SwapNet;

/**
 * What memory a training will hold, reckoned before it starts: from the network's layers, which are
 * walked for one sample, and the number of samples.
 *
 * @param network weights, their running means and gradients, in Java and in libtorch
 * @param step what one part of an iteration keeps for its derivatives
 * @param samples batches made ahead
 * @param faces the facesets' pictures
 * @param rest Java, libtorch and what their allocators keep
 */
public record MemoryEstimate(long network, long step, long samples, long faces, long rest) {
  /** Java and libtorch with nothing to do; measured. */
  private static final long REST = 380_000_000L;

  /** Values of the face's size that the loss of an identity keeps; counted in its operations. */
  private static final int LOSS = 46;

  /** Largest values that the backward pass holds beside what is kept. */
  private static final int BACKWARD = 4;

  /** All of it. */
  public long total() {
    return network + step + samples + faces + rest;
  }

  /**
   * Reckons.
   *
   * @param config of the training
   * @param identities of the network
   * @param faceBytes pictures in memory, {@link #faces(List)}
   */
  public static MemoryEstimate of(TrainConfig config, int identities, long faceBytes) {
    SwapNet net = NetRegistry.create(config.net());
    int trained = Math.max(1, identities - config.freeze().identities());
    long numbers = ParameterSet.of(net, identities).total();
    int size = config.net().resolution();
    SwapNet grown = net.at(Growth.full(size));
    long pixels = (long) size * size;
    ActivationOps shared = new ActivationOps(config.bfloat16());
    ActivationOps.Size code = grown.encode(shared, new ActivationOps.Size(3, pixels, 4));
    ActivationOps own = new ActivationOps(config.bfloat16());
    grown.decode(own, code, 0);
    long count = config.batch();
    long lossBytes = LOSS * 3 * 4 * pixels;
    long step =
        trained * count * (shared.kept() + own.kept() + lossBytes + 12 * pixels)
            + BACKWARD * count * Math.max(trained * shared.largest(), own.largest());
    long perNumber = 4 * (5 + 2) + (config.bfloat16() ? 2 : 0);
    long part = config.optimiser().accumulation() > 1 ? 4 : 0;
    long samples = 4L * trained * count * config.optimiser().accumulation() * 9 * 4 * pixels;
    return new MemoryEstimate(numbers * (perNumber + part), step, samples, faceBytes, REST);
  }

  /** What the pictures of facesets hold in memory. */
  public static long faces(List<TrainingSet> sets) {
    long bytes = 0;
    for (TrainingSet set : sets) {
      if (!set.faces().isEmpty()) {
        long side = set.faces().get(0).side();
        bytes += 6 * side * side * set.faces().size();
      }
    }
    return bytes;
  }

  /**
   * What to do where it does not fit.
   *
   * @param config of the training
   * @param identities of the network
   * @param faceBytes pictures in memory
   * @param available bytes that may be had in all
   * @return a sentence, or empty if it fits
   */
  public static String advice(TrainConfig config, int identities, long faceBytes, long available) {
    MemoryEstimate needed = of(config, identities, faceBytes);
    if (needed.total() <= available) {
      return "";
    }
    String start =
        String.format(
            Locale.ROOT,
            "this training needs about %s of memory and %s can be had; ",
            gigabytes(needed.total()),
            gigabytes(available));
    int samples = config.batch() * config.optimiser().accumulation();
    for (int batch = config.batch() - 1; batch >= 1; batch--) {
      if (samples % batch != 0) {
        continue;
      }
      TrainConfig smaller =
          config.with(
              String.format(
                  "{\"batch\": %d, \"optimiser\": {\"accumulation\": %d}}",
                  batch, samples / batch));
      long total = of(smaller, identities, faceBytes).total();
      if (total <= available) {
        return start
            + String.format(
                Locale.ROOT,
                "with --batch %d --accumulate %d the same samples take about %s",
                batch,
                samples / batch,
                gigabytes(total));
      }
    }
    for (int side = config.net().resolution() - 32; side >= 64; side -= 32) {
      try {
        TrainConfig smaller =
            config.with(
                String.format(
                    "{\"batch\": 1, \"net\": {\"resolution\": %d},"
                        + " \"optimiser\": {\"accumulation\": %d}}",
                    side, samples));
        long share =
            faceBytes * side * side / config.net().resolution() / config.net().resolution();
        long total = of(smaller, identities, share).total();
        if (total <= available) {
          return start
              + String.format(
                  Locale.ROOT,
                  "with --resolution %d --batch 1 --accumulate %d it takes about %s",
                  side,
                  samples,
                  gigabytes(total));
        }
      } catch (IllegalArgumentException e) {
        continue; // the family cannot have this size
      }
    }
    return start + "no smaller size fits: close other programs, or take another machine";
  }

  private static String gigabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
  }

  /** For people. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "about %s of memory (network %s, a step %s, batches %s, faces %s, the rest %s)",
        gigabytes(total()),
        gigabytes(network),
        gigabytes(step),
        gigabytes(samples),
        gigabytes(faces),
        gigabytes(rest));
  }
}
