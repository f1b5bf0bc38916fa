package org.likeness.pipeline.temporal;

import org.likeness.pipeline.evaluate.MatteBands;
import org.likeness.pipeline.evaluate.MatteMetrics;

/**
 * What changed from one frame to the next one beyond motion. Levels are roots of mean squares under
 * the face, per cent of display white; dtSSD as {@link MatteMetrics#dtssd}, against a matte that
 * only moves. NaN where it is not known.
 *
 * @param excess level of what the result changed beyond the plate
 * @param change level of what the result changed
 * @param plateChange level of what the plate changed
 * @param matte dtSSD in the box about the face
 * @param jaw dtSSD along the jaw
 * @param hair dtSSD along the hairline
 */
public record PairFigures(
    double excess, double change, double plateChange, double matte, double jaw, double hair) {
  static PairFigures of(PairPictures p) {
    double matte = Double.NaN;
    double jaw = Double.NaN;
    double hair = Double.NaN;
    if (p.hasAlpha()) {
      float[] now = p.alpha().data();
      float[] before = p.alphaBefore().data();
      float[] still = new float[now.length];
      MatteBands bands = MatteBands.of(now, before, p.window(), p.points());
      matte = MatteMetrics.dtssd(before, now, still, still, p.explained(bands.box()));
      jaw = MatteMetrics.dtssd(before, now, still, still, p.explained(bands.jaw()));
      hair = MatteMetrics.dtssd(before, now, still, still, p.explained(bands.hair()));
    }
    return new PairFigures(
        p.level(p.excess()), p.level(p.change()), p.level(p.plateChange()), matte, jaw, hair);
  }
}
