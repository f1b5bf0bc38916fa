package org.likeness.pipeline.grade;

import java.util.ArrayList;
import java.util.List;

/**
 * Which brightnesses of a channel of a plate show grain and little else: those whose blocks hold
 * the least structure coarser than grain for what they vary by. The shape of the grain (not its
 * strength) is the same at all brightnesses, so it is taken from there, and what is measured
 * elsewhere is doubted.
 *
 * @param channel 0 for red
 * @param share of coarse structure in what blocks vary by, middle one by stop; infinite where too
 *     few blocks speak
 * @param least the smallest of them
 */
record GrainPurity(int channel, double[] share, double least) {
  /** A brightness counts as pure where its structure is at most so many times the least one. */
  private static final double NEAR = 1.5;

  /** Blocks that a stop needs to speak. */
  private static final int LEAST = 8;

  /** Of blocks that have measured their neighbours. */
  static GrainPurity of(List<GrainBlock> flat, int channel) {
    double[] share = new double[GrainModel.BINS / 2];
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < share.length; i++) {
      int stop = i;
      double[] v =
          flat.stream()
              .filter(b -> stop(b, channel) == stop && b.variance()[channel] > 0)
              .mapToDouble(b -> b.structure()[channel] / b.variance()[channel])
              .sorted()
              .toArray();
      share[i] = v.length < LEAST ? Double.POSITIVE_INFINITY : v[v.length / 2];
      least = Math.min(least, share[i]);
    }
    return new GrainPurity(channel, share, least);
  }

  private static int stop(GrainBlock b, int channel) {
    return (int) GrainModel.bin(b.mean()[channel]) / 2;
  }

  /** The blocks of the purest stops; all where no stop has enough of them. */
  List<GrainBlock> purest(List<GrainBlock> flat) {
    List<GrainBlock> out = new ArrayList<>();
    for (GrainBlock b : flat) {
      if (share[stop(b, channel)] <= NEAR * least) {
        out.add(b);
      }
    }
    return out.isEmpty() ? flat : out;
  }

  /** How much more than grain the blocks of this one's brightness hold: 1 in the purest stops. */
  double doubt(GrainBlock b) {
    double s = share[stop(b, channel)];
    return Double.isFinite(s) ? Math.max(1, s / (NEAR * least)) : 1;
  }
}
