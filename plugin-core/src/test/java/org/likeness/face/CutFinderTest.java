package org.likeness.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.likeness.exr.ExrReader;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

class CutFinderTest {
  private static final Map<String, Frame> READ = new HashMap<>();

  @Test
  void cutsBetweenShotsAreFoundAtAnyExposure() throws IOException {
    List<FrameSignature> all = new ArrayList<>();
    List<Integer> truth = new ArrayList<>();
    String[] shots = {"talk", "two", "turn", "light", "occlude", "talk"};
    double[] gains = {1, 0.001, 1000, 1, 0.02, 60};
    for (int s = 0; s < shots.length; s++) {
      if (s > 0) {
        truth.add(all.size() + 1);
      }
      double gain = gains[s];
      for (int f = 1; f <= 12; f++) {
        all.add(signature(shots[s], 2 * f, v -> gain * v));
      }
    }
    assertThat(cuts(all)).isEqualTo(truth);
  }

  @Test
  void neitherFlashNorFastMotionNorChangingLightIsACut() throws IOException {
    for (String shot : List.of("turn", "light", "two", "occlude")) {
      List<FrameSignature> all = new ArrayList<>();
      for (int f = 1; f <= 24; f++) {
        // Two flashes: one clips at white, one only brightens.
        boolean clipped = f == 6 || f == 7;
        double gain = f >= 15 && f <= 17 ? 30 : 1;
        all.add(signature(shot, f, v -> clipped ? Math.min(1, 0.6 + 8 * v) : gain * v));
      }
      assertThat(cuts(all)).as(shot).isEmpty();
    }
  }

  @Test
  void everyThirdFrameOfATurningHeadIsStillOneScene() throws IOException {
    List<FrameSignature> all = new ArrayList<>();
    for (int f = 1; f <= 48; f += 3) {
      all.add(signature("turn", f, v -> v));
    }
    assertThat(cuts(all)).isEmpty();
  }

  @Test
  void aWhipPanIsNoCut() {
    Plane wide = noise(1600, 200);
    List<FrameSignature> all = new ArrayList<>();
    for (int f = 0; f < 20; f++) {
      int x = f < 6 ? 0 : Math.min(1200, (f - 6) * 160);
      Plane p = wide.crop(new PixelRect(x, 0, x + 360, 200));
      Plane q = new Plane(PixelRect.ofSize(360, 200), p.data());
      all.add(FrameSignature.of(Frame.opaque(q, q, q)));
    }
    assertThat(cuts(all)).isEmpty();
  }

  @Test
  void anEmptyOrBlackFrameHasASignatureToo() {
    for (int size : new int[] {0, 1, 3, 40}) {
      Plane p = Plane.filled(PixelRect.ofSize(size, size), size == 40 ? Float.NaN : 0f);
      FrameSignature s = FrameSignature.of(Frame.opaque(p, p, p));
      assertThat(s.distance(s)).isZero();
    }
    assertThatThrownBy(() -> new FrameSignature(new byte[3])).hasMessageContaining("640");
  }

  private static List<Integer> cuts(List<FrameSignature> all) {
    return CutFinder.cuts(IntStream.rangeClosed(1, all.size()).boxed().toList(), all);
  }

  /** Big soft spots, as a place has them. */
  private static Plane noise(int width, int height) {
    Random random = new Random(5);
    Plane p = Plane.filled(PixelRect.ofSize(width, height), 0.1f);
    for (int spot = 0; spot < 120; spot++) {
      int cx = random.nextInt(width);
      int cy = random.nextInt(height);
      int r = 10 + random.nextInt(40);
      float light = random.nextFloat();
      for (int y = Math.max(0, cy - r); y < Math.min(height, cy + r); y++) {
        for (int x = Math.max(0, cx - r); x < Math.min(width, cx + r); x++) {
          p.data()[p.index(x, y)] = light;
        }
      }
    }
    return p;
  }

  private static FrameSignature signature(String shot, int frame, DoubleUnaryOperator change)
      throws IOException {
    String file = String.format(Locale.ROOT, "shots/%s/plate/plate.%04d.exr", shot, frame);
    Frame plate = READ.get(file);
    if (plate == null) {
      plate = ExrReader.readFrame(Actors.folder().resolve(file));
      READ.put(file, plate);
    }
    List<Plane> out = new ArrayList<>();
    for (Plane p : List.of(plate.r(), plate.g(), plate.b())) {
      Plane q = Plane.zeros(p.rect());
      for (int i = 0; i < q.data().length; i++) {
        q.data()[i] = (float) change.applyAsDouble(p.data()[i]);
      }
      out.add(q);
    }
    return FrameSignature.of(Frame.opaque(out.get(0), out.get(1), out.get(2)));
  }
}
