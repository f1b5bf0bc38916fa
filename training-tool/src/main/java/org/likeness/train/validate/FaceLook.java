package org.likeness.train.validate;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.likeness.face.ClassicPoints;
import org.likeness.face.FaceFinder;
import org.likeness.face.FaceObservation;
import org.likeness.face.FacePoints;
import org.likeness.face.HeadPose;
import org.likeness.image.Affine2;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.image.Warp;
import org.likeness.model.FaceFeatures;
import org.likeness.model.WeightStore;
import org.likeness.model.tfjs.DlibResnet;

/** The product's own networks as they look at crops. Thread-safe. */
public final class FaceLook implements AutoCloseable {
  private final FaceFinder finder;
  private final FaceFeatures features;

  private FaceLook(FaceFinder finder, FaceFeatures features) {
    this.finder = finder;
    this.features = features;
  }

  /**
   * Loads the networks.
   *
   * @throws org.likeness.model.ModelException if the weights cannot be had
   */
  public static FaceLook open(WeightStore weights) {
    return new FaceLook(FaceFinder.open(weights), FaceFeatures.open(weights));
  }

  /**
   * What was seen in a crop.
   *
   * @param points the 68 classic points, pixels
   * @param pose of the head, degrees
   * @param identity vector of unit length
   */
  record Seen(float[] points, HeadPose pose, float[] identity) {
    /** Mean difference of the three angles, degrees. */
    double poseError(Seen other) {
      return (apart(HeadPose::yaw, other)
              + apart(HeadPose::pitch, other)
              + apart(HeadPose::roll, other))
          / 3;
    }

    private double apart(Function<HeadPose, Float> angle, Seen other) {
      double d = Math.abs(angle.apply(pose) - angle.apply(other.pose));
      return Math.min(d, 360 - d);
    }

    /** Mean distance of the points, percent of the other's height from brow to chin. */
    double pointError(Seen other) {
      double sum = 0;
      double least = Double.MAX_VALUE;
      double most = -Double.MAX_VALUE;
      int n = points.length / 2;
      for (int i = 0; i < n; i++) {
        double dx = points[2 * i] - other.points[2 * i];
        double dy = points[2 * i + 1] - other.points[2 * i + 1];
        sum += Math.hypot(dx, dy);
        least = Math.min(least, other.points[2 * i + 1]);
        most = Math.max(most, other.points[2 * i + 1]);
      }
      return 100 * sum / n / Math.max(1, most - least);
    }
  }

  /** The largest face of a crop, or null where none is found. */
  @Nullable Seen look(float[] crop, int size) {
    List<FaceObservation> found = finder.findDisplay(frame(crop, size), 1);
    if (found.isEmpty()) {
      return null;
    }
    FaceObservation o = found.get(0);
    FacePoints p = o.detail().points();
    return new Seen(
        p.count() == FacePoints.CLASSIC ? p.xy() : ClassicPoints.of(o.landmarks()),
        o.pose(),
        o.detail().identity());
  }

  /** The networks that find faces; they stay this object's. */
  public FaceFinder finder() {
    return finder;
  }

  /** How different two crops look, 0 for the same, see {@link FaceFeatures}. */
  double distance(float[] a, float[] b, int size) {
    return FaceFeatures.distance(features.of(small(a, size)), features.of(small(b, size)));
  }

  private static float[] small(float[] crop, int size) {
    double k = (double) DlibResnet.SIZE / size;
    Frame f = Warp.toCrop(frame(crop, size), Affine2.scale(k, k), DlibResnet.SIZE);
    return HeldOutFaces.planes(f);
  }

  /** A crop as a picture. */
  static Frame frame(float[] crop, int size) {
    PixelRect rect = PixelRect.ofSize(size, size);
    int n = size * size;
    Plane[] p = new Plane[3];
    for (int c = 0; c < 3; c++) {
      p[c] = Plane.zeros(rect);
      System.arraycopy(crop, c * n, p[c].data(), 0, n);
    }
    return Frame.opaque(p[0], p[1], p[2]);
  }

  @Override
  public void close() {
    finder.close();
    features.close();
  }
}
