package org.likeness.pipeline.temporal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.likeness.face.IdentityVectors;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.pipeline.TestPlates;
import org.likeness.pipeline.evaluate.FaceColour;
import org.likeness.pipeline.evaluate.MatteMetrics;
import org.likeness.pipeline.evaluate.ResultSequence.Composite;

class TemporalMeasuresTest {
  private static SortedMap<Integer, Double> series(double... v) {
    SortedMap<Integer, Double> m = new TreeMap<>();
    for (int i = 0; i < v.length; i++) {
      m.put(i + 2, v[i]);
    }
    return m;
  }

  @Test
  void aFlashIsAChangeAndAChangeBack() {
    var over = Spikes.over(series(1, 1, 1, 5, 6, 1, 1, 1, 4, 1, 1, 1, 1));
    assertThat(over.get(5)).isEqualTo(4);
    assertThat(over.get(2)).isZero();
    List<Spikes.Event> e = Spikes.flashes(over, 2);
    assertThat(e).hasSize(2);
    assertThat(e.get(0)).isEqualTo(new Spikes.Event(5, 5, 5, 5));
    // Never back: the picture jumps before frame 10.
    assertThat(e.get(1)).isEqualTo(new Spikes.Event(10, 9, 10, 3));
    assertThat(Spikes.flashes(over, 10)).isEmpty();
    // Two flashes of one frame each, close together.
    assertThat(Spikes.flashes(series(0, 9, 9, 0, 9, 9, 0), 2))
        .extracting(Spikes.Event::first)
        .containsExactly(3, 6);
  }

  @Test
  void aMovingShotHasNoSpikes() {
    assertThat(Spikes.flashes(Spikes.over(series(1, 2, 3, 4, 5, 5, 5, 4, 3, 2, 1)), 2.5)).isEmpty();
  }

  @Test
  void runsAreParted() {
    assertThat(Spikes.runs(series(3, 3, 0, 4, 0, 0, 0, 0, 5), 2, 3))
        .containsExactly(new Spikes.Event(2, 5, 5, 4), new Spikes.Event(10, 10, 10, 5));
  }

  @Test
  void theChangeOfTheColourIsAgainstWhatTheLightDoes() {
    assertThat(FaceColour.change(new double[] {1, 2, 0.5}, new double[] {1.01, 2, 0.49}))
        .containsExactly(new double[] {1, 0, 2}, within(1e-9));
  }

  @Test
  void dtssdOfAMatteThatStaysButForATenth() {
    float[] still = new float[100];
    float[] before = new float[100];
    float[] now = new float[100];
    float[] all = new float[100];
    Arrays.fill(before, 0.5f);
    Arrays.fill(now, 0.6f);
    Arrays.fill(all, 1f);
    assertThat(MatteMetrics.dtssd(before, now, still, still, all)).isCloseTo(10, within(1e-4));
    assertThat(MatteMetrics.dtssd(before, before, still, still, all)).isZero();
  }

  @Test
  void aSlowStrangerIsDriftAndOneFrameIsApart() {
    Random random = new Random(3);
    float[] own = vector(random);
    float[] other = vector(random);
    float[] plate = vector(random);
    List<FrameFigures> frames = new ArrayList<>();
    for (int f = 1; f <= 60; f++) {
      double share = f < 30 ? 0 : (f - 30) / 30.0;
      float[] v = new float[own.length];
      for (int i = 0; i < v.length; i++) {
        v[i] = (float) (f == 20 ? other[i] : (1 - share) * own[i] + share * other[i]);
      }
      frames.add(figures(f, IdentityVectors.unit(v), plate));
    }
    IdentityTrace t = IdentityTrace.of(frames);
    assertThat(t.likeness().get(5)).isCloseTo(1, within(1e-4));
    assertThat(t.drift().get(10)).isCloseTo(0, within(1e-3));
    assertThat(t.drift().get(60)).isGreaterThan(0.3);
    assertThat(t.apart().get(20)).isGreaterThan(0.3);
    assertThat(t.apart().get(40)).isLessThan(0.05);
    // What the plate's own face does as well does not count.
    List<FrameFigures> both = new ArrayList<>();
    frames.forEach(f -> both.add(figures(f.frame(), f.identity(), f.identity())));
    assertThat(IdentityTrace.of(both).drift().values()).allMatch(d -> d < 1e-6);
    assertThat(IdentityTrace.of(both).apart().values()).allMatch(d -> Math.abs(d) < 1e-6);
  }

  private static FrameFigures figures(int frame, float[] identity, float[] plate) {
    return new FrameFigures(
        frame, FrameFigures.State.WHOLE, "", 0, new double[0], identity, plate, null);
  }

  private static float[] vector(Random random) {
    float[] v = new float[128];
    for (int i = 0; i < v.length; i++) {
      v[i] = (float) random.nextGaussian();
    }
    return IdentityVectors.unit(v);
  }

  @Test
  void onlyWhatThePlateDoesNotDoCounts() {
    // Still: nothing. The face alone brighter: seen. The plate brighter too: not.
    assertThat(pair(1, 1).excess()).isLessThan(0.05);
    assertThat(pair(1, 1.2f).excess()).isGreaterThan(1);
    assertThat(pair(1.2f, 1.2f).excess()).isLessThan(0.2);
    assertThat(pair(1.2f, 1.2f).plateChange()).isGreaterThan(1);
  }

  @Test
  void aMatteThatGoesWithThePlateIsStill() {
    PairFigures moved = PairFigures.of(PairPictures.of(frame(0, 1, 1, 22), frame(3, 1, 1, 22)));
    assertThat(moved.matte()).isLessThan(4);
    PairFigures shrunk = PairFigures.of(PairPictures.of(frame(0, 1, 1, 22), frame(0, 1, 1, 18)));
    assertThat(shrunk.matte()).isGreaterThan(15);
    assertThat(shrunk.jaw()).isGreaterThan(shrunk.matte());
  }

  private static PairFigures pair(float plateGain, float compGain) {
    return PairFigures.of(PairPictures.of(frame(0, 1, 1, 22), frame(0, plateGain, compGain, 22)));
  }

  /** A textured plate and a face of another tint, both moved by so much. */
  private static LoadedFrame frame(int by, float plateGain, float compGain, double radius) {
    PixelRect w = PixelRect.ofSize(160, 120);
    Plane[] plate = {Plane.zeros(w), Plane.zeros(w), Plane.zeros(w)};
    Plane[] comp = {Plane.zeros(w), Plane.zeros(w), Plane.zeros(w)};
    Plane alpha = Plane.zeros(w);
    for (int y = 0; y < 120; y++) {
      for (int x = 0; x < 160; x++) {
        double u = x - by;
        double t = 0.3 + 0.1 * Math.sin(0.31 * u + 0.05 * y) + 0.08 * Math.sin(0.43 * y - 0.11 * u);
        double r = Math.hypot(u - 80, y - 60);
        float a = (float) Math.min(1, Math.max(0, radius - r + 0.5));
        int i = alpha.index(x, y);
        alpha.data()[i] = a;
        for (int c = 0; c < 3; c++) {
          plate[c].data()[i] = (float) (plateGain * t);
          float face = (float) (compGain * t * (0.9 - 0.1 * c));
          comp[c].data()[i] = a * face + (1 - a) * plate[c].data()[i];
        }
      }
    }
    return LoadedFrame.of(
        1,
        FacePlace.of(TestPlates.face(1, 80 + by, 60, 50)),
        Frame.opaque(plate[0], plate[1], plate[2]),
        new Composite(Frame.opaque(comp[0], comp[1], comp[2]), alpha));
  }
}
