package org.likeness.pipeline;

import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.likeness.colour.ColourEncoding;
import org.likeness.colour.ColourMatcher;
import org.likeness.colour.LightCarry;
import org.likeness.colour.LightTransfer;
import org.likeness.colour.MatchMode;
import org.likeness.image.Affine2;
import org.likeness.image.CropBend;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.image.Premult;
import org.likeness.image.Warp;
import org.likeness.model.ControlValues;
import org.likeness.model.ModelManifest;
import org.likeness.model.RefinerModel;
import org.likeness.model.SwapModel;
import org.likeness.model.SwapOutput;
import org.likeness.pipeline.grade.ForeheadSeam;
import org.likeness.pipeline.grade.GradeSettings;
import org.likeness.pipeline.grade.MatchRegion;
import org.likeness.pipeline.matte.MatteLevels;

/**
 * A face swapped in its crop, linear Rec.709.
 *
 * @param raw the model's face, decoded; refined where a refiner stands behind the model
 * @param face the same, matched in colour to the plate
 * @param learned the model's own matte with its levels set, 0..1, at the model's resolution
 * @param factor pixels of raw and face to one of learned, along a side
 * @param bend of the crop on its way to the plate, or null
 */
record SwappedCrop(Frame raw, Frame face, Plane learned, int factor, @Nullable CropBend bend) {
  /** Below this coverage a premultiplied colour says nothing. */
  private static final float LEAST_COVERAGE = 1f / 64;

  /** What a swap is made from, at any multiple of the model's resolution. */
  interface Look {
    /** The plate's crop, linear Rec.709; only read. */
    Frame crop(int factor);

    /** Where the performer's skin lies. */
    Plane skin(int factor);

    /** Height of the face in pixels of the model's crop. */
    double facePixels();
  }

  /**
   * Runs the model on a crop, and the refiner on what it gives.
   *
   * @param refiner or null
   * @param steady makes of the plate's crop what colours go by
   */
  static SwappedCrop of(
      SwapModel model,
      @Nullable RefinerModel refiner,
      Look look,
      UnaryOperator<Frame> steady,
      @Nullable CropBend bend,
      SwapSettings s) {
    ModelManifest m = model.manifest();
    int size = m.size();
    ColourEncoding encoding = ColourEncoding.byName(m.encoding());
    Frame crop = look.crop(1);
    LightCarry carry = LightCarry.split(crop, encoding.limit());
    SwapOutput out =
        model.run(encode(carry.base(), encoding), ControlValues.parse(s.controls(), m.controls()));
    if (m.premultiplied()) {
      unpremultiply(out);
    }
    // Colour is measured inside the matte before the artist's erode and blur, so that these two
    // knobs change the edge and never the colour.
    Plane learned = new Plane(PixelRect.ofSize(size, size), MatteLevels.of(out.matte()));
    UnaryOperator<Frame> lit = f -> inTone(steady.apply(f), model, s.grade());
    if (refiner == null) {
      Frame raw = decode(out.face(), size, encoding, carry);
      Frame face = graded(raw, crop, learned, look.facePixels(), () -> look.skin(1), lit, s);
      return new SwappedCrop(raw, face, learned, 1, bend);
    }
    int factor = refiner.manifest().factor();
    ColourEncoding larger = ColourEncoding.byName(refiner.manifest().encoding());
    float[] in =
        larger.name().equals(encoding.name())
            ? bounded(out.face())
            : encode(plain(out.face(), size, encoding), larger);
    Frame plate = look.crop(factor);
    Frame raw =
        decode(
            refiner.run(in, size),
            factor * size,
            larger,
            LightCarry.split(plate, encoding.limit()));
    Affine2 down = Affine2.scale(1.0 / factor, 1.0 / factor);
    Plane weight = Warp.fromCrop(learned, down, PixelRect.ofSize(factor * size, factor * size));
    for (int i = 0; i < weight.data().length; i++) {
      weight.data()[i] = Math.max(0f, Math.min(1f, weight.data()[i])); // a cubic overshoots
    }
    double facePixels = factor * look.facePixels();
    Frame face = graded(raw, plate, weight, facePixels, () -> look.skin(factor), lit, s);
    return new SwappedCrop(raw, face, learned, factor, bend);
  }

  /** Colours of this crop on the plate; 0 outside of the crop. */
  Plane[] onPlate(Plane[] colours, Affine2 plateToCrop, PixelRect window) {
    Affine2 map = factor == 1 ? plateToCrop : plateToCrop.then(Affine2.scale(factor, factor));
    return Warp.fromCrop(colours, map, bend, window);
  }

  /**
   * What the plate's face would look like in the identity's skin, so that a match goes by the light
   * alone; the plate itself where that is not known or not wanted.
   */
  private static Frame inTone(Frame plate, SwapModel model, GradeSettings g) {
    List<Float> tone = model.manifest().tone(model.identity().id());
    if (g.mode() != MatchMode.GAIN || tone.isEmpty()) {
      return plate;
    }
    Plane[] in = {plate.r(), plate.g(), plate.b()};
    Plane[] out = new Plane[3];
    for (int c = 0; c < 3; c++) {
      out[c] = Plane.zeros(plate.dataWindow());
      float by = tone.get(c);
      for (int i = 0; i < out[c].data().length; i++) {
        out[c].data()[i] = in[c].data()[i] * by;
      }
    }
    return Frame.opaque(out[0], out[1], out[2]);
  }

  private static Frame graded(
      Frame raw,
      Frame crop,
      Plane learned,
      double facePixels,
      Supplier<Plane> skin,
      UnaryOperator<Frame> steady,
      SwapSettings s) {
    GradeSettings g = s.grade();
    if (!g.matches() && g.light() <= 0) {
      return raw;
    }
    Frame plate = steady.apply(crop);
    Plane theirs = g.region() == MatchRegion.SKIN ? Premult.multiply(learned, skin.get()) : learned;
    Plane sure = MatchRegion.sure(learned);
    Plane ours = g.region() == MatchRegion.SKIN ? Premult.multiply(sure, theirs) : sure;
    Frame face =
        ColourMatcher.match(g.mode(), raw, plate, ours, theirs, (float) g.strength(), facePixels);
    double size = g.lightSize() / 100 * facePixels;
    face = LightTransfer.apply(face, plate, ours, theirs, size, (float) g.light(), true);
    // By this frame's own plate: steadied colours are not those that stand beside the edge.
    return g.matches()
        ? ForeheadSeam.apply(
            face,
            crop,
            learned,
            g.seamWidth() / 100 * facePixels,
            (float) (g.seam() * g.strength()))
        : face;
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

  private static float[] bounded(float[] face) {
    float[] out = new float[face.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = face[i] > 0f ? Math.min(1f, face[i]) : 0f; // NaN becomes 0
    }
    return out;
  }

  /** A face decoded without what was carried past the model. */
  private static Frame plain(float[] face, int size, ColourEncoding encoding) {
    Plane[] p = planes(face, size, encoding);
    return Frame.opaque(p[0], p[1], p[2]);
  }

  private static Frame decode(float[] face, int size, ColourEncoding encoding, LightCarry carry) {
    Plane[] planes = planes(face, size, encoding);
    carry.apply(planes);
    return Frame.opaque(planes[0], planes[1], planes[2]);
  }

  private static Plane[] planes(float[] face, int size, ColourEncoding encoding) {
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
    return planes;
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
