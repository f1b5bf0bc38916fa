package org.likeness.pipeline.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import org.likeness.face.ClassicPoints;
import org.likeness.face.FaceObservation;
import org.likeness.image.PixelRect;
import org.likeness.pipeline.FramePattern;

/**
 * The alignments file of FaceSwap ({@code .fsa}), version 2.4: a dictionary by file name, pickled
 * and packed with zlib. Landmarks are lists there, which FaceSwap turns into arrays when it opens
 * the file; masks, identities and thumbnails are left to it.
 */
final class FaceSwapAlignments {
  private static final double VERSION = 2.4;

  private FaceSwapAlignments() {}

  /**
   * @param faces of each frame, frames ascending
   */
  static byte[] of(
      Map<Integer, List<FaceObservation>> faces, FramePattern plate, PixelRect window) {
    Map<String, Object> data = new LinkedHashMap<>();
    faces.forEach(
        (frame, list) -> {
          List<Object> all = new ArrayList<>();
          list.forEach(o -> all.add(face(o, window)));
          Map<String, Object> entry = new LinkedHashMap<>();
          entry.put("faces", all);
          entry.put("video_meta", Map.of());
          data.put(plate.name(frame), entry);
        });
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("__meta__", Map.of("version", VERSION));
    root.put("__data__", data);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
      out.write(Pickle.of(root));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  /** FaceSwap counts pixels from their centres, ours have theirs at 0.5. */
  private static Map<String, Object> face(FaceObservation o, PixelRect window) {
    float[] xy =
        o.detail().points().count() > 0
            ? o.detail().points().xy()
            : ClassicPoints.of(o.landmarks());
    List<Object> points = new ArrayList<>();
    double x0 = Double.POSITIVE_INFINITY;
    double y0 = x0;
    double x1 = -x0;
    double y1 = -x0;
    for (int i = 0; i < xy.length; i += 2) {
      double x = xy[i] - 0.5 - window.x0();
      double y = xy[i + 1] - 0.5 - window.y0();
      points.add(List.of(x, y));
      x0 = Math.min(x0, x);
      y0 = Math.min(y0, y);
      x1 = Math.max(x1, x);
      y1 = Math.max(y1, y);
    }
    Map<String, Object> face = new LinkedHashMap<>();
    face.put("x", (int) Math.floor(x0));
    face.put("w", (int) Math.ceil(x1 - x0));
    face.put("y", (int) Math.floor(y0));
    face.put("h", (int) Math.ceil(y1 - y0));
    face.put("landmarks_xy", points);
    face.put("mask", Map.of());
    face.put("identity", Map.of());
    face.put("thumb", null);
    return face;
  }
}
