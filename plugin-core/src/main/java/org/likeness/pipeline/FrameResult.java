package org.likeness.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.likeness.face.FaceObservation;
import org.likeness.image.Affine2;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.pipeline.layers.Layer;

/**
 * What a render made of one frame, in the plate's colour space. The planes belong to the receiver;
 * the plate stays the caller's and is only read, by {@link #comp()} and {@link #output}.
 *
 * @param plate the plate as it came in
 * @param face swapped face, premultiplied over black, alpha 0..1; data window tight round the
 *     matte, empty where there is no face
 * @param compTile face over plate, over the tight window; bit for bit the plate where alpha is 0
 * @param raw the model's face on the plate's pixels before colour match and matte, tight window;
 *     its alpha is 1 where the crop reaches
 * @param matte final matte, 0..1, tight window
 * @param messages what the artist should know, each once, in plain sentences
 * @param marked whether the visible mark for missing rights is drawn in
 * @param found the face that was replaced, or null
 * @param plateToCrop map from plate pixels to crop pixels, or null
 * @param cropSize side of the crop, pixels (0 without a face)
 * @param risk how far the face lies outside of what the identity's pictures show, 0..1, times the
 *     matte; tight window; null where the analysis does not know it
 * @param layers what the other layers are made of, when they are asked for
 * @param each where several faces were asked for: each that is there by itself, the nearest first;
 *     else empty
 * @param name of the face in layers of its own, see {@link org.likeness.pipeline.layers.FaceLayer};
 *     empty where there are several
 * @param all where several faces were asked for: every one, in the order of the list, also those
 *     that are not in this frame; else empty
 */
public record FrameResult(
    Frame plate,
    Frame face,
    Frame compTile,
    Frame raw,
    Plane matte,
    List<String> messages,
    boolean marked,
    @Nullable FaceObservation found,
    @Nullable Affine2 plateToCrop,
    int cropSize,
    @Nullable Plane risk,
    LayerInputs layers,
    List<Placed> each,
    String name,
    List<FrameResult> all) {

  /** Copies the lists. */
  public FrameResult {
    messages = List.copyOf(messages);
    each = List.copyOf(each);
    all = List.copyOf(all);
  }

  /**
   * One of several faces.
   *
   * @param result it alone; its matte ends where a nearer face begins
   * @param visible what is seen of that matte under the mattes of the nearer ones
   */
  public record Placed(FrameResult result, Plane visible) {}

  /** The same with a further message. */
  FrameResult with(String message) {
    List<String> more = new ArrayList<>(messages);
    more.add(message);
    return new FrameResult(
        plate,
        face,
        compTile,
        raw,
        matte,
        more,
        marked,
        found,
        plateToCrop,
        cropSize,
        risk,
        layers,
        each,
        name,
        all);
  }

  /** What was made of each face that was asked for, in the order of the list. */
  public List<FrameResult> own() {
    return all.isEmpty() ? List.of(this) : all;
  }

  /** The tight window; empty where there is no face. */
  public PixelRect window() {
    return matte.rect();
  }

  /** Face over plate, the plate's whole data window; alpha is the plate's, or 1. */
  public Frame comp() {
    PixelRect all = plate.dataWindow();
    Plane plateAlpha = plate.a();
    return new Frame(
        all,
        plate.displayWindow(),
        plate.pixelAspect(),
        over(plate.r(), compTile.r()),
        over(plate.g(), compTile.g()),
        over(plate.b(), compTile.b()),
        plateAlpha == null ? Plane.filled(all, 1f) : plateAlpha);
  }

  /**
   * A layer as a picture: a matte in all four channels, two numbers as red and green.
   *
   * @param first which of the layer's channels becomes red
   */
  public Frame layer(Layer layer, int first) {
    return layer == Layer.RGBA ? face : new LayerPlanes(this).picture(layer, first);
  }

  static Plane over(Plane under, Plane tile) {
    Plane out = new Plane(under.rect(), under.data().clone());
    PixelRect t = tile.rect();
    for (int y = t.y0(); y < t.y1(); y++) {
      System.arraycopy(
          tile.data(), tile.index(t.x0(), y), out.data(), out.index(t.x0(), y), t.width());
    }
    return out;
  }

  /**
   * The main picture, always with alpha. {@code COMP} and {@code DEBUG} have the plate's data
   * window, the others a tight one (black and transparent outside), which is empty where the render
   * does not know what is asked for.
   */
  public Frame output(OutputChoice choice) {
    return switch (choice) {
      case FACE -> face;
      case COMP -> comp();
      case MATTE ->
          new Frame(
              matte.rect(), plate.displayWindow(), plate.pixelAspect(), matte, matte, matte, matte);
      case RAW -> raw;
      case DEBUG -> DebugDrawing.draw(this);
      case UNPREMULTIPLIED -> {
        LayerPlanes planes = new LayerPlanes(this);
        yield planes.unpremultiplied(planes.wide());
      }
      default -> {
        Layer layer = choice.layer();
        if (layer == null) {
          throw new IllegalArgumentException("no picture of " + choice.id());
        }
        yield new LayerPlanes(this).picture(layer, choice.first());
      }
    };
  }
}
