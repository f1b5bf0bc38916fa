package org.likeness.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.face.ClassicPoints;
import org.likeness.face.FaceDetail;
import org.likeness.face.FaceObservation;
import org.likeness.face.FacePoints;
import org.likeness.face.FaceShape;
import org.likeness.face.HeadPose;
import org.likeness.face.ShotAnalysis;
import org.likeness.image.Affine2;
import org.likeness.image.CropBend;
import org.likeness.image.PixelRect;
import org.likeness.model.ModelFile;
import org.likeness.model.ModelManifest;

/** Jaw and brows are brought to the identity's, so far and no further. */
class ShapeBendTest {
  @TempDir static Path dir;
  private static Path model = Path.of("");
  private static Path bare = Path.of("");
  private static Path analysis = Path.of("");
  private static FaceShape performer = new FaceShape(new float[54]);

  @BeforeAll
  static void make() throws Exception {
    List<FaceObservation> seen = new ArrayList<>();
    for (int f = 1; f <= 3; f++) {
      seen.add(face(f));
    }
    analysis = dir.resolve("shot.analysis");
    new ShotAnalysis(Map.of(), "", List.of(1, 2, 3), List.of(new ShotAnalysis.Track(0, seen)))
        .write(analysis);
    performer = FaceShape.of(List.of(FaceShape.look(face(1), 1).orElseThrow())).orElseThrow();
    bare = TestModels.write(dir.resolve("bare.onnx"), TestModels.RIGHTS);
    model = dir.resolve("shape.onnx");
    ModelManifest m = ModelFile.readManifest(bare);
    Files.write(
        model,
        ModelFile.withManifest(
            Files.readAllBytes(bare), m.withShape("negative", wider(0.03f).numbers())));
  }

  private static FaceObservation face(int frame) {
    FaceObservation o = TestPlates.face(frame, 90 + 2 * frame, 60, 60);
    float[] xy = ClassicPoints.of(o.landmarks());
    FacePoints points = new FacePoints(xy, new float[68], new float[68]);
    return o.withDetail(
        FaceDetail.NONE.withPlaces(points, FacePoints.NONE, FaceDetail.NONE.iris()));
  }

  /** The performer's with a jaw that is wider by so much to each side. */
  private static FaceShape wider(float by) {
    float[] xy = performer.xy().clone();
    for (int i = 0; i < 17; i++) {
      xy[2 * i] += by * (8 - i) / 8 * -1;
    }
    return new FaceShape(xy);
  }

  private static SwapSettings settings(Path of, String... more) {
    Map<String, String> m = new HashMap<>();
    m.put("model", of.toString());
    m.put("identity", "negative");
    m.put("analysis", analysis.toString());
    m.put("matteCombine", "learned");
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

  @Test
  void theShapeIsSymmetricAndTheSameWhereverTheFaceIs() {
    FaceObservation far = TestPlates.face(9, 31.5, 88.25, 25);
    FacePoints points =
        new FacePoints(ClassicPoints.of(far.landmarks()), new float[68], new float[68]);
    FaceObservation o =
        far.withDetail(FaceDetail.NONE.withPlaces(points, FacePoints.NONE, FaceDetail.NONE.iris()));
    FaceShape same = FaceShape.of(List.of(FaceShape.look(o, 1).orElseThrow())).orElseThrow();
    for (int i = 0; i < 54; i++) {
      assertThat(same.xy()[i]).isCloseTo(performer.xy()[i], within(2e-3f));
    }
    for (int i = 0; i < 17; i++) {
      assertThat(performer.xy()[2 * i]).isEqualTo(-performer.xy()[2 * (16 - i)]);
    }
    assertThat(FaceShape.of(List.of(new FaceShape.Look(new float[136], 40, 0)))).isEmpty();
  }

  @Test
  void theJawIsReachedWithinTheLimitAndTheMiddleStays() {
    FaceObservation o = face(1);
    Affine2 map = Affine2.squareToCrop(92, 60, 78, 0, 64);
    for (double limit : new double[] {0.04, 0.01}) {
      CropBend bend = ShapeBend.of(performer, wider(0.03f), o, map, 64, 1.3, 1, limit);
      double wanted = Math.min(0.03, limit) / 1.3;
      // At the ear's end of the jaw, where it goes: what is read there lies back by the step.
      FacePoints p = o.detail().points();
      double u = map.mapX(p.xy()[2], p.xy()[3]) / 64;
      double v = map.mapY(p.xy()[2], p.xy()[3]) / 64;
      double reached = bend.dx(u - wanted * 7 / 8, v);
      assertThat(reached).isCloseTo(wanted * 7 / 8, within(0.25 * wanted));
      double most = 0;
      for (double y = 0; y <= 1; y += 0.01) {
        for (double x = 0; x <= 1; x += 0.01) {
          most = Math.max(most, Math.hypot(bend.dx(x, y), bend.dy(x, y)));
        }
      }
      assertThat(most).isLessThanOrEqualTo(limit / 1.3 + 1e-6).isGreaterThan(0.6 * wanted);
      assertThat(Math.abs(bend.dx(0.5, 0.5))).isLessThan(0.02 * wanted);
      assertThat(bend.dx(0, 0.5)).isZero();
      assertThat(bend.dx(0.5, 1)).isZero();
    }
  }

  @Test
  void inProfileNothingIsBent() {
    FaceObservation o = face(1);
    Affine2 map = Affine2.squareToCrop(92, 60, 78, 0, 64);
    double before = 1;
    for (int yaw : new int[] {0, 30, 45, 60, 80}) {
      FaceObservation turned =
          new FaceObservation(
              0, 1, 1f, o.landmarks(), new HeadPose(-yaw, 0, 0), o.flags(), o.detail());
      CropBend bend = ShapeBend.of(performer, wider(0.03f), turned, map, 64, 1.3, 1, 0.04);
      double most = 0;
      for (double y = 0; y <= 1; y += 0.02) {
        for (double x = 0; x <= 1; x += 0.02) {
          most = Math.max(most, Math.hypot(bend.dx(x, y), bend.dy(x, y)));
        }
      }
      assertThat(most).as("yaw %s", yaw).isLessThan(before);
      before = yaw >= 45 ? 1e-9 : most;
    }
  }

  @Test
  void atNoStrengthNothingChangesABit() {
    FrameResult plain = render(1, settings(bare));
    FrameResult known = render(1, settings(model, "shapeLimit", "9"));
    assertThat(known.face().g().data()).isEqualTo(plain.face().g().data());
    assertThat(known.compTile().g().data()).isEqualTo(plain.compTile().g().data());
    assertThat(known.messages()).isEqualTo(plain.messages());
  }

  @Test
  void theFaceGrowsWiderByWhatTheIdentityIsAndThePlateBesideItStays() {
    FrameResult plain = render(1, settings(model, "matteBlur", "0"));
    FrameResult bent = render(1, settings(model, "matteBlur", "0", "faceShape", "1"));
    double wider = width(bent) - width(plain);
    // At half of the face's height the jaw's ends are 0.03 of 60 pixels further out each.
    assertThat(wider).isBetween(0.8, 2 * 0.03 * 60 + 0.5);
    for (int y = 0; y < TestPlates.HEIGHT; y++) {
      for (int x = 0; x < TestPlates.WIDTH; x++) {
        if (bent.matte().get(x, y) == 0f) {
          assertThat(bent.comp().g().get(x, y)).isEqualTo(TestPlates.plate(1).g().get(x, y));
        }
      }
    }
  }

  /** Sum of the coverage along the line through the jaw's ends. */
  private static double width(FrameResult r) {
    double sum = 0;
    int y = Math.round(face(1).detail().points().xy()[2 * 2 + 1]);
    for (int x = r.window().x0(); x < r.window().x1(); x++) {
      sum += r.matte().get(x, y);
    }
    return sum;
  }

  @Test
  void theHeadIsBentInTheCompAloneAndNotBeyondTheCrop() {
    FrameResult plain = render(1, settings(model));
    FrameResult head = render(1, settings(model, "headShape", "1"));
    assertThat(head.face().g().data()).isEqualTo(plain.face().g().data());
    assertThat(head.matte().data()).isEqualTo(plain.matte().data());
    PixelRect crop = Compositor.footprint(plain.plateToCrop(), plain.cropSize());
    int changed = 0;
    for (int y = 0; y < TestPlates.HEIGHT; y++) {
      for (int x = 0; x < TestPlates.WIDTH; x++) {
        boolean same = head.comp().r().get(x, y) == plain.comp().r().get(x, y);
        changed += same ? 0 : 1;
        assertThat(same || crop.contains(x, y)).isTrue();
        assertThat(same || head.matte().get(x, y) < 1f).isTrue();
      }
    }
    assertThat(changed).isGreaterThan(50);
    FrameResult half = render(1, settings(model, "headShape", "1", "mix", "0.5"));
    assertThat(half.comp().r().data()).isNotEqualTo(head.comp().r().data());
  }

  /**
   * A correction counts for the frames whose pixels it changes: a face that is moved as a whole
   * keeps its shape, a point of the jaw changes the mean, and in profile nothing is bent.
   */
  @Test
  void aCorrectionCountsWhereItIsSeen() throws Exception {
    List<FaceObservation> seen = new ArrayList<>();
    for (int f = 1; f <= 3; f++) {
      seen.add(face(f));
    }
    FaceObservation o = face(4);
    HeadPose profile = new HeadPose(-70, 0, 0);
    seen.add(new FaceObservation(0, 4, 1f, o.landmarks(), profile, o.flags(), o.detail()));
    Path file = dir.resolve("turned.analysis");
    new ShotAnalysis(Map.of(), "", List.of(1, 2, 3, 4, 5), List.of(new ShotAnalysis.Track(0, seen)))
        .write(file);
    assertThat(touched(file, 2, "'by':[4,0]")).containsExactly(2);
    assertThat(touched(file, 2, "'scale':1.1")).containsExactly(2);
    assertThat(touched(file, 2, "'point:3':[-3,0]")).containsExactly(1, 2, 3);
    assertThat(touched(file, 4, "'point:3':[-3,0]")).containsExactly(4);
  }

  private static List<Integer> touched(Path file, int frame, String by) {
    String key =
        "{'frame':" + frame + "," + (by.contains("point") ? "'by':{" + by + "}" : by) + "}";
    String json =
        ("{'corrections':[{'do':'%s','track':0,'fade':0,'keys':[%s]}]}"
                .formatted(by.contains("point") ? "points" : "move", key))
            .replace('\'', '"');
    List<String> plain = List.of("analysis", file.toString(), "layers", "rgba", "faceShape", "1");
    List<String> corrected = new ArrayList<>(plain);
    corrected.addAll(List.of("corrections", json));
    List<Integer> out = new ArrayList<>();
    try (FramePipeline before = FramePipeline.open(settings(model, plain.toArray(new String[0])));
        FramePipeline after =
            FramePipeline.open(settings(model, corrected.toArray(new String[0])))) {
      for (int f = 1; f <= 5; f++) {
        if (!before.faceSha256(f).equals(after.faceSha256(f))) {
          out.add(f);
        }
      }
    }
    return out;
  }

  @Test
  void whatIsNotKnownIsSaid() {
    assertThat(render(1, settings(bare, "faceShape", "0.5")).messages())
        .anyMatch(m -> m.contains("does not know the shape of the identity negative"));
    SwapSettings alone = settings(model, "analysis", "", "faceShape", "0.5");
    try (FramePipeline p = FramePipeline.open(alone)) {
      FrameResult r = p.render(TestPlates.plate(1), 1, TestPlates.track(), alone);
      assertThat(r.messages()).anyMatch(m -> m.contains("the performer's shape is not known"));
    }
  }
}
