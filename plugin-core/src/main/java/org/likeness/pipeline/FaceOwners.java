package org.likeness.pipeline;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.likeness.image.Affine2;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.pipeline.layers.Layer;

/**
 * Which of several faces a pixel belongs to, where a layer can show only one: the nearest whose
 * hull, matte or model's matte covers it, else the nearest whose crop reaches it.
 */
final class FaceOwners {
  private static final int NOBODY = -1;

  private FaceOwners() {}

  /**
   * A layer of channels, each pixel from the face that owns it; 0 where nobody does.
   *
   * @param of makes the layer of one face over the window
   */
  static Plane[] pick(
      List<FrameResult.Placed> each,
      PixelRect window,
      int channels,
      Function<FrameResult, Plane[]> of) {
    int[] owner = owners(each, window);
    Plane[] out = new Plane[channels];
    for (int c = 0; c < channels; c++) {
      out[c] = Plane.zeros(window);
    }
    for (int k = 0; k < each.size(); k++) {
      Plane[] from = of.apply(each.get(k).result());
      for (int i = 0; i < owner.length; i++) {
        for (int c = 0; owner[i] == k && c < channels; c++) {
          out[c].data()[i] = from[c].data()[i];
        }
      }
    }
    return out;
  }

  private static int[] owners(List<FrameResult.Placed> each, PixelRect window) {
    int[] owner = new int[Plane.zeros(window).data().length];
    java.util.Arrays.fill(owner, NOBODY);
    for (int k = 0; k < each.size(); k++) {
      FrameResult r = each.get(k).result();
      claim(owner, k, LayerPlanes.fit(r.matte(), window));
      for (Layer part : List.of(Layer.HULL, Layer.LEARNED)) {
        @Nullable Plane p = r.layers().parts().over(part, window).orElse(null);
        if (p != null) {
          claim(owner, k, p);
        }
      }
    }
    for (int k = 0; k < each.size(); k++) {
      FrameResult r = each.get(k).result();
      Affine2 map = r.plateToCrop();
      for (int i = 0; map != null && i < owner.length; i++) {
        double x = window.x0() + i % window.width() + 0.5;
        double y = window.y0() + i / window.width() + 0.5;
        double u = map.mapX(x, y);
        double v = map.mapY(x, y);
        boolean inside = u >= 0 && v >= 0 && u <= r.cropSize() && v <= r.cropSize();
        owner[i] = owner[i] == NOBODY && inside ? k : owner[i];
      }
    }
    return owner;
  }

  private static void claim(int[] owner, int face, Plane cover) {
    for (int i = 0; i < owner.length; i++) {
      if (owner[i] == NOBODY && cover.data()[i] > 0f) {
        owner[i] = face;
      }
    }
  }
}
