package org.likeness.train.data.importing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.likeness.image.Affine2;

/** Finds masks in descriptions. */
final class MaskFields {
  /** FaceSwap's masks, the one that most likely follows the face best first. */
  private static final List<String> FACESWAP =
      List.of(
          "custom_face",
          "custom",
          "bisenet-fp_face",
          "bisenet-fp",
          "unet-dfl",
          "vgg-clear",
          "vgg-obstructed",
          "extended",
          "components");

  private static final int INCLUDES = 1;
  private static final int LARGEST = 4096;

  private MaskFields() {}

  /**
   * Of DeepFaceLab: the outlines drawn by hand, {@code seg_ie_polys}, else the mask of a trained
   * XSeg, {@code xseg_mask}, which is a picture; or null.
   */
  static @Nullable ImportedMask deepFaceLab(PickledFields fields, String name) throws IOException {
    Object drawn = fields.get("seg_ie_polys");
    // Older files hold pairs of kind and points, newer ones dictionaries under a name.
    Object list = drawn instanceof Map<?, ?> map ? map.get("polys") : drawn;
    List<float[]> outlines = new ArrayList<>();
    List<Boolean> shows = new ArrayList<>();
    if (list instanceof List<?> all) {
      for (Object one : all) {
        Object kind =
            one instanceof Map<?, ?> m ? m.get("type") : one instanceof List<?> l ? l.get(0) : null;
        Object points =
            one instanceof Map<?, ?> m ? m.get("pts") : one instanceof List<?> l ? l.get(1) : null;
        double[] xy = PickledFields.numbers(points);
        if (!(kind instanceof Number type) || xy.length % 2 != 0) {
          throw new IOException(name + ": an outline of seg_ie_polys has no kind or no points");
        }
        if (xy.length >= 6) {
          outlines.add(moved(xy));
          shows.add(type.intValue() == INCLUDES);
        }
      }
    }
    if (shows.contains(true)) {
      return ImportedMask.outlines(outlines, shows);
    }
    byte[] picture = fields.bytes("xseg_mask");
    return picture == null ? null : ImportedMask.picture(picture, name);
  }

  /** Of FaceSwap: the best of a face's masks, or null. */
  static @Nullable ImportedMask faceSwap(PickledFields fields, String name) throws IOException {
    if (!(fields.get("mask") instanceof Map<?, ?> masks)) {
      return null;
    }
    for (String kind : FACESWAP) {
      if (masks.get(kind) instanceof Map<?, ?>) {
        PickledFields mask = new PickledFields(masks.get(kind), name + " mask " + kind);
        byte[] packed = mask.bytes("mask");
        Affine2 map = mask.map("affine_matrix");
        int side = mask.get("stored_size") instanceof Number n ? n.intValue() : 0;
        if (packed == null || map == null || side < 1 || side > LARGEST) {
          throw new IOException(name + ": its mask " + kind + " is not complete");
        }
        return ImportedMask.packed(packed, side, map, name);
      }
    }
    return null;
  }

  /** By half a pixel: theirs are counted from the pixels' centres. */
  private static float[] moved(double[] xy) {
    float[] out = new float[xy.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) (Math.max(-1e6, Math.min(1e6, xy[i])) + 0.5);
    }
    return out;
  }
}
