package org.likeness.pipeline.grade;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;

/**
 * Measures the grain of a plate on its flattest parts. Blocks all over the picture lose the plane
 * that fits them best; of those of like brightness the third counts that shows the least structure
 * coarser than grain is (deviation of means over eight by eight pixels), so that what is chosen by
 * says nothing of what is measured: variance, covariance of neighbours, and of channels. Lower
 * envelopes of this kind: C. Liu and others, "Noise estimation from a single image", 2006.
 */
public final class GrainMeter {
  private static final int BLOCK = 32;
  private static final int COARSE = 8;
  private static final int MOST_BLOCKS = 2500;
  private static final double KEPT = 0.3;
  private static final int LEAST_KEPT = 8;

  /** Variance that a flat block may have and count as one without any noise: a painted card. */
  private static final double NOTHING = 1e-14;

  private GrainMeter() {}

  /**
   * Measures.
   *
   * @param plate scene-linear Rec.709, whole
   * @return nothing if the plate has no flat part to measure it on
   */
  public static Optional<GrainModel> measure(Frame plate) {
    PixelRect w = plate.dataWindow();
    // Half over one another in a small plate, apart in a large one.
    double even = Math.sqrt((double) w.width() * w.height() / MOST_BLOCKS);
    int step = (int) Math.max(BLOCK / 2.0, even);
    List<GrainBlock> blocks = new ArrayList<>();
    for (int y = w.y0(); y + BLOCK <= w.y1(); y += step) {
      for (int x = w.x0(); x + BLOCK <= w.x1(); x += step) {
        GrainBlock b = GrainBlock.of(plate, x, y, BLOCK, COARSE);
        if (b != null && b.variance()[1] > NOTHING) {
          blocks.add(b);
        }
      }
    }
    List<GrainBlock> flat = flattest(blocks);
    if (flat.size() < LEAST_KEPT) {
      return Optional.empty();
    }
    for (GrainBlock b : flat) {
      b.measureNeighbours(plate);
    }
    return Optional.of(GrainFit.of(flat));
  }

  /** Of each stop of luminance the least structured, without those that stand out. */
  private static List<GrainBlock> flattest(List<GrainBlock> blocks) {
    List<GrainBlock> out = new ArrayList<>();
    for (int stop = 0; stop < GrainModel.BINS / 2; stop++) {
      int at = stop;
      List<GrainBlock> alike =
          new ArrayList<>(
              blocks.stream().filter(b -> (int) GrainModel.bin(b.mean()[1]) / 2 == at).toList());
      alike.sort(Comparator.comparingDouble(b -> b.structure()[1]));
      int n = Math.min(alike.size(), Math.max(LEAST_KEPT, (int) (KEPT * alike.size())));
      List<GrainBlock> kept = new ArrayList<>(alike.subList(0, n));
      double[] v = kept.stream().mapToDouble(b -> b.variance()[1]).sorted().toArray();
      if (v.length >= LEAST_KEPT) {
        // Where few blocks are flat the upper ones hold texture: the lower quarter tells.
        double usual = v[v.length / 4];
        kept.removeIf(b -> b.variance()[1] > 1.8 * usual);
        out.addAll(kept);
      }
    }
    return out;
  }
}
