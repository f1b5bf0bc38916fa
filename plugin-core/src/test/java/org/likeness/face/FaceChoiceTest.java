package org.likeness.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaceChoiceTest {
  private static final float[] ANA = TrackBuilderTest.person(1);
  private static final float[] BEN = TrackBuilderTest.person(2);
  private static final float[] CAT = TrackBuilderTest.person(3);

  /** Small ana left, large ben right in frames 1 to 5; ben once more, as another track, in 9. */
  private static final ShotAnalysis SHOT = shot();

  @Test
  void bySizeAndSide() {
    assertThat(id("largest")).isEqualTo(1);
    assertThat(id("left")).isZero();
    assertThat(id("right")).isEqualTo(1);
    ShotAnalysis none = new ShotAnalysis(Map.of(), "", List.of(1), List.of());
    assertThat(none.track(FaceChoice.parse("largest")).at(1)).isEmpty();
  }

  @Test
  void byTrack() {
    assertThat(id("id:0")).isZero();
    assertThatThrownBy(() -> id("id:7"))
        .hasMessage("face id:7: the analysis has the tracks id:0, id:1, id:2");
  }

  @Test
  void byName() {
    assertThat(id("name:Ana")).isZero();
    assertThat(id("name: ben ")).isEqualTo(1);
    assertThat(id("name:the boss")).as("the artist's own name").isEqualTo(1);
    assertThat(SHOT.track(FaceChoice.parse("name:ben")).at(9).orElseThrow().trackId())
        .as("both of ben's tracks")
        .isEqualTo(2);
    assertThatThrownBy(() -> id("name:dora"))
        .hasMessage("face name:dora: the analysis knows ana, ben, the boss");
    ShotAnalysis nameless =
        new ShotAnalysis(
            Map.of(), "", List.of(1), List.of(new ShotAnalysis.Track(0, List.of(face(0, 1)))));
    assertThatThrownBy(() -> nameless.track(FaceChoice.parse("name:ben")))
        .hasMessageContaining("names nobody; analyse with --gallery");
  }

  @Test
  void byPlace() {
    assertThat(id("at:110,90@3")).isZero();
    assertThat(id("at: 400.5 , 110 @ 3")).isEqualTo(1);
    assertThat(id("at:400,110")).as("the first frame with a face there").isEqualTo(1);
    assertThatThrownBy(() -> id("at:250,600@3"))
        .hasMessageStartingWith(
            "face at:250,600@3: no face is there in frame 3, which has id:0 at ");
    assertThatThrownBy(() -> id("at:100,100@7"))
        .hasMessage("face at:100,100@7: the analysis has no face in frame 7");
    assertThatThrownBy(() -> id("at:-5000,0")).hasMessageContaining("ever comes there");
  }

  @Test
  void byAPicture() {
    FaceChoice like = FaceChoice.parse("like:cast/ben.jpg");
    FaceTrack ben = SHOT.track(like, BEN);
    assertThat(ben.at(3).orElseThrow().trackId()).isEqualTo(1);
    assertThat(ben.at(9).orElseThrow().trackId()).as("his other track too").isEqualTo(2);
    assertThatThrownBy(() -> SHOT.track(like, CAT))
        .hasMessageContaining("no face of the analysis is like it; the nearest is id:");
  }

  @Test
  void inOneFrameWithoutAnAnalysis() {
    List<FaceObservation> faces = List.of(face(0, 1), face(1, 1));
    assertThat(FaceChoice.parse("at:390,90").among(faces)).isSameAs(faces.get(1));
    assertThat(FaceChoice.parse("at:780,180").scaled(0.5, 0.5).among(faces)).isSameAs(faces.get(1));
    assertThat(FaceChoice.parse("at:2000,90").among(faces)).isNull();
    assertThat(IdentityGallery.mostAlike(faces, ANA)).containsSame(faces.get(0));
    assertThat(IdentityGallery.mostAlike(faces, CAT)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "largest",
        "left",
        "right",
        "id:12",
        "name:ben",
        "at:3,4.5@1001",
        "at:3,4",
        "like:a b.png"
      })
  void whatIsReadIsWrittenTheSame(String text) {
    assertThat(FaceChoice.parse(" " + text + " ").toString()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "biggest", "id:", "id:x", "name:", "at:1", "at:1,2@", "like: "})
  void whatCannotBeReadIsRefusedWithAllForms(String text) {
    assertThatThrownBy(() -> FaceChoice.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining("largest, left, right, id:N")
        .hasMessageContaining("like:FILE");
  }

  private static int id(String choice) {
    return SHOT.track(FaceChoice.parse(choice)).at(3).orElseThrow().trackId();
  }

  private static FaceObservation face(int track, int frame) {
    FaceObservation o =
        track == 0
            ? TrackTest.face(0, frame, 100, 100, 50)
            : TrackTest.face(track, frame, 400, 100, 90);
    return o.withDetail(FaceDetail.NONE.withIdentity(track == 0 ? ANA : BEN));
  }

  private static ShotAnalysis shot() {
    List<FaceObservation> small = new ArrayList<>();
    List<FaceObservation> large = new ArrayList<>();
    for (int f = 1; f <= 5; f++) {
      small.add(face(0, f));
      large.add(face(1, f));
    }
    return new ShotAnalysis(
        Map.of(),
        "",
        List.of(1, 2, 3, 4, 5, 9),
        List.of(
            new ShotAnalysis.Track(0, "", "ana", small),
            new ShotAnalysis.Track(1, "the boss", "ben", large),
            new ShotAnalysis.Track(2, "", "ben", List.of(face(2, 9)))));
  }
}
