package org.likeness.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.model.FaceNetwork;

/** Faces that the mesh refuses, and what is none. */
class SecondLookTest {
  private static final CropTemplate TEMPLATE = CropTemplate.byId(CropTemplate.WHOLE_FACE_V1);
  private static final int PICTURES = 40;

  @Test
  void coveredFacesThatTheMeshRefusesAreFoundWhereTheyAre() throws IOException {
    Actors.folder();
    int refused = 0;
    int found = 0;
    int wrong = 0;
    try (LandmarkFinder mesh = new LandmarkFinder(FaceNetwork.MESH.onnx(Weights.store()));
        FaceFinder finder = FaceFinder.open(Weights.store())) {
      for (int i = 1; i <= PICTURES; i++) {
        JsonNode meta = Actors.meta("ben", i);
        FaceBox box = box(meta);
        Frame covered = covered(Actors.image("ben", i), box);
        DisplayView view = DisplayView.ofDisplay(covered);
        if (mesh.find(view, new Detection(box, upright(box), 1)).presence() >= 0.5f) {
          continue;
        }
        refused++;
        for (FaceObservation o : finder.findDisplay(covered, 1)) {
          boolean here = FaceBox.of(o.landmarks()).iou(box) > 0.3;
          found += here ? 1 : 0;
          wrong += here ? 0 : 1;
        }
      }
    }
    assertThat(refused).isGreaterThan(4);
    assertThat(wrong).as("elsewhere").isZero();
    assertThat(found).as("of %d that the mesh refuses", refused).isGreaterThan(refused / 2);
  }

  /** Profiles to image left whose nose and mouth lie beyond the left edge. */
  @Test
  void profilesThatTheEdgeCutsOffAreFoundWhereTheyAre() throws IOException {
    Actors.folder();
    try (FaceFinder finder = FaceFinder.open(Weights.store())) {
      for (String picture : List.of("ana 29", "ben 253")) {
        String actor = picture.substring(0, 3);
        int i = Integer.parseInt(picture.substring(4));
        FaceBox box = box(Actors.meta(actor, i));
        Frame wide = Actors.image(actor, i);
        PixelRect w = wide.dataWindow();
        PixelRect left =
            new PixelRect(
                (int) (box.x0() + 0.3 * box.width()),
                (int) Math.max(w.y0(), box.y0() - 14),
                (int) Math.min(w.x1(), box.x1() + 14),
                (int) Math.min(w.y1(), box.y1() + 14));
        Frame cut = Frame.opaque(wide.r().crop(left), wide.g().crop(left), wide.b().crop(left));
        List<FaceObservation> found = finder.findDisplay(cut, 1);
        assertThat(found).as(picture).hasSize(1);
        assertThat(FaceBox.of(found.get(0).detail().points().xy()).iou(box)).isGreaterThan(0.5);
      }
    }
  }

  @Test
  void wallsClothAndGrainAreNoFaces() throws IOException {
    try (PointNet net = PointNet.open()) {
      SecondLook second = new SecondLook(net, TEMPLATE);
      List<Frame> frames = new ArrayList<>();
      for (int seed = 0; seed < 6; seed++) {
        frames.add(blotches(seed, 1 << seed));
      }
      for (Frame f : frames) {
        for (double side : new double[] {40, 90, 150}) {
          FaceBox box = new FaceBox(160 - side / 2, 160 - side / 2, 160 + side / 2, 160 + side / 2);
          Detection d = new Detection(box, upright(box), 0.9f);
          assertThat(second.at(DisplayView.ofDisplay(f), d)).isNull();
          FaceBox beyond = box.shift(-160, 0);
          Detection cut = new Detection(beyond, upright(beyond), 0.9f);
          assertThat(second.cutOff(DisplayView.ofDisplay(f), cut)).isNull();
        }
      }
    }
  }

  @Test
  void asSureAndAsSteadyIsMoreOfAFace() {
    assertThat(SecondLook.face(-4, 0.01)).isGreaterThan(SecondLook.face(-3.5, 0.01));
    assertThat(SecondLook.face(-4, 0.01)).isGreaterThan(SecondLook.face(-4, 0.1));
    assertThat(SecondLook.face(-4, 0)).isFinite();
  }

  @Test
  void aPosedMeshLiesAsItIsPosedAndFollowsThePointsThatAreSeen() {
    double c = Math.cos(0.5);
    double s = Math.sin(0.5);
    CropAnchors.Fit fit =
        new CropAnchors.Fit(200, 120, 90, new double[] {c, 0, s, 0, 1, 0, -s, 0, c});
    float[] hidden = new float[FacePoints.CLASSIC];
    FacePoints nothing = new FacePoints(new float[136], new float[68], hidden);
    Landmarks posed = PosedMesh.of(TEMPLATE, fit, nothing, 0.6f);
    Similarity3 back = Similarity3.fit(TEMPLATE.xyz(), posed.xyz(), TEMPLATE.area());
    assertThat(back.scale()).isCloseTo(90, within(0.01));
    assertThat(back.r()[2]).isCloseTo(s, within(1e-4));
    assertThat(posed.presence()).isEqualTo(0.6f);

    float[] places = ClassicPoints.of(posed);
    float[] seen = new float[FacePoints.CLASSIC];
    for (int k = 48; k < 68; k++) { // the mouth, five pixels lower
      places[2 * k + 1] += 5;
      seen[k] = 1;
    }
    Landmarks lower =
        PosedMesh.of(TEMPLATE, fit, new FacePoints(places, new float[68], seen), 0.6f);
    int lip = ClassicPoints.mesh(57);
    int brow = ClassicPoints.mesh(20);
    assertThat(lower.y(lip) - posed.y(lip)).isBetween(3.5f, 5f);
    assertThat(lower.y(brow) - posed.y(brow)).isBetween(-0.01f, 0.2f);
  }

  private static FaceBox box(JsonNode meta) {
    JsonNode b = meta.path("bbox_landmarks");
    return new FaceBox(
        b.get(0).asDouble(), b.get(1).asDouble(), b.get(2).asDouble(), b.get(3).asDouble());
  }

  private static double[] upright(FaceBox b) {
    double x = b.centreX();
    double y = b.centreY();
    double d = b.width() / 4;
    return new double[] {x - d, y - d, x + d, y - d, x, y, x, y + d, x - 2 * d, y, x + 2 * d, y};
  }

  /** A brown board before all below the eyes. */
  private static Frame covered(Frame f, FaceBox box) {
    float[] brown = {0.45f, 0.33f, 0.25f};
    List<Plane> planes = List.of(f.r(), f.g(), f.b());
    PixelRect w = f.dataWindow();
    for (int y = Math.max(0, (int) (box.centreY() - 0.14 * box.height())); y < w.y1(); y++) {
      for (int x = w.x0(); x < w.x1(); x++) {
        if (Math.abs(x - box.centreX()) < 0.7 * box.width() && y < box.y1() + 10) {
          for (int c = 0; c < 3; c++) {
            planes.get(c).data()[planes.get(c).index(x, y)] = brown[c];
          }
        }
      }
    }
    return f;
  }

  /** Blotches of a size. */
  private static Frame blotches(int seed, int size) {
    PixelRect r = PixelRect.ofSize(320, 320);
    Random random = new Random(seed);
    List<Plane> planes = new ArrayList<>();
    for (int c = 0; c < 3; c++) {
      Plane p = Plane.zeros(r);
      float[] cells = new float[400 * 400];
      for (int i = 0; i < cells.length; i++) {
        cells[i] = random.nextFloat();
      }
      for (int y = 0; y < 320; y++) {
        for (int x = 0; x < 320; x++) {
          p.data()[p.index(x, y)] = cells[y / size * 400 + x / size];
        }
      }
      planes.add(p);
    }
    return Frame.opaque(planes.get(0), planes.get(1), planes.get(2));
  }
}
