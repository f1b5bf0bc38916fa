package org.likeness.pipeline.temporal;

import java.io.IOException;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.likeness.image.Affine2;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.pipeline.evaluate.ResultSequence.Composite;

/**
 * A frame's face to look at, with its neighbours at the same place; small, as on a display, all of
 * one exposure. Null what is not there.
 *
 * @param plate the plate
 * @param before the result of the frame before
 * @param now the result
 * @param after the result of the frame after
 * @param excess what changed from the frame before beyond the plate, bright where it did
 */
public record Moment(
    @Nullable Frame plate,
    @Nullable Frame before,
    @Nullable Frame now,
    @Nullable Frame after,
    @Nullable Frame excess) {
  /** How much the picture of the excess is brightened. */
  private static final float BRIGHTEN = 8;

  /**
   * Reads it.
   *
   * @param size of the square pictures, pixels
   * @throws IOException if the plate cannot be read
   */
  public static Moment of(Rendition shot, int before, int frame, int after, int size)
      throws IOException {
    FacePlace place = shot.face(frame);
    if (place == null) {
      return new Moment(null, null, null, null, null);
    }
    Frame plate = shot.plate(frame);
    LoadedFrame own = loaded(shot, frame, place, plate);
    LoadedFrame measured =
        own == null ? LoadedFrame.of(frame, place, plate, new Composite(plate, null)) : own;
    double gain = PairPictures.gain(measured);
    IntFunction<@Nullable Frame> show =
        f -> {
          try {
            return shown(loaded(shot, f, place, f == frame ? plate : shot.plate(f)), gain, size);
          } catch (IOException e) {
            return null; // a neighbour beyond the shot
          }
        };
    return new Moment(
        picture(measured.plate(), place, gain, size),
        show.apply(before),
        show.apply(frame),
        show.apply(after),
        own == null ? null : excess(shot, before, own, size));
  }

  /**
   * The result's face alone; null where there is none.
   *
   * @throws IOException if the plate cannot be read
   */
  public static @Nullable Frame face(Rendition shot, int frame, int size) throws IOException {
    FacePlace place = shot.face(frame);
    if (place == null) {
      return null;
    }
    LoadedFrame f = loaded(shot, frame, place, shot.plate(frame));
    return f == null ? null : shown(f, PairPictures.gain(f), size);
  }

  private static @Nullable LoadedFrame loaded(
      Rendition shot, int frame, FacePlace place, Frame plate) {
    if (!shot.has(frame)) {
      return null;
    }
    try {
      return LoadedFrame.of(frame, place, plate, shot.result(frame, plate));
    } catch (IOException e) {
      return null; // named among the findings
    }
  }

  private static @Nullable Frame shown(@Nullable LoadedFrame f, double gain, int size) {
    return f == null ? null : picture(f.comp(), f.place(), gain, size);
  }

  private static Frame picture(Frame linear, FacePlace place, double gain, int size) {
    PixelRect w = place.region();
    double scale = (double) size / w.width();
    Plane[] p =
        PairPictures.small(
            linear, new Affine2(scale, 0, -scale * w.x0(), 0, scale, -scale * w.y0()), size, gain);
    return Frame.opaque(p[0], p[1], p[2]);
  }

  private static @Nullable Frame excess(Rendition shot, int before, LoadedFrame now, int size)
      throws IOException {
    FacePlace place = shot.face(before);
    LoadedFrame was =
        place == null || !shot.has(before) ? null : loaded(shot, before, place, shot.plate(before));
    if (was == null) {
      return null;
    }
    PairPictures pair = PairPictures.of(was, now);
    float[] e = pair.excess();
    Plane[] rgb = {
      Plane.zeros(pair.window()), Plane.zeros(pair.window()), Plane.zeros(pair.window())
    };
    for (int i = 0; i < e.length; i++) {
      float v = BRIGHTEN * e[i] * Math.max(pair.alpha().data()[i], 0.25f);
      for (int c = 0; c < 3; c++) {
        rgb[c].data()[i] = Math.min(1f, Math.max(0f, 2 * v - 0.5f * c));
      }
    }
    Frame whole = Frame.opaque(rgb[0], rgb[1], rgb[2]);
    return size == pair.window().width()
        ? whole
        : org.likeness.image.Warp.toCrop(
            whole,
            Affine2.scale(
                (double) size / pair.window().width(), (double) size / pair.window().width()),
            size);
  }
}
