package org.likeness.pipeline.grade;

import java.util.Optional;
import java.util.function.IntPredicate;
import org.likeness.face.FaceDetail;
import org.likeness.face.FaceObservation;
import org.likeness.face.FaceTrack;
import org.likeness.image.Frame;
import org.likeness.image.Plane;

/**
 * What the performer's skin looks like in a frame, without the trembling of a measure: its tone is
 * averaged with that of the frames around as the analysis holds them, along their trend, by
 * nearness in time and in tone (C. Tomasi and R. Manduchi, "Bilateral filtering", 1998, over time).
 * A light that fades or swings goes through undamped; a flash stays one. It looks both ways and
 * keeps no state, so that a frame comes out the same alone, in a range and on any machine.
 *
 * @param mean of R, G, B as measured in this frame, scene-linear
 * @param gain by channel, of the mean
 * @param contrast by channel, of the deviation
 */
public record SteadyTone(double[] mean, double[] gain, double[] contrast) {
  /** Stops by which a frame around may differ from the trend before it loses half its say. */
  private static final double LIKE = 0.02;

  private static final double BLACK = 1e-4;

  /**
   * For a frame.
   *
   * @param sigma standard deviation in frames, > 0
   * @param sameScene whether a frame belongs to the scene of this one
   * @return nothing where the analysis holds no tone of this frame
   */
  public static Optional<SteadyTone> at(
      FaceTrack track, FaceObservation face, double sigma, IntPredicate sameScene) {
    float[] here = face.detail().tone();
    if (here.length != FaceDetail.TONE) {
      return Optional.empty();
    }
    int reach = (int) Math.ceil(3 * sigma);
    double[][] off = new double[2 * reach + 1][];
    double[] now = stops(here);
    for (int k = -reach; k <= reach; k++) {
      int frame = face.frame() + k;
      float[] there =
          !sameScene.test(frame)
              ? new float[0]
              : track
                  .at(frame)
                  .filter(o -> o.trackId() == face.trackId())
                  .map(o -> o.detail().tone())
                  .orElse(new float[0]);
      if (there.length == FaceDetail.TONE) {
        double[] v = stops(there);
        for (int i = 0; i < v.length; i++) {
          v[i] -= now[i];
        }
        off[k + reach] = v;
      }
    }
    double[] move = move(off, reach, sigma);
    double[] gain = new double[3];
    double[] contrast = new double[3];
    double[] mean = new double[3];
    for (int c = 0; c < 3; c++) {
      mean[c] = here[c];
      gain[c] = StrictMath.pow(2, move[c]);
      contrast[c] = StrictMath.pow(2, move[3 + c]);
    }
    return Optional.of(new SteadyTone(mean, gain, contrast));
  }

  private static double[] stops(float[] tone) {
    double[] v = new double[tone.length];
    for (int i = 0; i < v.length; i++) {
      v[i] = StrictMath.log(Math.max(0, tone[i]) + BLACK) / StrictMath.log(2);
    }
    return v;
  }

  /** Weighted mean of the pairs around, each of which the trend cancels in, and of this frame. */
  private static double[] move(double[][] off, int reach, double sigma) {
    double[] sum = new double[FaceDetail.TONE];
    double total = 1;
    for (int k = 1; k <= reach; k++) {
      double[] before = off[reach - k];
      double[] after = off[reach + k];
      if (before == null || after == null) {
        continue; // one side alone would pull against the trend
      }
      double[] middle = new double[sum.length];
      double most = 0;
      for (int i = 0; i < middle.length; i++) {
        middle[i] = (before[i] + after[i]) / 2;
        most = i < 3 ? Math.max(most, Math.abs(middle[i])) : most;
      }
      double like = most / LIKE;
      double w =
          2
              * StrictMath.exp(-0.5 * k * k / (sigma * sigma))
              / ((1 + like * like) * (1 + like * like));
      total += w;
      for (int i = 0; i < sum.length; i++) {
        sum[i] += w * middle[i];
      }
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] /= total;
    }
    return sum;
  }

  /** The plate's crop as it would be with the steady tone; the plate itself is not changed. */
  public Frame of(Frame crop) {
    Plane[] in = {crop.r(), crop.g(), crop.b()};
    Plane[] out = new Plane[3];
    for (int c = 0; c < 3; c++) {
      out[c] = Plane.zeros(crop.dataWindow());
      float m = (float) mean[c];
      float to = (float) (mean[c] * gain[c]);
      float by = (float) contrast[c];
      for (int i = 0; i < out[c].data().length; i++) {
        out[c].data()[i] = (in[c].data()[i] - m) * by + to;
      }
    }
    return new Frame(
        crop.dataWindow(),
        crop.displayWindow(),
        crop.pixelAspect(),
        out[0],
        out[1],
        out[2],
        crop.a());
  }
}
