package org.likeness.face;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.likeness.image.Frame;
import org.likeness.model.FaceNetwork;
import org.likeness.model.WeightStore;

/**
 * Finds the faces of one frame: detector, then mesh, then what is measured on each. Thread-safe;
 * one instance serves a program.
 */
public final class FaceFinder implements AutoCloseable {
  private static final float MIN_PRESENCE = 0.5f;

  /** Boxes that overlap by more are of one face, whatever their meshes. */
  private static final double SURELY_SAME = 0.6;

  /** Those that overlap by more are if their meshes lie close. */
  private static final double SAME_FACE = 0.3;

  /** How close: mean distance of the points over the face's size. */
  private static final double APART = 0.25;

  /** Of two meshes of a face the later one is taken if its presence is higher by this. */
  private static final float CLEARLY = 0.05f;

  private static final float PROFILE_DEGREES = 60;

  /** Overlap with the frame before from which on a face may be the same. */
  private static final double FOLLOWED = 0.3;

  /** A box of which this part lies in another is of the same face. */
  private static final double INSIDE = 0.9;

  private final FaceSearch search;
  private final LandmarkFinder mesh;
  private final IdentityNet identity;
  private final CropTemplate template = CropTemplate.byId(CropTemplate.WHOLE_FACE_V1);

  private final FaceMeasure measure = new FaceMeasure(template);
  private final SecondLook second = measure.secondLook();
  private final Map<String, String> models;

  /** Memory for plates that nobody looks at just now. */
  private final Queue<PlatePyramid> idle = new ConcurrentLinkedQueue<>();

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
    List<Found> found = meshes(view, search.quick(view), false);
    return observations(
        view, found.isEmpty() ? thorough(view, FaceSearch.ALL_TURNS) : found, frame);
  }

  /** A thorough look; where it shows no face, one for a face that the plate's edge cuts off. */
  private List<Found> thorough(DisplayView view, int[] turns) {
    List<Found> found = meshes(view, search.thorough(view, turns), false);
    if (found.isEmpty()) {
      found = meshes(view, search.cutOff(view), true);
      found.removeIf(f -> !second.agrees(view, f.mesh()));
    }
    return found;
  }

  /** Room for plates, one after the other; {@link #giveBack} it. */
  PlatePyramid borrow() {
    PlatePyramid plate = idle.poll();
    return plate == null ? new PlatePyramid() : plate;
  }

  /** Takes back what {@link #borrow} gave: the next plates lie where the last ones lay. */
  void giveBack(PlatePyramid plate) {
    plate.letGo();
    idle.add(plate);
  }

  /** A thorough look: small faces, turned ones, some in the dark. */
  List<FaceObservation> search(DisplayView view, int frame, int[] turns) {
    return observations(view, thorough(view, turns), frame);
  }

  /**
   * A quick look that also follows the faces of the frame before, and a thorough one where it loses
   * one of them.
   */
  List<FaceObservation> follow(DisplayView view, int frame, List<FaceObservation> before) {
    List<Found> found = new ArrayList<>();
    List<FaceBox> lost = new ArrayList<>();
    List<Detection> seen = search.quick(view);
    for (FaceObservation own : before) {
      FaceObservation o = own.stretched(view.aspect());
      FaceBox was = FaceBox.of(o.landmarks());
      Landmarks m = mesh.follow(view, o.landmarks());
      if (!continues(was, m)) {
        m = secondOpinion(view, second.follow(view, o));
      }
      if (m != null && continues(was, m)) {
        add(found, m, score(seen, FaceBox.of(m), m));
      } else {
        lost.add(was);
      }
    }
    List<Detection> fresh =
        seen.stream().filter(d -> found.stream().noneMatch(f -> f.holds(d))).toList();
    for (Found f : meshes(view, fresh, false)) {
      add(found, f.mesh(), f.score());
      lost.removeIf(was -> moved(was, f.box()));
    }
    if (!lost.isEmpty()) {
      for (Found f : thorough(view, FaceSearch.ALL_TURNS)) {
        add(found, f.mesh(), f.score());
      }
    }
    return observations(view, found, frame);
  }

  /** Whether a mesh is that of the face that was there in the frame before. */
  private static boolean continues(FaceBox was, Landmarks m) {
    FaceBox is = FaceBox.of(m);
    return m.presence() >= MIN_PRESENCE && was.iou(is) > FOLLOWED && like(was, is);
  }

  /** From where the second look sees a face the mesh often sees one too; its own is better then. */
  private @Nullable Landmarks secondOpinion(DisplayView view, @Nullable Landmarks posed) {
    if (posed == null) {
      return null;
    }
    Landmarks m = mesh.follow(view, posed);
    return continues(FaceBox.of(posed), m) ? m : posed;
  }

  /** Whether a face may have moved so far in a frame. */
  private static boolean moved(FaceBox was, FaceBox is) {
    double way = Math.hypot(is.centreX() - was.centreX(), is.centreY() - was.centreY());
    return like(was, is) && way < 1.5 * Math.sqrt(was.area());
  }

  /** The detector's score of a face that was followed; where it saw none, half the presence. */
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
      return box.iou(d.box()) > SURELY_SAME;
    }

    /** Whether it is another look at the same face, and not one that crosses it. */
    boolean same(Found o) {
      double iou = box.iou(o.box);
      double w = Math.min(box.x1(), o.box.x1()) - Math.max(box.x0(), o.box.x0());
      double h = Math.min(box.y1(), o.box.y1()) - Math.max(box.y0(), o.box.y0());
      double smaller = Math.min(box.area(), o.box.area());
      return iou > SURELY_SAME
          || (w > 0 && h > 0 && w * h > INSIDE * smaller)
          || (iou > SAME_FACE && (apart(o) < APART * Math.sqrt(smaller) || turned(o)));
    }

    /** Whether one of them reads the face as turned over: no two heads lie so close. */
    private boolean turned(Found o) {
      return Math.cos(Square.around(mesh).angle() - Square.around(o.mesh).angle()) < 0;
    }

    /** Mean distance of the points of two meshes. */
    private double apart(Found o) {
      double sum = 0;
      for (int i = 0; i < Landmarks.COUNT; i++) {
        sum += Math.hypot(mesh.x(i) - o.mesh.x(i), mesh.y(i) - o.mesh.y(i));
      }
      return sum / Landmarks.COUNT;
    }
  }

  private static void add(List<Found> found, Landmarks m, float score) {
    Found face = new Found(m, score, FaceBox.of(m));
    if (m.presence() < MIN_PRESENCE) {
      return;
    }
    for (Found f : found) {
      if (face.same(f) && f.mesh().presence() + CLEARLY > m.presence()) {
        return;
      }
    }
    found.removeIf(face::same);
    found.add(face);
  }

  /** A detection of which the mesh is not sure. */
  private record Doubt(Detection seen, Landmarks mesh) {}

  /** The mesh first; then, where it is not sure and no other face lies, the second look. */
  private List<Found> meshes(DisplayView view, List<Detection> detections, boolean cut) {
    List<Found> kept = new ArrayList<>();
    List<Doubt> doubts = new ArrayList<>();
    for (Detection d : detections) {
      if (kept.stream().noneMatch(f -> f.box().iou(d.box()) > SURELY_SAME)) {
        Landmarks m = mesh.find(view, d);
        if (m.presence() >= LandmarkFinder.DOUBTFUL) {
          add(kept, m, d.score());
        } else {
          doubts.add(new Doubt(d, m));
        }
      }
    }
    for (Doubt d : doubts) {
      boolean known = kept.stream().anyMatch(f -> f.box().iou(d.seen().box()) > SAME_FACE);
      add(kept, known ? d.mesh() : settled(view, d, cut), d.seen().score());
    }
    return kept;
  }

  /** The mesh as it is where the second look sees the same or nothing, else what that sees. */
  private Landmarks settled(DisplayView view, Doubt d, boolean cut) {
    Landmarks posed =
        secondOpinion(view, cut ? second.cutOff(view, d.seen()) : second.at(view, d.seen()));
    if (posed == null) {
      return d.mesh();
    }
    Found a = new Found(d.mesh(), 0, FaceBox.of(d.mesh()));
    Found b = new Found(posed, 0, FaceBox.of(posed));
    return d.mesh().presence() >= MIN_PRESENCE && a.same(b) && !a.turned(b) ? d.mesh() : posed;
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
      detail = detail.withTone(SkinTone.of(view, f.mesh()));
      HeadPose pose = CropAnchors.fit(detail.anchors().xy()).pose(view.window());
      EnumSet<FaceObservation.Flag> flags = EnumSet.noneOf(FaceObservation.Flag.class);
      if (Math.abs(pose.yaw()) > PROFILE_DEGREES) {
        flags.add(FaceObservation.Flag.PROFILE);
      }
      out.add(
          new FaceObservation(out.size(), frame, f.score(), f.mesh(), pose, flags, detail)
              .stretched(1 / view.aspect()));
    }
    return out;
  }

  @Override
  public void close() {
    idle.clear();
    search.close();
    mesh.close();
    identity.close();
    measure.close();
  }
}
