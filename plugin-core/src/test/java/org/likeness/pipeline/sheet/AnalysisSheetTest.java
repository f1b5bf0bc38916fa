package org.likeness.pipeline.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.likeness.face.CropTemplate;
import org.likeness.face.FaceObservation;
import org.likeness.face.FrameSource;
import org.likeness.face.HeadPose;
import org.likeness.face.Landmarks;
import org.likeness.face.ShotAnalysis;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

class AnalysisSheetTest {
  private static final List<Integer> FRAMES = List.of(1, 2, 3, 4, 5, 6);

  @Test
  void thePageStandsAlone() throws IOException {
    String page = AnalysisSheet.page(analysis(), "shot", new GreyPlate(), 24, f -> {});
    assertThat(page).doesNotContain("<script").doesNotContain("<link").doesNotContain("http");
    assertThat(Pattern.compile("(src|href)=\"(?!data:)").matcher(page).find()).isFalse();
    assertThat(count(page, "<section><h2>Contact sheet")).isEqualTo(1);
    // Six frames; the first face is in five of them, the second in two.
    assertThat(count(page, "src=\"data:image/jpeg;base64,")).isEqualTo(6 + 5 + 2);
    assertThat(count(page, "<polygon class=\"crop\"")).isEqualTo(5 + 2);
    assertThat(page).contains("id:0").contains("id:7 Anna &amp; &lt;b&gt;").doesNotContain("<b>");
  }

  @Test
  void withoutAPlateThePlotsAreThere() throws IOException {
    String page = AnalysisSheet.page(analysis(), "a < b", null, 24, f -> {});
    assertThat(page).contains("<title>a &lt; b</title>").doesNotContain("Contact sheet");
    for (String plot : List.of("Pose, degrees", "Confidence", "Height of the face, px", "Jitter")) {
      assertThat(count(page, "aria-label=\"" + plot)).as(plot).isGreaterThanOrEqualTo(1);
    }
    assertThat(page).contains("No face in frames 6");
  }

  @Test
  void aLineBreaksWhereAFrameIsMissing() {
    String svg =
        new SheetPlot("x", 1, 6, List.of(4))
            .line("v", "#fff", false, Map.of(1, 1.0, 2, 2.0, 4, 3.0))
            .svg();
    String path = svg.replaceAll("(?s).*class=\"line\" stroke=\"#fff\" d=\"([^\"]*)\".*", "$1");
    assertThat(count(path, "M")).isEqualTo(2);
    assertThat(count(path, "L")).isEqualTo(1);
    assertThat(svg).contains("class=\"cut\"");
  }

  @Test
  void framesAreSpreadOverTheShot() {
    assertThat(SheetPictures.spread(FRAMES, 3)).containsExactly(1, 3, 6);
    assertThat(SheetPictures.spread(FRAMES, 24)).isEqualTo(FRAMES);
    assertThat(SheetPictures.spread(FRAMES, 1)).containsExactly(1);
  }

  @Test
  void ticksAreRoundNumbers() {
    assertThat(SheetPlot.step(0.03)).isCloseTo(0.05, within(1e-9));
    assertThat(SheetPlot.step(11)).isCloseTo(20, within(1e-9));
    assertThat(SheetPlot.step(5)).isCloseTo(5, within(1e-9));
  }

  /** A plate of 160 pixels twice as wide as high is shown, and drawn over, as one of 320. */
  @Test
  void anAnamorphicPlateIsShownAsItIsLookedAt() throws IOException {
    FrameSource narrow =
        new FrameSource() {
          @Override
          public List<Integer> frames() {
            return FRAMES;
          }

          @Override
          public Frame read(int frame) {
            PixelRect r = PixelRect.ofSize(160, 180);
            Plane p = Plane.filled(r, 0.2f);
            return new Frame(r, r, 2f, p, p, p, null);
          }
        };
    String page = AnalysisSheet.page(squeezed(), "shot", narrow, 24, f -> {});
    String square = AnalysisSheet.page(analysis(), "shot", new GreyPlate(), 24, f -> {});
    assertThat(polygons(square)).isNotEmpty();
    assertThat(polygons(page)).isEqualTo(polygons(square));
    assertThat(page).contains("viewBox=\"0.0 0 320.0 180\"");
    assertThat(jpegs(page)).isEqualTo(jpegs(square));
  }

  private static List<String> polygons(String page) {
    return Pattern.compile("<polygon class=\"crop\"[^>]*>")
        .matcher(page)
        .results()
        .map(m -> m.group())
        .toList();
  }

  /** The pictures: all grey, so that they are the same where their sizes are. */
  private static List<String> jpegs(String page) {
    return Pattern.compile("src=\"data:image/jpeg;base64,[^\"]*\"")
        .matcher(page)
        .results()
        .map(m -> m.group())
        .toList();
  }

  private static ShotAnalysis squeezed() {
    ShotAnalysis a = analysis();
    List<ShotAnalysis.Track> tracks =
        a.tracks().stream()
            .map(
                t ->
                    new ShotAnalysis.Track(
                        t.id(),
                        t.name(),
                        t.identity(),
                        t.observations().stream().map(o -> o.stretched(0.5)).toList()))
            .toList();
    return new ShotAnalysis(a.models(), a.plateSha256(), FRAMES, tracks);
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  private static ShotAnalysis analysis() {
    List<FaceObservation> first = new ArrayList<>();
    List<FaceObservation> second = new ArrayList<>();
    for (int f = 1; f <= 5; f++) {
      first.add(face(0, f, 100 + f));
      if (f > 3) {
        second.add(face(7, f, 220));
      }
    }
    return new ShotAnalysis(
        Map.of("mesh", "0123456789abcdef"),
        "fedcba9876543210",
        FRAMES,
        List.of(
            new ShotAnalysis.Track(0, first), new ShotAnalysis.Track(7, "Anna & <b>", "", second)));
  }

  private static FaceObservation face(int id, int frame, double x) {
    float[] template = CropTemplate.byId(CropTemplate.WHOLE_FACE_V1).xyz();
    float[] xyz = new float[template.length];
    for (int i = 0; i < xyz.length; i++) {
      xyz[i] = (float) (60 * template[i] + (i % 3 == 0 ? x : i % 3 == 1 ? 90 : 0));
    }
    return new FaceObservation(
        id,
        frame,
        0.9f,
        new Landmarks(xyz, 0.95f),
        new HeadPose(frame, 0, 0),
        EnumSet.noneOf(FaceObservation.Flag.class));
  }

  /**
   * Frames 1 and 6 and one between are asked for; the sixth has no face, so the fourth is taken.
   */
  private static final class GreyPlate implements FrameSource {
    @Override
    public List<Integer> frames() {
      return FRAMES;
    }

    @Override
    public Frame read(int frame) {
      Plane p = Plane.filled(PixelRect.ofSize(320, 180), 0.2f);
      return Frame.opaque(p, p, p);
    }
  }
}
