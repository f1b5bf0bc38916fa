package org.likeness.pipeline;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.likeness.colour.ColourEncoding;
import org.likeness.colour.ColourMatcher;
import org.likeness.colour.LightCarry;
import org.likeness.colour.LightTransfer;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.image.Premult;
import org.likeness.model.ControlValues;
import org.likeness.model.ModelManifest;
import org.likeness.model.SwapModel;
import org.likeness.model.SwapOutput;
import org.likeness.pipeline.grade.GradeSettings;
import org.likeness.pipeline.grade.MatchRegion;

/**
 * A face swapped in its crop, linear Rec.709.
 *
 * @param raw the model's face, decoded
 * @param face the same, matched in colour to the plate
 * @param learned the model's own matte with its levels set, 0..1
 */
record SwappedCrop(Frame raw, Frame face, Plane learned) {
  /** Below this coverage a premultiplied colour says nothing. */
  private static final float LEAST_COVERAGE = 1f / 64;

  /**
   * Runs the model on a crop.
   *
   * @param crop linear Rec.709, side as in the manifest; only read
   * @param facePixels height of the face in crop pixels, for the knobs that are relative to it
   * @param skin where the performer's skin lies, over the crop
   * @param steady makes of the plate's crop what colours go by
   */
  static SwappedCrop of(
      SwapModel model,
      Frame crop,
      double facePixels,
      Supplier<Plane> skin,
      UnaryOperator<Frame> steady,
      SwapSettings s) {
    ModelManifest m = model.manifest();
    int size = m.size();
    ColourEncoding encoding = ColourEncoding.byName(m.encoding());
    LightCarry carry = LightCarry.split(crop, encoding.limit());
    SwapOutput out =
        model.run(encode(carry.base(), encoding), ControlValues.parse(s.controls(), m.controls()));
    if (m.premultiplied()) {
      unpremultiply(out);
    }
    Frame raw = decode(out.face(), size, encoding, carry);
    // Colour is measured inside the matte before the artist's erode and blur, so that these two
    // knobs change the edge and never the colour.
    Plane learned = MatteBuilder.levels(out.matte(), size);
    return new SwappedCrop(
        raw, graded(raw, crop, learned, facePixels, skin, steady, s.grade()), learned);
  }

  private static Frame graded(
      Frame raw,
      Frame crop,
      Plane learned,
      double facePixels,
      Supplier<Plane> skin,
      UnaryOperator<Frame> steady,
      GradeSettings g) {
    if (!g.matches() && g.light() <= 0) {
      return raw;
    }
    Frame plate = steady.apply(crop);
    Plane weight = g.region() == MatchRegion.SKIN ? Premult.multiply(learned, skin.get()) : learned;
    Frame face =
        ColourMatcher.match(g.mode(), raw, plate, weight, (float) g.strength(), facePixels);
    double size = g.lightSize() / 100 * facePixels;
    return LightTransfer.apply(face, plate, weight, size, (float) g.light(), true);
  }

  private static float[] encode(Frame crop, ColourEncoding encoding) {
    float[][] planes = {crop.r().data(), crop.g().data(), crop.b().data()};
    int n = planes[0].length;
    float[] in = new float[3 * n];
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < n; i++) {
        in[c * n + i] = Math.min(1f, Math.max(0f, encoding.encode(planes[c][i])));
      }
    }
    return in;
  }

  private static Frame decode(float[] face, int size, ColourEncoding encoding, LightCarry carry) {
    PixelRect rect = PixelRect.ofSize(size, size);
    int n = size * size;
    Plane[] planes = new Plane[3];
    for (int c = 0; c < 3; c++) {
      planes[c] = Plane.zeros(rect);
      for (int i = 0; i < n; i++) {
        float v = face[c * n + i];
        planes[c].data()[i] = Float.isFinite(v) ? encoding.decode(v) : 0f;
      }
    }
    carry.apply(planes);
    return Frame.opaque(planes[0], planes[1], planes[2]);
  }

  private static void unpremultiply(SwapOutput out) {
    int n = out.matte().length;
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < n; i++) {
        out.face()[c * n + i] /= Math.max(LEAST_COVERAGE, out.matte()[i]);
      }
    }
  }
}
