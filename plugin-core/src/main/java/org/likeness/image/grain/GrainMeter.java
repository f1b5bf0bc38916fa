package org.likeness.image.grain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;

/**
 * Measures the grain of a plate on its flattest parts. Blocks all over the picture lose the plane
 * that fits them best; of those of like brightness those count that show hardly more structure
 * coarser than grain is (variance of means over eight by eight pixels) than the calmest of them, so
 * that what is chosen by says nothing of what is measured: covariance of neighbours, and of
 * channels. Lower envelopes of this kind: C. Liu and others, "Noise estimation from a single
 * image", 2006.
 */
public final class GrainMeter {
  private static final int BLOCK = GrainBlock.SIZE;
  private static final int MOST_BLOCKS = 2500;

  /** Blocks that speak for a brightness: more would tell no more. */
  private static final int MOST_KEPT = 96;

  /** Which of the blocks counts as the calmest, by rank. */
  private static final double CALM = 0.15;

  /** Grain alone shows so much more structure than that in hardly any block. */
  private static final double CALM_ENOUGH = 2.5;

  /** Grain alone varies so much more than in the lower quarter of blocks in none. */
  private static final double MOST_VARIANCE = 1.6;

  /** The same of what neighbours differ by, which trembles less. */
  private static final double MOST_FRESH = 1.35;

  /** Variance that a flat block may have and count as one without any noise: a painted card. */
  private static final double NOTHING = 1e-14;

  private GrainMeter() {}

  /**
   * Measures.
   *
   * @param plate scene-linear Rec.709, whole
   * @return empty where the plate has no flat part to measure it on
   */
  public static GrainSample measure(Frame plate) {
    PixelRect w = plate.dataWindow();
    // Half over one another in a small plate, apart in a large one.
    double even = Math.sqrt((double) w.width() * w.height() / MOST_BLOCKS);
    int step = (int) Math.max(BLOCK / 2.0, even);
    float[][] rgb = {plate.r().data(), plate.g().data(), plate.b().data()};
    List<GrainBlock> blocks = new ArrayList<>();
    for (int y = 0; y + BLOCK <= w.height(); y += step) {
      for (int x = 0; x + BLOCK <= w.width(); x += step) {
        add(rgb, y * w.width() + x, w.width(), blocks);
      }
    }
    return of(blocks, MOST_KEPT);
  }

  static void add(float[][] rgb, int at, int stride, List<GrainBlock> blocks) {
    GrainBlock b = GrainBlock.of(rgb, at, stride);
    if (b != null && b.variance(1) > NOTHING) {
      blocks.add(b);
    }
  }

  /**
   * What blocks say.
   *
   * @param most blocks that are asked for each brightness of each channel
   */
  static GrainSample of(List<GrainBlock> blocks, int most) {
    List<GrainCell> cells = new ArrayList<>();
    for (int c = 0; c < 3; c++) {
      int channel = c;
      for (int bin = 0; bin < GrainModel.BINS; bin++) {
        int nearest = bin;
        List<GrainBlock> alike =
            blocks.stream()
                .filter(b -> (int) Math.rint(GrainModel.bin(b.mean(channel))) == nearest)
                .toList();
        List<GrainBlock> kept = thinned(calm(alike, c), most);
        if (!kept.isEmpty()) {
          GrainCell cell = cell(kept, c, bin);
          if (cell.isSound()) {
            cells.add(cell);
          }
        }
      }
    }
    return new GrainSample(cells);
  }

  /** Those without structure and without texture, as far as the others tell. */
  private static List<GrainBlock> calm(List<GrainBlock> alike, int c) {
    List<GrainBlock> found = alike.stream().filter(b -> b.variance(c) > NOTHING).toList();
    if (found.isEmpty()) {
      return found;
    }
    double calm = ranked(found.stream().mapToDouble(b -> b.structure(c)).toArray(), CALM);
    List<GrainBlock> flat =
        found.stream().filter(b -> b.structure(c) <= CALM_ENOUGH * calm).toList();
    // Where few blocks are flat the upper ones hold texture: the lower quarter tells.
    double usual = ranked(flat.stream().mapToDouble(b -> b.variance(c)).toArray(), 0.25);
    return flat.stream().filter(b -> b.variance(c) <= MOST_VARIANCE * usual).toList();
  }

  /** Some of them, from all over the picture. */
  private static List<GrainBlock> thinned(List<GrainBlock> blocks, int most) {
    int n = blocks.size();
    return n <= most
        ? blocks
        : IntStream.range(0, most).mapToObj(i -> blocks.get((int) ((long) i * n / most))).toList();
  }

  /** A block and its covariances. */
  private record Measured(GrainBlock block, double[] covariance) {
    /** Half the mean square of a pixel less its neighbour. */
    double fresh() {
      return covariance[0] - (covariance[1] + covariance[GrainModel.REACH + 1]) / 2;
    }
  }

  private static GrainCell cell(List<GrainBlock> blocks, int c, int bin) {
    List<Measured> all =
        blocks.stream().map(b -> new Measured(b, b.covariance(c))).collect(Collectors.toList());
    double usual = ranked(all.stream().mapToDouble(Measured::fresh).toArray(), 0.25);
    all.removeIf(m -> m.fresh() > MOST_FRESH * usual);
    int n = all.size();
    double[] mean = new double[GrainCell.COVARIANCES];
    double[] together = new double[3];
    double light = 0;
    for (Measured m : all) {
      light += m.block().mean(c) / n;
      for (int i = 0; i < mean.length; i++) {
        mean[i] += m.covariance()[i] / n;
      }
      if (c == 1) {
        double[] r = m.block().correlations();
        for (int i = 0; i < r.length; i++) {
          together[i] += r[i] / n;
        }
      }
    }
    double[] shares =
        all.stream().mapToDouble(m -> m.block().structure(c) / m.block().variance(c)).toArray();
    float share = (float) ranked(shares, 0.5);
    return new GrainCell(c, bin, n, (float) light, share, floats(mean), floats(together));
  }

  private static float[] floats(double[] v) {
    float[] out = new float[v.length];
    for (int i = 0; i < v.length; i++) {
      out[i] = (float) v[i];
    }
    return out;
  }

  /** Of numbers that which so large a part of the others lies under. */
  static double ranked(double[] v, double part) {
    double[] sorted = v.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1, part * sorted.length)];
  }
}
