package org.likeness.face;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.likeness.image.Frame;
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

  /** Overlap with the frame before from which on a face may be the same. */
  private static final double FOLLOWED = 0.3;

  /** A box of which this part lies in another is of the same face. */
  private static final double INSIDE = 0.75;

  private final FaceSearch search;
  private final LandmarkFinder mesh;
  private final IdentityNet identity;
  private final CropTemplate template = CropTemplate.byId(CropTemplate.WHOLE_FACE_V1);

  private final FaceMeasure measure = new FaceMeasure(template);
  private final Map<String, String> models;

  private FaceFinder(
      Map<String, String> models, FaceSearch search, LandmarkFinder mesh, IdentityNet identity) {
    this.models = new TreeMap<>(models);
    this.models.put(PointNet.ROLE, measure.sha256());
    this.search = search;
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
        new FaceSearch(
            FaceDetector.fullRange(FaceNetwork.DETECTOR.onnx(weights)),
            FaceDetector.shortRange(FaceNetwork.DETECTOR_NEAR.onnx(weights))),
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
    return find(DisplayView.ofLinear(sceneLinear), frame);
  }

  /** As {@link #find}, for a picture that is already as on a display: sRGB-encoded, 0..1. */
  public List<FaceObservation> findDisplay(Frame display, int frame) {
    return find(DisplayView.ofDisplay(display), frame);
  }

  /** A quick look; a thorough one where it shows no face. */
  private List<FaceObservation> find(DisplayView view, int frame) {
    List<Found> found = meshes(view, search.quick(view));
    return observations(view, found.isEmpty() ? meshes(view, search.thorough(view)) : found, frame);
  }

  /** A thorough look: small faces, turned ones, some in the dark. */
  List<FaceObservation> search(DisplayView view, int frame) {
    return observations(view, meshes(view, search.thorough(view)), frame);
  }

  /**
   * A quick look that also follows the faces of the frame before, and a thorough one where it loses
   * one of them.
   */
  List<FaceObservation> follow(DisplayView view, int frame, List<FaceObservation> before) {
    List<Found> found = new ArrayList<>();
    List<Detection> seen = search.quick(view);
    boolean lost = false;
    for (FaceObservation o : before) {
      FaceBox was = FaceBox.of(o.landmarks());
      Landmarks m = mesh.follow(view, o.landmarks());
      FaceBox is = FaceBox.of(m);
      boolean same = m.presence() >= MIN_PRESENCE && was.iou(is) > FOLLOWED && like(was, is);
      lost |= !same;
      if (same) {
        add(found, m, score(seen, is, m));
      }
    }
    List<Detection> fresh =
        seen.stream().filter(d -> found.stream().noneMatch(f -> f.holds(d))).toList();
    for (Found f : meshes(view, lost ? search.thorough(view) : fresh)) {
      add(found, f.mesh(), f.score());
    }
    return observations(view, found, frame);
  }

  /** The detector's score of a face that was followed; where it saw none, the mesh's presence. */
  private static float score(List<Detection> seen, FaceBox box, Landmarks m) {
    for (Detection d : seen) {
      if (d.box().iou(box) > FOLLOWED) {
        return d.score();
      }
    }
    return m.presence() / 2;
  }

  private static boolean like(FaceBox a, FaceBox b) {
    double ratio = Math.sqrt(b.area() / a.area());
    return ratio > 0.7 && ratio < 1.4;
  }

  /** A face with its mesh. */
  private record Found(Landmarks mesh, float score, FaceBox box) {
    boolean holds(Detection d) {
      return box.iou(d.box()) > FOLLOWED;
    }
  }

  private static void add(List<Found> found, Landmarks m, float score) {
    FaceBox box = FaceBox.of(m);
    if (m.presence() >= MIN_PRESENCE && found.stream().noneMatch(k -> same(k.box(), box))) {
      found.add(new Found(m, score, box));
    }
  }

  /** Whether two boxes are of one face: they overlap, or the one lies in the other. */
  private static boolean same(FaceBox a, FaceBox b) {
    double w = Math.min(a.x1(), b.x1()) - Math.max(a.x0(), b.x0());
    double h = Math.min(a.y1(), b.y1()) - Math.max(a.y0(), b.y0());
    return a.iou(b) > SAME_FACE
        || (w > 0 && h > 0 && w * h > INSIDE * Math.min(a.area(), b.area()));
  }

  private List<Found> meshes(DisplayView view, List<Detection> detections) {
    List<Found> kept = new ArrayList<>();
    for (Detection d : detections) {
      add(kept, mesh.find(view, d), d.score());
    }
    return kept;
  }

  private List<FaceObservation> observations(DisplayView view, List<Found> kept, int frame) {
    kept.sort(
        Comparator.comparingDouble((Found f) -> -f.box().area())
            .thenComparingDouble(f -> f.box().x0()));
    List<FaceObservation> out = new ArrayList<>();
    for (Found f : kept) {
      FaceDetail detail = measure.of(view, f.mesh());
      detail = detail.withIdentity(identity.vector(view, detail.points().xy()));
      detail = detail.withSkin(SkinPatch.cut(view, f.mesh()));
      HeadPose pose = CropAnchors.fit(detail.anchors().xy()).pose(view.window());
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
    search.close();
    mesh.close();
    identity.close();
    measure.close();
  }
}
