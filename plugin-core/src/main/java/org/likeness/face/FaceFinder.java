package org.likeness.face;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.model.FaceNetwork;
import org.likeness.model.WeightStore;

/**
 * Finds the faces of one frame: detector, then mesh, then what is measured on each. Thread-safe;
 * one instance serves a program.
 */
public final class FaceFinder implements AutoCloseable {
  private static final float MIN_PRESENCE = 0.5f;
  private static final double SAME_FACE = 0.4;
  private static final float PROFILE_DEGREES = 60;

  /** Exposures tried in turn, as factors of the metered one, until a face is found. */
  private static final float[] EXPOSURES = {1f, 5f, 0.25f};

  private final FaceDetector full;
  private final FaceDetector near;
  private final LandmarkFinder mesh;
  private final IdentityNet identity;
  private final CropTemplate template = CropTemplate.byId(CropTemplate.WHOLE_FACE_V1);

  private final FaceMeasure measure = new FaceMeasure(template);
  private final Map<String, String> models;

  private FaceFinder(
      Map<String, String> models,
      FaceDetector full,
      FaceDetector near,
      LandmarkFinder mesh,
      IdentityNet identity) {
    this.models = new TreeMap<>(models);
    this.models.put(PointNet.ROLE, measure.sha256());
    this.full = full;
    this.near = near;
    this.mesh = mesh;
    this.identity = identity;
  }

  /**
   * Loads the networks.
   *
   * @throws org.likeness.model.ModelException if the weights cannot be had
   */
  public static FaceFinder open(WeightStore weights) {
    Map<String, String> models = new TreeMap<>();
    for (FaceNetwork n : FaceNetwork.ANALYSIS) {
      models.put(n.role(), n.sha256(weights));
    }
    return new FaceFinder(
        models,
        FaceDetector.fullRange(FaceNetwork.DETECTOR.onnx(weights)),
        FaceDetector.shortRange(FaceNetwork.DETECTOR_NEAR.onnx(weights)),
        new LandmarkFinder(FaceNetwork.MESH.onnx(weights)),
        IdentityNet.open(weights));
  }

  /** sha256 (hex) of the weights of each network, by role. */
  public Map<String, String> models() {
    return Map.copyOf(models);
  }

  /**
   * The faces of a frame, largest first; {@code trackId} counts from 0 in that order.
   *
   * @param sceneLinear the plate, any exposure, R, G, B with Rec.709-like primaries; values that
   *     are not finite count as black
   * @param frame its number
   */
  public List<FaceObservation> find(Frame sceneLinear, int frame) {
    DisplayView metered = DisplayView.ofLinear(sceneLinear);
    for (float exposure : EXPOSURES) {
      DisplayView view = metered.exposed(exposure);
      List<FaceObservation> found = meshes(view, full.find(view, view.window()), frame);
      if (!found.isEmpty()) {
        return found;
      }
    }
    return searchHarder(metered, frame);
  }

  /** As {@link #find}, for a picture that is already as on a display: sRGB-encoded, 0..1. */
  public List<FaceObservation> findDisplay(Frame display, int frame) {
    DisplayView view = DisplayView.ofDisplay(display);
    List<FaceObservation> found = meshes(view, full.find(view, view.window()), frame);
    return found.isEmpty() ? searchHarder(view, frame) : found;
  }

  /** Near faces with the other net, small ones in overlapping tiles. */
  private List<FaceObservation> searchHarder(DisplayView view, int frame) {
    PixelRect w = view.window();
    List<Detection> all = new ArrayList<>(near.find(view, w));
    int side = (int) (0.6 * Math.max(w.width(), w.height()));
    for (int y : starts(w.y0(), w.y1(), side)) {
      for (int x : starts(w.x0(), w.x1(), side)) {
        PixelRect tile = new PixelRect(x, y, x + side, y + side).intersect(w);
        all.addAll(full.find(view.meteredOn(tile), tile));
      }
    }
    return meshes(view, FaceDetector.merge(all), frame);
  }

  private static int[] starts(int low, int high, int side) {
    return high - low <= side ? new int[] {low} : new int[] {low, high - side};
  }

  private List<FaceObservation> meshes(DisplayView view, List<Detection> detections, int frame) {
    record Found(Landmarks mesh, float score, FaceBox box) {}
    List<Found> kept = new ArrayList<>();
    for (Detection d : detections) {
      Landmarks m = mesh.find(view, d);
      FaceBox box = FaceBox.of(m);
      if (m.presence() >= MIN_PRESENCE
          && kept.stream().noneMatch(k -> k.box().iou(box) > SAME_FACE)) {
        kept.add(new Found(m, d.score(), box));
      }
    }
    kept.sort(
        Comparator.comparingDouble((Found f) -> -f.box().area())
            .thenComparingDouble(f -> f.box().x0()));
    List<FaceObservation> out = new ArrayList<>();
    for (Found f : kept) {
      FaceDetail detail = measure.of(view, f.mesh());
      detail = detail.withIdentity(identity.vector(view, detail.points().xy()));
      HeadPose pose = CropAnchors.fit(detail.anchors().xy()).pose();
      EnumSet<FaceObservation.Flag> flags = EnumSet.noneOf(FaceObservation.Flag.class);
      if (Math.abs(pose.yaw()) > PROFILE_DEGREES) {
        flags.add(FaceObservation.Flag.PROFILE);
      }
      out.add(new FaceObservation(out.size(), frame, f.score(), f.mesh(), pose, flags, detail));
    }
    return out;
  }

  @Override
  public void close() {
    full.close();
    near.close();
    mesh.close();
    identity.close();
    measure.close();
  }
}
