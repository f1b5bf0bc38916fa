package org.likeness.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.likeness.image.Affine2;
import org.likeness.image.PixelRect;

/** A face in pixels twice as wide as high is handled as the same face in square ones. */
class AnamorphicTest {
  private static final double ASPECT = 2;
  private static final CropTemplate TEMPLATE = CropTemplate.byId(CropTemplate.WHOLE_FACE_V1);
  private static final int FRAME = 20;

  @Test
  void itsCropIsTheSame() {
    FaceObservation face = TrackTest.face(0, FRAME, 400, 300, 120);
    FaceObservation narrow = face.stretched(1 / ASPECT);
    Affine2 square = FaceAligner.plateToCrop(face, TEMPLATE, 1.3, 256, 1);
    Affine2 own = FaceAligner.plateToCrop(narrow, TEMPLATE, 1.3, 256, ASPECT);
    for (int i = 0; i < Landmarks.COUNT; i += 30) {
      double x = narrow.landmarks().x(i);
      double y = narrow.landmarks().y(i);
      double u = square.mapX(ASPECT * x, y);
      double v = square.mapY(ASPECT * x, y);
      assertThat(own.mapX(x, y)).isCloseTo(u, within(1e-3));
      assertThat(own.mapY(x, y)).isCloseTo(v, within(1e-3));
    }
  }

  @Test
  void whatAPointPullsAlongLiesInACircle() {
    String keys =
        "{'do': 'points', 'track': 0, 'keys': [{'frame': 20, 'by': {'mesh:4': [%d, -8]}}]}";
    same(String.format(keys, 12), String.format(keys, 6));
  }

  @Test
  void aFaceThatIsTurnedKeepsItsShape() {
    String keys =
        "{'do': 'move', 'track': 0,"
            + " 'keys': [{'frame': 20, 'by': [%d, 4], 'scale': 1.1, 'turn': 30}]}";
    same(String.format(keys, 10), String.format(keys, 5));
  }

  private static void same(String square, String own) {
    Landmarks a = corrected(1, square).landmarks();
    Landmarks b = corrected(ASPECT, own).stretched(ASPECT).landmarks();
    Landmarks before = TrackTest.face(0, FRAME, 400, 300, 120).landmarks();
    double most = 0;
    for (int i = 0; i < Landmarks.COUNT; i++) {
      assertThat((double) b.x(i)).isCloseTo(a.x(i), within(0.1));
      assertThat((double) b.y(i)).isCloseTo(a.y(i), within(0.1));
      most = Math.max(most, Math.hypot(a.x(i) - before.x(i), a.y(i) - before.y(i)));
    }
    assertThat(most).isGreaterThan(5);
  }

  private static FaceObservation corrected(double aspect, String correction) {
    List<FaceObservation> faces = new ArrayList<>();
    List<Integer> frames = new ArrayList<>();
    for (int f = 1; f <= 2 * FRAME; f++) {
      frames.add(f);
      faces.add(TrackTest.face(0, f, 400, 300, 120).stretched(1 / aspect));
    }
    ShotAnalysis plain =
        new ShotAnalysis(
            Map.of(),
            aspect == 1 ? Map.of() : Map.of(PixelAspect.SETTING, Double.toString(aspect)),
            "",
            frames,
            PixelRect.ofSize(800, 600),
            List.of(),
            List.of(new ShotAnalysis.Track(0, faces)),
            List.of(),
            Corrections.NONE);
    String json = "{\"corrections\": [" + correction.replace('\'', '"') + "]}";
    ShotAnalysis edited = plain.with(plain.corrections().then(Corrections.parse(json), plain));
    return edited.tracks().get(0).at(FRAME).orElseThrow();
  }
}
