package org.likeness.pipeline.export;

import java.util.ArrayList;
import java.util.List;
import org.likeness.face.ClassicPoints;
import org.likeness.face.FaceObservation;
import org.likeness.face.FaceTrack;
import org.likeness.face.PointName;
import org.likeness.image.PixelRect;

/**
 * A point of a face through a shot, as other programs count: origin at the lower left of the
 * display window, y up, the first pixel's centre at 0.5, 0.5.
 *
 * @param name what it is called
 * @param keys by ascending frame
 */
record TrackPath(String name, List<Key> keys) {
  /**
   * One frame.
   *
   * @param deviation expected error in pixels, or 0 if it is not known
   */
  record Key(int frame, double x, double y, double deviation) {}

  /** Corners of both eyes, tip of the nose, corners of the mouth, chin. */
  static final List<PointName> MAIN =
      List.of(36, 39, 42, 45, 30, 48, 54, 8).stream()
          .map(i -> new PointName(PointName.Set.POINT, i))
          .toList();

  static double x(PixelRect window, double x) {
    return x - window.x0();
  }

  static double y(PixelRect window, double y) {
    return window.y1() - y;
  }

  /** A point wherever the face has it. */
  static TrackPath of(PointName point, FaceTrack track, List<Integer> frames, PixelRect window) {
    List<Key> keys = new ArrayList<>();
    for (int f : frames) {
      track
          .at(f)
          .ifPresent(
              o -> {
                double[] xy = place(point, o);
                if (xy.length == 2) {
                  keys.add(new Key(f, x(window, xy[0]), y(window, xy[1]), deviation(point, o)));
                }
              });
    }
    return new TrackPath(point.toString().replace(':', '_'), keys);
  }

  /** Without classic points those of the mesh stand in. */
  private static double[] place(PointName point, FaceObservation o) {
    double[] own = point.of(o);
    return own.length == 0 && point.set() == PointName.Set.POINT
        ? new PointName(PointName.Set.MESH, ClassicPoints.mesh(point.index())).of(o)
        : own;
  }

  private static double deviation(PointName point, FaceObservation o) {
    return point.set() == PointName.Set.POINT && point.of(o).length == 2
        ? o.detail().points().deviation()[point.index()]
        : 0;
  }
}
