package org.likeness.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.likeness.image.Affine2;
import org.likeness.image.PixelRect;
import org.likeness.pipeline.export.AnalysisExport;

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

  /** What Nuke's corner pin lays onto the face lies at the same place, and is square to the eye. */
  @Test
  void itsCornerPinIsTheSame() {
    double[] square = corners(1);
    double[] own = corners(ASPECT);
    assertThat(square).hasSize(8);
    for (int i = 0; i < 8; i += 2) {
      assertThat(ASPECT * own[i]).isCloseTo(square[i], within(0.01));
      assertThat(own[i + 1]).isCloseTo(square[i + 1], within(0.01));
    }
    // to1 lies on the lower left, to2 on the lower right, to3 above it.
    double across = Math.hypot(square[2] - square[0], square[3] - square[1]);
    double up = Math.hypot(square[4] - square[2], square[5] - square[3]);
    assertThat(across).isCloseTo(up, within(0.01));
  }

  private static double[] corners(double aspect) {
    byte[] nk =
        new AnalysisExport(plain(aspect), FaceChoice.parse("id:0"), List.of(), 0)
            .write(AnalysisExport.Format.NUKE_CORNERPIN, null);
    return Pattern.compile(
            " to[1-4] \\{\\{curve[^}]* x"
                + FRAME
                + " (\\S+)[^}]*} \\{curve[^}]* x"
                + FRAME
                + " (\\S+)")
        .matcher(new String(nk, StandardCharsets.UTF_8))
        .results()
        .flatMapToDouble(
            m -> DoubleStream.of(Double.parseDouble(m.group(1)), Double.parseDouble(m.group(2))))
        .toArray();
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
    ShotAnalysis plain = plain(aspect);
    String json = "{\"corrections\": [" + correction.replace('\'', '"') + "]}";
    ShotAnalysis edited = plain.with(plain.corrections().then(Corrections.parse(json), plain));
    return edited.tracks().get(0).at(FRAME).orElseThrow();
  }

  private static ShotAnalysis plain(double aspect) {
    List<FaceObservation> faces = new ArrayList<>();
    List<Integer> frames = new ArrayList<>();
    for (int f = 1; f <= 2 * FRAME; f++) {
      frames.add(f);
      faces.add(TrackTest.face(0, f, 400, 300, 120).stretched(1 / aspect));
    }
    return new ShotAnalysis(
        Map.of(),
        aspect == 1 ? Map.of() : Map.of(PixelAspect.SETTING, Double.toString(aspect)),
        "",
        frames,
        PixelRect.ofSize(800, 600),
        List.of(),
        List.of(new ShotAnalysis.Track(0, faces)),
        List.of(),
        Corrections.NONE);
  }
}
