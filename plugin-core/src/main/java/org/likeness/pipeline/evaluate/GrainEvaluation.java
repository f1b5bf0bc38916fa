package org.likeness.pipeline.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.likeness.face.FrameSource;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.image.grain.GrainSpectrum;
import org.likeness.pipeline.AnalyseJob;
import org.likeness.pipeline.FramePipeline;
import org.likeness.pipeline.FrameResult;
import org.likeness.pipeline.SwapSettings;

/** Puts grain that is known on a plate, and compares it with what the swapped face gets. */
public final class GrainEvaluation {
  private static final double[] SOFT = {0.8, 0.7, 1.0};
  private static final double[] STRONG = {0.02, 0.016, 0.03};
  private static final int SIDE = 9;
  private static final int BLOCK = 32;

  private GrainEvaluation() {}

  /**
   * Of the face's grain against the plate's.
   *
   * @param variance by channel, 1 for as much
   * @param spectrum by channel the largest difference of a band's share over that share, of bands
   *     that hold a tenth of the power or more
   * @param moved by channel the share of the power that lies in other bands than it should
   */
  public record Score(double[] variance, double[] spectrum, double[] moved) {}

  /** Analyses a shot with the grain on its plates. */
  public static void analyse(TruthShot shot, int threads, Path file) throws IOException {
    FrameSource plates =
        new FrameSource() {
          @Override
          public List<Integer> frames() {
            return shot.frames();
          }

          @Override
          public Frame read(int frame) throws IOException {
            return grainy(shot.plate(frame), frame);
          }
        };
    AnalyseJob.run(plates, "lin_rec709", threads, f -> {}).write(file);
  }

  /**
   * On frames of a shot, all together: grain is a thing of chance, and of one frame's there is too
   * little to tell its spectrum by to a few per cent.
   *
   * @param analysis of the shot, see {@link #analyse}
   */
  public static Score measure(
      ColourEvaluation colour, TruthShot shot, Path analysis, List<Integer> frames)
      throws IOException {
    List<List<double[]>> blocks = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int frame : frames) {
      Frame plate = grainy(shot.plate(frame), frame);
      FrameResult with = render(colour, analysis, plate, frame, "1");
      FrameResult without = render(colour, analysis, plate, frame, "0");
      Plane[] a = {with.face().r(), with.face().g(), with.face().b()};
      Plane[] b = {without.face().r(), without.face().g(), without.face().b()};
      for (int c = 0; c < 3; c++) {
        add(a[c], b[c], with.matte(), c, blocks.get(c));
      }
    }
    double[] variance = new double[3];
    double[] spectrum = new double[3];
    double[] moved = new double[3];
    for (int c = 0; c < 3; c++) {
      double[] noise = blocks.get(c).stream().flatMapToDouble(Arrays::stream).toArray();
      variance[c] = Arrays.stream(noise).map(v -> v * v).average().orElse(Double.NaN);
      double[] is = GrainSpectrum.of(noise, BLOCK);
      double[] known = GrainSpectrum.ofKernel(kernel(SOFT[c]), SIDE);
      for (int band = 0; band < is.length; band++) {
        double off = Math.abs(is[band] - known[band]);
        moved[c] += off / 2;
        if (known[band] >= 0.1) {
          spectrum[c] = Math.max(spectrum[c], off / known[band]);
        }
      }
    }
    return new Score(variance, spectrum, moved);
  }

  private static FrameResult render(
      ColourEvaluation colour, Path analysis, Frame plate, int frame, String grain)
      throws IOException {
    Map<String, String> m = colour.settings(analysis);
    m.put("grain", grain);
    SwapSettings s = SwapSettings.of(m);
    try (FramePipeline p = FramePipeline.open(s)) {
      return p.render(plate, frame, s);
    }
  }

  private static double variance(int c, double light) {
    return STRONG[c] * STRONG[c] * (0.1 + Math.max(0, light));
  }

  /**
   * Squares that lie all inside the matte, half over one another, over the deviation they should
   * have.
   */
  private static void add(Plane with, Plane without, Plane matte, int c, List<double[]> out) {
    PixelRect r = matte.rect();
    for (int y = r.y0(); y + BLOCK <= r.y1(); y += BLOCK / 2) {
      for (int x = r.x0(); x + BLOCK <= r.x1(); x += BLOCK / 2) {
        double[] block = new double[BLOCK * BLOCK];
        boolean inside = true;
        for (int i = 0; i < block.length && inside; i++) {
          int at = matte.index(x + i % BLOCK, y + i / BLOCK);
          inside = matte.data()[at] >= 1f;
          double light = without.data()[at];
          block[i] = (with.data()[at] - light) / Math.sqrt(variance(c, light));
        }
        if (inside) {
          out.add(block);
        }
      }
    }
  }

  private static double[] kernel(double sigma) {
    double[] k = new double[SIDE * SIDE];
    double squares = 0;
    for (int i = 0; i < k.length; i++) {
      double x = i % SIDE - SIDE / 2;
      double y = i / SIDE - SIDE / 2;
      k[i] = Math.exp(-(x * x + y * y) / (2 * sigma * sigma));
      squares += k[i] * k[i];
    }
    for (int i = 0; i < k.length; i++) {
      k[i] /= Math.sqrt(squares);
    }
    return k;
  }

  private static Frame grainy(Frame plate, int frame) {
    PixelRect w = plate.dataWindow();
    int width = w.width() + SIDE;
    Random random = new Random(frame);
    Plane[] in = {plate.r(), plate.g(), plate.b()};
    Plane[] out = new Plane[3];
    for (int c = 0; c < 3; c++) {
      double[] white = random.doubles((long) width * (w.height() + SIDE), -1, 1).toArray();
      double[] k = kernel(SOFT[c]);
      out[c] = Plane.zeros(w);
      for (int y = 0; y < w.height(); y++) {
        for (int x = 0; x < w.width(); x++) {
          double n = 0;
          for (int i = 0; i < k.length; i++) {
            n += k[i] * white[(y + i / SIDE) * width + x + i % SIDE];
          }
          float light = in[c].data()[y * w.width() + x];
          // Even noise from -1 to 1 has a variance of a third.
          out[c].data()[y * w.width() + x] =
              (float) (light + Math.sqrt(3 * variance(c, light)) * n);
        }
      }
    }
    return new Frame(
        w, plate.displayWindow(), plate.pixelAspect(), out[0], out[1], out[2], plate.a());
  }
}
