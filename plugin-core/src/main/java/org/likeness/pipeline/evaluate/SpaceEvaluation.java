package org.likeness.pipeline.evaluate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.likeness.colour.ColourSpace;
import org.likeness.colour.RoundTrip;
import org.likeness.image.Frame;
import org.likeness.image.Plane;
import org.likeness.pipeline.FramePipeline;
import org.likeness.pipeline.FrameResult;
import org.likeness.pipeline.SwapSettings;

/**
 * Looks in each colour space at what must not change: light that goes in and out, and the plate.
 */
public final class SpaceEvaluation {
  private SpaceEvaluation() {}

  /**
   * One space.
   *
   * @param error largest of a round trip of light from -0.1 to 64
   * @param changed samples outside of the matte whose bits are not the plate's
   * @param outside samples looked at
   */
  public record Score(String space, double error, long changed, long outside) {}

  /** Every built-in space, one frame each, with all stages of the finish switched on. */
  public static List<Score> measure(ColourEvaluation colour, TruthShot shot, int frame)
      throws IOException {
    List<Score> out = new ArrayList<>();
    for (String name : ColourSpace.names()) {
      ColourSpace space = ColourSpace.byName(name);
      Frame linear = shot.plate(frame);
      Plane[] p = {copy(linear.r()), copy(linear.g()), copy(linear.b())};
      space.fromLinearRec709(p[0].data(), p[1].data(), p[2].data());
      Frame plate =
          new Frame(
              linear.dataWindow(),
              linear.displayWindow(),
              linear.pixelAspect(),
              p[0],
              p[1],
              p[2],
              null);
      Map<String, String> m = colour.settings(shot);
      m.put("plateColourSpace", name);
      m.put("plateLight", "0.5");
      m.put("plateDetail", "0.5");
      m.put("sharpnessMatch", "1");
      m.put("grain", "1");
      m.put("shutterAngle", "180");
      SwapSettings s = SwapSettings.of(m);
      try (FramePipeline pipeline = FramePipeline.open(s)) {
        FrameResult r = pipeline.render(plate, frame, s);
        Frame comp = r.comp();
        long[] n = new long[2];
        Plane[] after = {comp.r(), comp.g(), comp.b()};
        for (int c = 0; c < 3; c++) {
          count(p[c], after[c], r.matte(), n);
        }
        out.add(new Score(name, RoundTrip.error(space), n[0], n[1]));
      }
    }
    return out;
  }

  private static Plane copy(Plane p) {
    return new Plane(p.rect(), p.data().clone());
  }

  private static void count(Plane before, Plane after, Plane matte, long[] n) {
    int i = 0;
    for (int y = before.rect().y0(); y < before.rect().y1(); y++) {
      for (int x = before.rect().x0(); x < before.rect().x1(); x++, i++) {
        if (matte.get(x, y) <= 0f) {
          n[1]++;
          int a = Float.floatToRawIntBits(before.data()[i]);
          n[0] += a == Float.floatToRawIntBits(after.data()[i]) ? 0 : 1;
        }
      }
    }
  }
}
