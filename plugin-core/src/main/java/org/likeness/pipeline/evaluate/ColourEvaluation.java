package org.likeness.pipeline.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.likeness.colour.MatchMode;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.pipeline.FramePipeline;
import org.likeness.pipeline.FrameResult;
import org.likeness.pipeline.SwapSettings;

/**
 * Measures colour on CG actors: each match mode against the truth at the performer's tone, and how
 * much the face's colour pumps beyond what the light does.
 */
public final class ColourEvaluation {
  private final String model;
  private final String identity;
  private final Path analyses;
  private final int threads;

  /**
   * An evaluation.
   *
   * @param model path of a swap model
   * @param identity id in it
   * @param analyses folder of analyses by shot; what is not there is made and left there
   */
  public ColourEvaluation(String model, String identity, Path analyses, int threads) {
    this.model = model;
    this.identity = identity;
    this.analyses = analyses;
    this.threads = threads;
  }

  /**
   * A match mode over some frames.
   *
   * @param tone dB against the truth at the performer's tone
   * @param shape the same after one gain a channel, which leaves out what the tone itself is off by
   * @param stops how far the mean colour under the matte lies from the plate's, mean of channels
   */
  public record ModeScore(String mode, double tone, double shape, double stops) {}

  /**
   * Frame to frame change of the face's mean colour over the truth's, per cent.
   *
   * @param setting what was set
   * @param mean over frames and channels
   * @param most largest of one frame
   */
  public record Pumping(String setting, double mean, double most) {}

  Map<String, String> settings(TruthShot shot) throws IOException {
    return settings(ShotAnalyses.file(shot, analyses, threads, f -> {}));
  }

  Map<String, String> settings(Path analysis) {
    Map<String, String> m = new LinkedHashMap<>();
    m.put("model", model);
    m.put("identity", identity);
    m.put("analysis", analysis.toString());
    return m;
  }

  /** Every mode at full strength, and none, on every {@code step}-th frame of a shot with tone. */
  public List<ModeScore> modes(TruthShot shot, int step) throws IOException {
    List<ModeScore> out = new ArrayList<>();
    for (MatchMode mode : MatchMode.values()) {
      double[] mean = mean(shot, mode, step, ColourEvaluation::score);
      out.add(new ModeScore(mode.id(), mean[0], mean[1], mean[2]));
    }
    return out;
  }

  /** dB of a mode against the truth in the donor's own skin, on every {@code step}-th frame. */
  public double own(TruthShot shot, MatchMode mode, int step) throws IOException {
    return mean(shot, mode, step, ColourEvaluation::own)[0];
  }

  /** What is measured of a frame. */
  private interface Measure {
    double[] of(TruthShot shot, FramePipeline p, int frame, SwapSettings s) throws IOException;
  }

  private double[] mean(TruthShot shot, MatchMode mode, int step, Measure measure)
      throws IOException {
    List<Integer> frames = new ArrayList<>();
    for (int i = 0; i < shot.frames().size(); i += step) {
      frames.add(shot.frames().get(i));
    }
    Map<String, String> m = settings(shot);
    m.put("matchMode", mode.id());
    SwapSettings s = SwapSettings.of(m);
    try (FramePipeline p = FramePipeline.open(s)) {
      List<double[]> all = Parallel.map(frames, threads, f -> measure.of(shot, p, f, s));
      double[] mean = new double[all.get(0).length];
      for (double[] v : all) {
        for (int i = 0; i < mean.length; i++) {
          mean[i] += v[i] / all.size();
        }
      }
      return mean;
    }
  }

  private static double[] own(TruthShot shot, FramePipeline p, int frame, SwapSettings s)
      throws IOException {
    Frame plate = shot.plate(frame);
    PixelRect w = plate.dataWindow();
    float[][] comp = PictureMetrics.encode(p.render(plate, frame, s).comp(), w);
    float[][] truth = PictureMetrics.encode(shot.truth(frame), w);
    float[] matte = shot.truthMatte(frame).r().crop(w).data();
    return new double[] {PictureMetrics.psnr(comp, truth, matte)};
  }

  private static double[] score(TruthShot shot, FramePipeline p, int frame, SwapSettings s)
      throws IOException {
    Frame plate = shot.plate(frame);
    PixelRect w = plate.dataWindow();
    Frame comp = p.render(plate, frame, s).comp();
    Frame tone = shot.truthTone(frame);
    float[] matte = shot.truthMatte(frame).r().crop(w).data();
    double[] is = FaceColour.mean(comp, matte, w);
    double[] wanted = FaceColour.mean(tone, matte, w);
    double[] plates = FaceColour.mean(plate, matte, w);
    Plane[] even = {comp.r().crop(w), comp.g().crop(w), comp.b().crop(w)};
    double stops = 0;
    for (int c = 0; c < 3; c++) {
      stops += Math.abs(Math.log(is[c] / plates[c]) / Math.log(2)) / 3;
      float gain = (float) (wanted[c] / is[c]);
      for (int i = 0; i < even[c].data().length; i++) {
        even[c].data()[i] *= gain;
      }
    }
    float[][] truth = PictureMetrics.encode(tone, w);
    Frame evened = Frame.opaque(even[0], even[1], even[2]);
    return new double[] {
      PictureMetrics.psnr(PictureMetrics.encode(comp, w), truth, matte),
      PictureMetrics.psnr(PictureMetrics.encode(evened, w), truth, matte),
      stops
    };
  }

  /** Over all frames of a shot, with and without smoothing, and without a match. */
  public List<Pumping> pumping(TruthShot shot) throws IOException {
    List<Pumping> out = new ArrayList<>();
    for (String[] set :
        new String[][] {
          {"none", "0"},
          {"gain", "0"},
          {"gain", "2"},
          {"tone", "2"},
          {"rct", "0"},
          {"rct", "2"},
          {"mkl", "2"},
          {"idt", "2"},
          {"sot", "2"},
          {"light", "2"}
        }) {
      Map<String, String> m = settings(shot);
      m.put("matchMode", set[0]);
      m.put("matchSmooth", set[1]);
      SwapSettings s = SwapSettings.of(m);
      try (FramePipeline p = FramePipeline.open(s)) {
        List<double[]> ratios = Parallel.map(shot.frames(), threads, f -> ratio(shot, p, f, s));
        double sum = 0;
        double most = 0;
        for (int i = 1; i < ratios.size(); i++) {
          for (double change : FaceColour.change(ratios.get(i - 1), ratios.get(i))) {
            sum += change / 3;
            most = Math.max(most, change);
          }
        }
        String name = set[0] + (set[0].equals("none") ? "" : ", smoothed over " + set[1]);
        out.add(new Pumping(name, sum / (ratios.size() - 1), most));
      }
    }
    return out;
  }

  private static double[] ratio(TruthShot shot, FramePipeline p, int frame, SwapSettings s)
      throws IOException {
    Frame plate = shot.plate(frame);
    PixelRect w = plate.dataWindow();
    FrameResult r = p.render(plate, frame, s);
    Plane both = shot.truthMatte(frame).r().crop(w);
    for (int y = w.y0(); y < w.y1(); y++) {
      for (int x = w.x0(); x < w.x1(); x++) {
        // Where both are sure, so that the edge of the matte is no part of the colour.
        int i = both.index(x, y);
        both.data()[i] = both.data()[i] >= 1f && r.matte().get(x, y) >= 1f ? 1f : 0f;
      }
    }
    double[] is = FaceColour.mean(r.comp(), both.data(), w);
    double[] truth = FaceColour.mean(shot.truth(frame), both.data(), w);
    return new double[] {is[0] / truth[0], is[1] / truth[1], is[2] / truth[2]};
  }
}
