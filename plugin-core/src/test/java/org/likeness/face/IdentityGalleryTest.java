package org.likeness.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.image.opencv.PictureIo;

class IdentityGalleryTest {
  private static final float[] ANA = TrackBuilderTest.person(1);
  private static final float[] BEN = TrackBuilderTest.person(2);
  private static final float[] CAT = TrackBuilderTest.person(3);
  private static final IdentityGallery CAST =
      new IdentityGallery(
          "ab12",
          List.of(
              new IdentityGallery.Person("ben", 4, BEN),
              new IdentityGallery.Person("ana", 7, ANA)));

  @TempDir Path dir;

  @Test
  void aFileHoldsThePeopleAndIsTheSameEachTime() throws IOException {
    Path file = dir.resolve("new/cast.gallery");
    CAST.write(file);
    IdentityGallery read = IdentityGallery.read(file);
    assertThat(read.network()).isEqualTo("ab12");
    assertThat(read.people().stream().map(IdentityGallery.Person::name))
        .containsExactly("ana", "ben");
    assertThat(read.people().get(0).pictures()).isEqualTo(7);
    assertThat(IdentityVectors.likeness(read.people().get(0).vector(), ANA))
        .isCloseTo(1, within(1e-6));
    byte[] bytes = Files.readAllBytes(file);
    read.write(file);
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
  }

  @Test
  void whatIsNoGalleryIsRefusedByNameAndReason() throws IOException {
    assertRefused("{", "is not a gallery of Likeness");
    assertRefused("{\"format\": \"something\"}", "is not a gallery of Likeness");
    Path file = dir.resolve("cast.gallery");
    CAST.write(file);
    String good = Files.readString(file);
    assertRefused(good.replace("\"version\" : 1", "\"version\" : 9"), "format 9, this program");
    assertRefused(good.replace("\"ben\"", "\"ana\""), "ana twice");
    assertRefused(good.replace("\"ben\"", "\" \""), "a person without a name");
    assertRefused(
        good.replaceFirst("\"identity\" : \\[ [-0-9.E]+,", "\"identity\" : ["),
        "ana with 127 numbers instead of 128");
    assertRefused(
        good.replaceFirst("\"identity\" : \\[ [-0-9.E]+,", "\"identity\" : [ \"x\","),
        "among the numbers");
    assertRefused(
        good.replaceFirst("\"identity\" : \\[ [-0-9.E]+,", "\"identity\" : [ 3,"), "length 3");
    assertThatThrownBy(() -> IdentityGallery.read(dir.resolve("none")))
        .hasMessageEndingWith("none: no such gallery file");
  }

  private void assertRefused(String text, String why) throws IOException {
    Path file = dir.resolve("bad.gallery");
    Files.writeString(file, text);
    assertThatThrownBy(() -> IdentityGallery.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("bad.gallery")
        .hasMessageContaining(why);
  }

  @Test
  void tracksGetNamesOnlyWhereThatIsSure() {
    ShotAnalysis told =
        CAST.recognise(
            shot(
                track(0, ANA, 1, 5),
                track(1, BEN, 1, 5),
                track(2, CAT, 1, 5),
                track(3, between(ANA, BEN), 6, 9),
                track(4, BEN, 6, 9),
                track(5, between(BEN, between(BEN, CAT)), 4, 5)));
    assertThat(told.tracks().stream().map(ShotAnalysis.Track::identity))
        .as("nobody is two people, in doubt no name, and not twice in one frame")
        .containsExactly("ana", "ben", "", "", "ben", "");
  }

  @Test
  void vectorsOfAnotherNetAreNotCompared() {
    ShotAnalysis other = new ShotAnalysis(Map.of("identity", "cd"), "", List.of(1), List.of());
    assertThatThrownBy(() -> CAST.recognise(other))
        .hasMessageContaining("another identity network");
  }

  @Test
  void figuresCountWhoWasNamedAndWhoWasRight() {
    Map<String, List<float[]>> asked =
        Map.of(
            "ana", List.of(ANA, ANA, CAT),
            "ben", List.of(ANA, BEN),
            "stranger", List.of(CAT, BEN));
    GalleryFigures f = GalleryFigures.ofPictures(CAST, asked);
    assertThat(f.known()).isEqualTo(5);
    assertThat(f.strangers()).isEqualTo(2);
    assertThat(f.named()).isEqualTo(5);
    assertThat(f.right()).isEqualTo(3);
    assertThat(f.precision()).isCloseTo(0.6, within(1e-9));
    assertThat(f.recall()).isCloseTo(0.6, within(1e-9));
    assertThat(GalleryFigures.auc(List.of(0.9, 0.5), List.of(0.1, 0.5, 0.7)))
        .isCloseTo((3 + 1.5) / 6, within(1e-12));
  }

  @Test
  void actorsAreTakenFromPicturesAndFoundInOthers() throws IOException {
    Path actors = Actors.folder();
    try (FaceFinder finder = FaceFinder.open(Weights.store())) {
      for (String who : List.of("ana", "ben")) {
        for (int i = 1; i <= 6; i++) {
          String name = String.format(Locale.ROOT, "%04d.jpg", i);
          Path to = Files.createDirectories(dir.resolve("cast").resolve(who)).resolve(name);
          Files.copy(actors.resolve("faces").resolve(who).resolve("img").resolve(name), to);
        }
      }
      List<String> remarks = new ArrayList<>();
      IdentityGallery cast =
          IdentityGallery.make(finder, PictureIo::read, dir.resolve("cast"), remarks::add);
      assertThat(cast.people()).hasSize(2);
      assertThat(cast.people().get(0).pictures() + remarks.size()).isGreaterThanOrEqualTo(6);
      int right = 0;
      int asked = 0;
      for (String who : List.of("ana", "ben")) {
        for (int i = 11; i <= 16; i++) {
          for (FaceObservation o : finder.findDisplay(Actors.image(who, i), i)) {
            if (SeenFace.of(o, 0).quality() < Tracklet.LEAST_QUALITY) {
              continue;
            }
            asked++;
            IdentityGallery.Match m = cast.match(o.detail().identity()).orElseThrow();
            assertThat(m.person().name()).as(who + " " + i).isEqualTo(who);
            right += m.surePicture() ? 1 : 0;
          }
        }
      }
      assertThat(asked).isGreaterThan(8);
      assertThat(right).as("of " + asked + " surely").isGreaterThan(asked * 2 / 3);
      Files.createDirectories(dir.resolve("empty/dora"));
      assertThatThrownBy(
              () -> IdentityGallery.make(finder, PictureIo::read, dir.resolve("empty"), r -> {}))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("dora: holds no pictures");
      assertThatThrownBy(
              () ->
                  IdentityGallery.make(finder, PictureIo::read, dir.resolve("empty/dora"), r -> {}))
          .hasMessageContaining("holds no folders; make one for each person");
    }
  }

  private static float[] between(float[] a, float[] b) {
    float[] out = new float[a.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = a[i] + b[i];
    }
    return IdentityVectors.unit(out);
  }

  private static ShotAnalysis shot(ShotAnalysis.Track... tracks) {
    return new ShotAnalysis(
        Map.of("identity", "ab12"), "", List.of(1, 2, 3, 4, 5, 6, 7, 8, 9), List.of(tracks));
  }

  private static ShotAnalysis.Track track(int id, float[] vector, int from, int to) {
    List<FaceObservation> faces = new ArrayList<>();
    for (int f = from; f <= to; f++) {
      faces.add(
          TrackTest.face(id, f, 100 + 200.0 * id, 100, 120)
              .withDetail(FaceDetail.NONE.withIdentity(vector)));
    }
    return new ShotAnalysis.Track(id, faces);
  }
}
