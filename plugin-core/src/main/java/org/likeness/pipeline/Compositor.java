package org.likeness.pipeline;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.likeness.colour.ColourSpace;
import org.likeness.image.Affine2;
import org.likeness.image.CropBend;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.image.Warp;
import org.likeness.pipeline.grade.Finish;

/**
 * Brings a swapped crop back to the plate and blends: {@code comp = face·A + plate·(1 − A)} in
 * linear light (Porter and Duff's "over"). Where A is 0 the plate's own bits go through; where A is
 * 1 the plate is not looked at, so that a NaN under the face disappears.
 */
final class Compositor {
  /** Coverage nearer than this to 0 or 1 is that: what filters leave behind has no meaning. */
  private static final float NEGLIGIBLE = 1f / 1024;

  /**
   * All over one tight window.
   *
   * @param face premultiplied
   * @param comp over the plate
   * @param raw not premultiplied
   */
  record Layers(Frame face, Frame comp, Frame raw, Plane matte) {}

  private final ColourSpace space;
  private final @Nullable RightsMark mark;
  private final Finish finish;
  private final @Nullable CropBend head;

  Compositor(ColourSpace space, @Nullable RightsMark mark) {
    this(space, mark, Finish.NONE, null);
  }

  private Compositor(
      ColourSpace space, @Nullable RightsMark mark, Finish finish, @Nullable CropBend head) {
    this.space = space;
    this.mark = mark;
    this.finish = finish;
    this.head = head;
  }

  /** The same with something to be done on the plate's pixels. */
  Compositor with(Finish other) {
    return new Compositor(space, mark, other, head);
  }

  /** The same with the plate bent under the face; null for a plate that stays. */
  Compositor bending(@Nullable CropBend other) {
    return new Compositor(space, mark, finish, other);
  }

  /** What a frame without a face has: the same pictures, of no pixels. */
  static Layers empty(Frame plate) {
    Plane none = Plane.zeros(PixelRect.EMPTY);
    Frame black = frame(plate, none, none, none, none);
    return new Layers(black, black, black, none);
  }

  /**
   * Blends.
   *
   * @param plate in the plate's colour space
   * @param crop linear Rec.709
   * @param own the final matte over all pixels that the crop can touch, and those that the finish
   *     spreads it to; changed
   * @param mix 0..1, scales the matte
   * @param guides limit the matte on the plate's own pixels
   */
  Layers blend(
      Frame plate,
      SwappedCrop crop,
      Plane own,
      Affine2 plateToCrop,
      float mix,
      GuideMattes guides) {
    PixelRect reach = own.rect().grow(-finish.spread());
    snap(own.data(), 1f);
    Plane wide = finish.cover(own, reach);
    snap(wide.data(), mix);
    guides.limit(wide);
    PixelRect window = bounds(wide);
    if (window.isEmpty()) {
      return empty(plate);
    }
    Plane matte = wide.crop(window);
    Colours colours = colours(crop, plateToCrop, window);
    Plane[] raw = colours.raw();
    Plane[] face = colours.face();
    Comp comp = comp(plate, colours, matte, plateToCrop, crop.learned().rect().width());
    return new Layers(
        frame(
            plate,
            premultiplied(face[0], matte),
            premultiplied(face[1], matte),
            premultiplied(face[2], matte),
            matte),
        frame(plate, comp.r(), comp.g(), comp.b(), null),
        frame(plate, raw[0], raw[1], raw[2], Plane.filled(window, 1f)),
        matte);
  }

  private record Comp(Plane r, Plane g, Plane b) {}

  /** Over the matte's window, or all that the bend of the plate can change. */
  private Comp comp(Frame plate, Colours colours, Plane matte, Affine2 plateToCrop, int size) {
    PixelRect window = matte.rect();
    Plane cover = matte;
    Plane[] face = colours.face();
    Plane[] linear = colours.linear();
    if (head != null) {
      window = window.union(footprint(plateToCrop, size).intersect(plate.dataWindow()));
      cover = matte.crop(window);
      face = cropped(face, window);
      linear = cropped(linear, window);
    }
    Plane[] under = {plate.r().crop(window), plate.g().crop(window), plate.b().crop(window)};
    if (head != null) {
      bend(under, plateToCrop, size, head);
    }
    Plane[] out =
        space.isLinear() ? over(face, under, cover) : overEncoded(linear, face, under, cover);
    return new Comp(out[0], out[1], out[2]);
  }

  private static Plane[] cropped(Plane[] p, PixelRect window) {
    return new Plane[] {p[0].crop(window), p[1].crop(window), p[2].crop(window)};
  }

  /** Bends the plate in linear light; what does not move keeps its bits. */
  private void bend(Plane[] under, Affine2 plateToCrop, int size, CropBend by) {
    Plane[] before = copy(under);
    space.toLinearRec709(before[0].data(), before[1].data(), before[2].data());
    Plane[] after = Warp.bent(before, plateToCrop, size, by, under[0].rect());
    boolean[] moved = new boolean[before[0].data().length];
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < moved.length; i++) {
        moved[i] |= after[c].data()[i] != before[c].data()[i];
      }
    }
    inPlateSpace(after);
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < moved.length; i++) {
        under[c].data()[i] = moved[i] ? after[c].data()[i] : under[c].data()[i];
      }
    }
  }

  /**
   * A crop's colours on a part of the plate: red, green, blue, not premultiplied, the same for a
   * pixel whatever the window.
   *
   * @param raw before colour match, in the plate's space
   * @param face after it, in the plate's space
   * @param linear after it, linear Rec.709
   */
  record Colours(Plane[] raw, Plane[] face, Plane[] linear) {}

  /** The crop's colours over a window; 0 outside of the crop. */
  Colours colours(SwappedCrop crop, Affine2 plateToCrop, PixelRect window) {
    int size = crop.learned().rect().width();
    boolean matched = !crop.face().equals(crop.raw());
    Plane[] all = crop.onPlate(channels(crop, matched && finish.isNone()), plateToCrop, window);
    Plane[] raw = Arrays.copyOf(all, 3);
    Plane[] face =
        !finish.isNone()
            ? finished(crop, plateToCrop, window)
            : matched ? Arrays.copyOfRange(all, 3, 6) : copy(raw);
    Plane[] linear = copy(face);
    inPlateSpace(raw);
    inPlateSpace(face);
    if (mark != null) {
      mark.paint(window, plateToCrop, size, raw[0].data(), raw[1].data(), raw[2].data());
      mark.paint(window, plateToCrop, size, face[0].data(), face[1].data(), face[2].data());
      linear = copy(face);
      space.toLinearRec709(linear[0].data(), linear[1].data(), linear[2].data());
    }
    return new Colours(raw, face, linear);
  }

  /** {@link Colours#raw} alone, for a layer: nothing is matched or finished for it. */
  Plane[] raw(SwappedCrop crop, Affine2 plateToCrop, PixelRect window) {
    Plane[] raw = crop.onPlate(channels(crop, false), plateToCrop, window);
    inPlateSpace(raw);
    if (mark != null) {
      int size = crop.learned().rect().width();
      mark.paint(window, plateToCrop, size, raw[0].data(), raw[1].data(), raw[2].data());
    }
    return raw;
  }

  private Plane[] finished(SwappedCrop crop, Affine2 plateToCrop, PixelRect window) {
    PixelRect wide = window.grow(finish.margin());
    return finish.colours(linear(crop, plateToCrop, wide), cover(crop, plateToCrop, wide), window);
  }

  /** The matched face over a window, linear Rec.709, unfinished; 0 outside of the crop. */
  static Plane[] linear(SwappedCrop crop, Affine2 plateToCrop, PixelRect window) {
    Plane[] face = {crop.face().r(), crop.face().g(), crop.face().b()};
    return crop.onPlate(face, plateToCrop, window);
  }

  /** The model's own matte over a window, without what filters leave behind. */
  static Plane cover(SwappedCrop crop, Affine2 plateToCrop, PixelRect window) {
    Plane[] learned = {crop.learned()};
    Plane out = Warp.fromCrop(learned, plateToCrop, crop.bend(), window)[0];
    snap(out.data(), 1f);
    return out;
  }

  private static Frame frame(Frame plate, Plane r, Plane g, Plane b, @Nullable Plane a) {
    return new Frame(r.rect(), plate.displayWindow(), plate.pixelAspect(), r, g, b, a);
  }

  /** The plate pixels that a crop can touch. */
  static PixelRect footprint(Affine2 plateToCrop, int size) {
    Affine2 back = plateToCrop.inverse();
    double x0 = Double.POSITIVE_INFINITY;
    double y0 = Double.POSITIVE_INFINITY;
    double x1 = Double.NEGATIVE_INFINITY;
    double y1 = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < 4; i++) {
      double x = back.mapX(i % 2 * size, i / 2 * size);
      double y = back.mapY(i % 2 * size, i / 2 * size);
      x0 = Math.min(x0, x);
      x1 = Math.max(x1, x);
      y0 = Math.min(y0, y);
      y1 = Math.max(y1, y);
    }
    return new PixelRect(
        (int) Math.floor(x0), (int) Math.floor(y0), (int) Math.ceil(x1), (int) Math.ceil(y1));
  }

  private static void snap(float[] a, float mix) {
    for (int i = 0; i < a.length; i++) {
      float v = a[i];
      a[i] = mix * (v < NEGLIGIBLE ? 0f : v > 1f - NEGLIGIBLE ? 1f : v);
    }
  }

  /** The pixels in which a matte is more than 0. */
  static PixelRect bounds(Plane matte) {
    PixelRect all = PixelRect.EMPTY;
    PixelRect r = matte.rect();
    for (int y = r.y0(); y < r.y1(); y++) {
      int first = r.x1();
      int last = r.x0() - 1;
      for (int x = r.x0(); x < r.x1(); x++) {
        if (matte.data()[matte.index(x, y)] > 0f) {
          first = Math.min(first, x);
          last = x;
        }
      }
      if (last >= first) {
        all = all.union(new PixelRect(first, y, last + 1, y + 1));
      }
    }
    return all;
  }

  private static Plane[] channels(SwappedCrop c, boolean matched) {
    Plane[] raw = {c.raw().r(), c.raw().g(), c.raw().b()};
    return matched
        ? new Plane[] {raw[0], raw[1], raw[2], c.face().r(), c.face().g(), c.face().b()}
        : raw;
  }

  private void inPlateSpace(Plane[] rgb) {
    space.fromLinearRec709(rgb[0].data(), rgb[1].data(), rgb[2].data());
  }

  private static Plane[] copy(Plane[] rgb) {
    Plane[] out = new Plane[3];
    for (int c = 0; c < 3; c++) {
      out[c] = new Plane(rgb[c].rect(), rgb[c].data().clone());
    }
    return out;
  }

  private static Plane premultiplied(Plane colour, Plane matte) {
    float[] out = colour.data().clone();
    for (int i = 0; i < out.length; i++) {
      out[i] *= matte.data()[i];
    }
    return new Plane(colour.rect(), out);
  }

  private static Plane[] over(Plane[] face, Plane[] under, Plane matte) {
    Plane[] out = new Plane[3];
    for (int c = 0; c < 3; c++) {
      out[c] = Plane.zeros(matte.rect());
      blendLine(face[c].data(), under[c].data(), matte.data(), out[c].data());
    }
    return out;
  }

  private static void blendLine(float[] face, float[] under, float[] matte, float[] out) {
    for (int i = 0; i < out.length; i++) {
      float a = matte[i];
      out[i] = a <= 0f ? under[i] : a >= 1f ? face[i] : face[i] * a + under[i] * (1f - a);
    }
  }

  /** For a plate that is not linear: over in linear light, and back. */
  private Plane[] overEncoded(Plane[] linear, Plane[] face, Plane[] under, Plane matte) {
    Plane[] plateLinear = copy(under);
    space.toLinearRec709(plateLinear[0].data(), plateLinear[1].data(), plateLinear[2].data());
    Plane[] out = over(linear, plateLinear, matte);
    inPlateSpace(out);
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < matte.data().length; i++) {
        float a = matte.data()[i];
        if (a <= 0f) {
          out[c].data()[i] = under[c].data()[i];
        } else if (a >= 1f) {
          out[c].data()[i] = face[c].data()[i];
        }
      }
    }
    return out;
  }
}
