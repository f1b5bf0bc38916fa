package org.likeness.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.exr.ExrAttribute;
import org.likeness.exr.ExrPart;
import org.likeness.face.FaceObservation;
import org.likeness.face.ShotAnalysis;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.pipeline.layers.FaceHull;
import org.likeness.pipeline.layers.Layer;

/** Several faces in one frame, each with its identity, nearer ones over farther ones. */
class SeveralFacesTest {
  @TempDir static Path dir;
  private static Path model = Path.of("");
  private static Path analysis = Path.of("");

  /** The large face is nearer; it passes before the small one in frame 2. */
  @BeforeAll
  static void make() throws Exception {
    model = TestModels.write(dir.resolve("test.onnx"), TestModels.RIGHTS);
    List<FaceObservation> near = new ArrayList<>();
    List<FaceObservation> far = new ArrayList<>();
    List<FaceObservation> third = new ArrayList<>();
    for (int f = 1; f <= 3; f++) {
      near.add(of(0, TestPlates.face(f, f == 1 ? 50 : 90, 60, 60)));
      far.add(of(1, TestPlates.face(f, 120, 58, 40)));
      third.add(of(2, TestPlates.face(f, 176, 60, 50)));
    }
    analysis = dir.resolve("shot.analysis");
    new ShotAnalysis(
            Map.of(),
            "",
            List.of(1, 2, 3),
            List.of(
                new ShotAnalysis.Track(0, "ana", "", near),
                new ShotAnalysis.Track(1, "ben", "", far),
                new ShotAnalysis.Track(2, third)))
        .write(analysis);
  }

  private static FaceObservation of(int track, FaceObservation o) {
    return new FaceObservation(
        track, o.frame(), o.score(), o.landmarks(), o.pose(), o.flags(), o.detail());
  }

  private static SwapSettings settings(String... more) {
    Map<String, String> m = new HashMap<>();
    m.put("model", model.toString());
    m.put("analysis", analysis.toString());
    m.put("matteBlur", "1");
    m.put("matteCombine", "learned");
    m.put("colourMatch", "0");
    for (int i = 0; i < more.length; i += 2) {
      m.put(more[i], more[i + 1]);
    }
    return SwapSettings.of(m);
  }

  private static FrameResult render(int frame, SwapSettings s) {
    try (FramePipeline p = FramePipeline.open(s)) {
      return p.render(TestPlates.plate(frame), frame, s);
    }
  }

  private static final String BOTH = "id:0=negative; id:1=tint";

  @Test
  void facesApartAreWhatEachIsAlone() {
    FrameResult both = render(1, settings("faces", BOTH));
    FrameResult left = render(1, settings("face", "id:0", "identity", "negative"));
    FrameResult right = render(1, settings("face", "name:ben", "identity", "tint"));
    assertThat(both.window()).isEqualTo(left.window().union(right.window()));
    for (FrameResult one : List.of(left, right)) {
      PixelRect w = one.window();
      for (int y = w.y0(); y < w.y1(); y++) {
        for (int x = w.x0(); x < w.x1(); x++) {
          assertThat(both.matte().get(x, y)).isEqualTo(one.matte().get(x, y));
          assertThat(both.face().g().get(x, y)).isEqualTo(one.face().g().get(x, y));
          assertThat(both.comp().g().get(x, y)).isEqualTo(one.comp().g().get(x, y));
        }
      }
    }
    assertThat(both.messages()).isEmpty();
  }

  @Test
  void theNearerFaceLiesOverTheFartherInWhateverOrderTheyAreNamed() {
    FrameResult r = render(2, settings("faces", BOTH));
    FrameResult near = render(2, settings("face", "id:0", "identity", "negative"));
    FrameResult far = render(2, settings("face", "id:1", "identity", "tint"));
    Plane hull = FaceHull.of(TestPlates.face(2, 90, 60, 60)).over(r.window());
    int hidden = 0;
    for (int y = r.window().y0(); y < r.window().y1(); y++) {
      for (int x = r.window().x0(); x < r.window().x1(); x++) {
        float a = near.matte().get(x, y);
        float b = far.matte().get(x, y) * (1 - hull.get(x, y));
        assertThat(r.matte().get(x, y)).isCloseTo(a + b * (1 - a), within(1e-3f));
        if (hull.get(x, y) == 1f && far.matte().get(x, y) > 0.5f) {
          hidden++;
          assertThat(r.comp().r().get(x, y)).isEqualTo(near.comp().r().get(x, y));
        }
      }
    }
    assertThat(hidden).as("pixels in which both lie").isGreaterThan(30);
    FrameResult other = render(2, settings("faces", "name:ben=tint;id:0=negative"));
    assertThat(other.comp().g().data()).isEqualTo(r.comp().g().data());
    assertThat(other.face().b().data()).isEqualTo(r.face().b().data());
    FrameResult asListed =
        render(2, settings("faces", "id:1=tint;id:0=negative", "faceOrder", "list"));
    assertThat(asListed.comp().g().data()).isNotEqualTo(r.comp().g().data());
    for (int y = r.window().y0(); y < r.window().y1(); y++) {
      for (int x = r.window().x0(); x < r.window().x1(); x++) {
        if (far.matte().get(x, y) == 1f) {
          assertThat(asListed.comp().g().get(x, y)).isEqualTo(far.comp().g().get(x, y));
        }
      }
    }
  }

  /** The farther face ends where a nearer one begins, also where that one stays. */
  @Test
  void aFaceThatStaysHoldsFartherOnesOut() {
    FrameResult alone = render(2, settings("faces", "id:1=tint"));
    Plane hull = FaceHull.of(TestPlates.face(2, 90, 60, 60)).over(alone.window());
    FrameResult far = render(2, settings("face", "id:1", "identity", "tint"));
    int held = 0;
    for (int y = far.window().y0(); y < far.window().y1(); y++) {
      for (int x = far.window().x0(); x < far.window().x1(); x++) {
        if (hull.get(x, y) == 1f && far.matte().get(x, y) > 0.5f) {
          held++;
          assertThat(alone.matte().get(x, y)).isZero();
          assertThat(alone.comp().g().get(x, y)).isEqualTo(TestPlates.plate(2).g().get(x, y));
        }
      }
    }
    assertThat(held).isGreaterThan(30);
  }

  @Test
  void theLayersHoldEachFaceWhereItIsSeen() {
    SwapSettings s = settings("faces", BOTH);
    FrameResult r = render(2, s);
    FrameResult near = render(2, settings("face", "id:0", "identity", "negative"));
    FrameResult far = render(2, settings("face", "id:1", "identity", "tint"));
    LayerPlanes all = new LayerPlanes(r);
    PixelRect w = all.wide();
    Plane u = all.planes(Layer.STMAP, w).get(0);
    Plane ofNear = new LayerPlanes(near).planes(Layer.STMAP, w).get(0);
    Plane ofFar = new LayerPlanes(far).planes(Layer.STMAP, w).get(0);
    assertThat(u.get(90, 60)).isEqualTo(ofNear.get(90, 60)).isNotEqualTo(ofFar.get(90, 60));
    assertThat(u.get(131, 58)).isEqualTo(ofFar.get(131, 58)).isNotEqualTo(ofNear.get(131, 58));
    assertThat(all.planes(Layer.RAW, w).get(1).get(131, 58))
        .isEqualTo(new LayerPlanes(far).planes(Layer.RAW, w).get(1).get(131, 58));
    List<ExrPart> parts = LayerSet.of(r, OutputChoice.FACE, s, List.of(), new Provenance(Map.of()));
    assertThat(
            parts.get(0).attributes().stream()
                .filter(a -> a.name().endsWith("/manifest"))
                .map(ExrAttribute::value)
                .map(String::valueOf))
        .first()
        .asString()
        .contains("\"ana\"")
        .contains("\"ben\"")
        .contains("\"face2\"");
    Plane first = parts.get(0).channel("cryptoFace00.G").orElseThrow().plane();
    Plane second = parts.get(0).channel("cryptoFace00.A").orElseThrow().plane();
    for (int i = 0; i < first.data().length; i++) {
      assertThat(first.data()[i] + second.data()[i]).isLessThanOrEqualTo(1.0001f);
    }
  }

  /** Put over one another, the nearest last, they are the whole picture. */
  @Test
  void theLayersOfEachFaceMakeUpTheWhole() {
    SwapSettings s = settings("faces", "name:ben=tint;id:0=negative", "layers", "each");
    FrameResult r = render(2, s);
    ExrPart p = LayerSet.of(r, OutputChoice.FACE, s, List.of(), new Provenance(Map.of())).get(0);
    assertThat(p.attribute(LayerSet.NEAR_FIRST).orElseThrow().value()).isEqualTo("ana,ben");
    double both = 0;
    for (String c : List.of("R", "G", "B", "A")) {
      float[] all = p.channel(c).orElseThrow().plane().data();
      float[] near = p.channel("ana_face." + c).orElseThrow().plane().data();
      float[] far = p.channel("ben_face." + c).orElseThrow().plane().data();
      float[] a = p.channel("ana_face.A").orElseThrow().plane().data();
      for (int i = 0; i < all.length; i++) {
        assertThat(all[i]).isEqualTo(near[i] + far[i] * (1f - a[i]));
        both += a[i] > 0 && far[i] != 0 ? 1 : 0;
      }
    }
    assertThat(both).as("pixels that both touch").isGreaterThan(10);
    FrameResult near = render(2, settings("face", "id:0", "identity", "negative"));
    Plane hull = new LayerPlanes(near).planes(Layer.HULL, p.dataWindow()).get(0);
    assertThat(p.channel("ana_hull.A").orElseThrow().plane().data()).isEqualTo(hull.data());
    assertThat(p.channel("ben_hull.A").orElseThrow().plane().data()).isNotEqualTo(hull.data());
    assertThat(p.channel("ana_comp.R")).isEmpty();
  }

  @Test
  void theSameBytesInAnyOrderAndOnFourThreads() throws Exception {
    SwapSettings s = settings("faces", BOTH, "grain", "1", "shutterAngle", "180");
    FrameResult alone = render(2, s);
    ExecutorService four = Executors.newFixedThreadPool(4);
    try (FramePipeline p = FramePipeline.open(s)) {
      List<Future<FrameResult>> all = new ArrayList<>();
      for (int f : new int[] {3, 2, 1, 2}) {
        all.add(four.submit(() -> p.render(TestPlates.plate(f), f, s)));
      }
      for (int i : new int[] {1, 3}) {
        assertThat(all.get(i).get().face().g().data()).isEqualTo(alone.face().g().data());
        assertThat(all.get(i).get().compTile().r().data()).isEqualTo(alone.compTile().r().data());
      }
      String hash = p.faceSha256(2);
      assertThat(hash).isEqualTo(p.faceSha256(2)).isNotEqualTo(p.faceSha256(1));
      Provenance told = Provenance.of(p, s, "test");
      assertThat(told.fields()).containsEntry("identity", "negative, tint");
      assertThat(told.fields().get("settings")).contains("id:1=tint");
    } finally {
      four.shutdownNow();
    }
  }

  @Test
  void noFolderOfAMachineIsTold() {
    String told =
        Provenance.settingsJson(
            settings(
                "face", "like:/mnt/show/ana.png", "faces", "id:0=tint@/mnt/show/m.onnx;right="));
    assertThat(told).doesNotContain("/mnt").contains("like:ana.png", "id:0=tint@m.onnx; right=");
  }

  @Test
  void whatIsWrongWithTheListIsSaid() {
    assertThatThrownBy(() -> settings("faces", "id:0"))
        .hasMessageContaining("FACE=IDENTITY")
        .hasMessageContaining("id:0");
    assertThatThrownBy(() -> settings("faces", "id:0=tint;id:0=negative"))
        .hasMessageContaining("twice");
    assertThatThrownBy(() -> FramePipeline.open(settings("faces", "id:0=cleo")))
        .hasMessageContaining("cleo");
    assertThatThrownBy(() -> FramePipeline.open(settings("faces", "id:7=tint")))
        .hasMessageContaining("id:7");
    FrameResult same = render(1, settings("faces", "id:0=negative;name:ana=tint"));
    assertThat(same.messages()).anyMatch(m -> m.contains("face name:ana: another entry"));
    assertThat(same.window())
        .isEqualTo(render(1, settings("face", "id:0", "identity", "negative")).window());
  }
}
