package org.likeness.train.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.image.opencv.PictureIo;
import org.likeness.train.data.FaceRecord;
import org.likeness.train.data.Faceset;
import org.likeness.train.data.VideoReader;
import org.likeness.train.data.coverage.IdentityFace;
import org.likeness.train.data.coverage.TrainingPick;
import org.likeness.train.data.traits.FaceTraits;

class ExtractCommandTest {
  private static final String[] PICTURES = {"0001", "0002", "0003", "0004", "0005", "0006"};

  @TempDir Path folder;

  private static Path actor(String id) {
    Path at = Path.of("").toAbsolutePath();
    while (at != null && !Files.isDirectory(at.resolve("shared/data/actors/faces"))) {
      at = at.getParent();
    }
    Assumptions.assumeTrue(at != null, "the CG actors are not here");
    return at.resolve("shared/data/actors/faces").resolve(id);
  }

  private List<String> pictures(Path actor) {
    List<String> out = new ArrayList<>();
    for (String name : PICTURES) {
      out.add(actor.resolve("img").resolve(name + ".jpg").toString());
    }
    return out;
  }

  private int extract(List<String> inputs, Path out, String... more) {
    List<String> words = new ArrayList<>(List.of("extract"));
    words.addAll(inputs);
    words.addAll(List.of("--identity", "Ana B.", "--out", out.toString()));
    words.addAll(List.of(more));
    return TrainCommandTest.run(words.toArray()).code();
  }

  /** Overlap of two mattes: what both cover over what either covers. */
  private static double overlap(Plane a, Plane b) {
    double both = 0;
    double either = 0;
    for (int i = 0; i < a.data().length; i++) {
      both += Math.min(a.data()[i], b.data()[i]);
      either += Math.max(a.data()[i], b.data()[i]);
    }
    return both / either;
  }

  @Test
  void facesLieWhereTheTruthSaysAndMattesGoAlong() throws Exception {
    Path actor = actor("ana");
    Path drawn = folder.resolve("drawn");
    String matte = actor.resolve("matte").toString();
    assertThat(extract(pictures(actor), drawn, "--matte", matte, "--licence", "CC0-1.0")).isZero();
    Faceset set = Faceset.read(drawn);
    assertThat(set.header().identity()).isEqualTo("ana-b");
    assertThat(set.header().displayName()).isEqualTo("Ana B.");
    assertThat(set.faces()).hasSize(PICTURES.length);
    Path hull = folder.resolve("hull");
    assertThat(extract(pictures(actor), hull, "--threads", "1")).isZero();
    Faceset plain = Faceset.read(hull);
    for (int i = 0; i < PICTURES.length; i++) {
      FaceRecord face = set.faces().get(i);
      assertThat(face.matteFrom()).isEqualTo("artist");
      assertThat(face.licence()).isEqualTo("CC0-1.0");
      // Any number of threads cuts the same.
      FaceRecord same = plain.faces().get(i);
      assertThat(same.landmarks()).isEqualTo(face.landmarks());
      assertThat(Files.readAllBytes(hull.resolve(same.file())))
          .isEqualTo(Files.readAllBytes(drawn.resolve(face.file())));
      JsonNode truth =
          new ObjectMapper().readTree(actor.resolve("meta/" + PICTURES[i] + ".json").toFile());
      assertThat(Math.abs(face.yaw() - truth.at("/pose/yaw").asDouble())).isLessThan(20);
      Plane a = PictureIo.read(drawn.resolve(face.matte())).g();
      Plane b = PictureIo.read(hull.resolve(same.matte())).g();
      assertThat(overlap(a, b)).isGreaterThan(0.6);
      assertThat(face.isAnalysed()).isTrue();
      assertThat(face.identityVector()).hasSize(128);
      assertThat(face.light()).hasSize(12);
      assertThat(face.plateSharpness()).isBetween(0.05f, 1f);
      assertThat(face.otherFaces()).isZero();
      assertThat(face.points()[60]).isCloseTo(face.landmarks()[2], within(15f));
      // Nose tip: point 1 of the mesh, point 30 of the 68.
      double[] m = face.plateToCrop();
      JsonNode nose = truth.at("/landmarks68/30");
      double x = m[0] * nose.get(0).asDouble() + m[1] * nose.get(1).asDouble() + m[2];
      double y = m[3] * nose.get(0).asDouble() + m[4] * nose.get(1).asDouble() + m[5];
      assertThat(Math.hypot(x - face.landmarks()[2], y - face.landmarks()[3])).isLessThan(25);
    }
  }

  /** Folders with three frontal pictures of each actor. */
  private Path people(String... names) throws Exception {
    Path people = folder.resolve("people-" + String.join("-", names));
    for (String name : names) {
      Files.createDirectories(people.resolve(name));
      int taken = 0;
      for (int i = 1; taken < 3; i++) {
        String number = String.format("%04d", i);
        JsonNode truth =
            new ObjectMapper().readTree(actor(name).resolve("meta/" + number + ".json").toFile());
        if (Math.abs(truth.at("/pose/yaw").asDouble()) < 15) {
          Path to = people.resolve(name).resolve(number + ".jpg");
          Files.copy(actor(name).resolve("img/" + number + ".jpg"), to);
          taken++;
        }
      }
    }
    return people;
  }

  @Test
  void severalPeopleAreToldApartByAGallery() throws Exception {
    Path shot = actor("ana").resolve("../../shots/two/plate").normalize();
    List<Object> words = new ArrayList<>(List.of("extract"));
    for (int frame : new int[] {1, 4, 21}) {
      words.add(shot.resolve(String.format("plate.%04d.exr", frame)));
    }
    Path gallery = folder.resolve("cast.gallery");
    Path both = people("ana", "ben");
    assertThat(TrainCommandTest.run("gallery", "make", both, "--out", gallery).code()).isZero();
    Path out = folder.resolve("both");
    List<Object> all = new ArrayList<>(words);
    all.addAll(
        List.of("--gallery", gallery, "--out", out, "--source", "CG", "--licence", "CC0-1.0"));
    TrainCommandTest.refused(
        TrainCommandTest.run(with(all, "--consent-id", "ana=C-1", "--strict")),
        5,
        "consent of ben's pictures is unknown");
    assertThat(out).doesNotExist();
    String[] papers = {"--consent-id", "ana=C-1", "--consent-id", "ben=C-2", "--strict"};
    assertThat(TrainCommandTest.run(with(all, (Object[]) papers)).code()).isZero();
    for (String id : List.of("ana", "ben")) {
      Faceset set = Faceset.read(out.resolve(id));
      assertThat(set.header().identity()).isEqualTo(id);
      assertThat(set.faces()).as(id).hasSize(3);
      assertThat(set.faces()).allMatch(f -> f.source() != null && f.source().equals("CG"));
      assertThat(set.faces())
          .allMatch(f -> (id.equals("ana") ? "C-1" : "C-2").equals(f.consentId()));
    }
    // Only ana is in this gallery: ben's faces go to the unknown ones, and only if asked for.
    Path alone = folder.resolve("alone");
    Object[] one = {"--gallery", people("ana"), "--out", alone, "--unknown"};
    assertThat(TrainCommandTest.run(with(words, one)).code()).isZero();
    assertThat(Faceset.read(alone.resolve("ana")).faces()).hasSize(3);
    assertThat(Faceset.read(alone.resolve("unknown")).faces()).hasSize(3);
    Path none = folder.resolve("only");
    Object[] two = {"--gallery", gallery, "--identity", "ana", "--out", none};
    assertThat(TrainCommandTest.run(with(words, two)).code()).isZero();
    assertThat(Faceset.read(none).faces()).hasSize(3);
    Object[] who = {"--gallery", gallery, "--identity", "eve", "--out", folder.resolve("x")};
    TrainCommandTest.refused(
        TrainCommandTest.run(with(words, who)), 3, "nobody in it is called eve", "ana, ben");
  }

  private static Object[] with(List<Object> words, Object... more) {
    List<Object> out = new ArrayList<>(words);
    out.addAll(List.of(more));
    return out.toArray();
  }

  /** Raw video without subsampling: Rec.601, limited range. */
  private static void writeVideo(Path actor, Path video) throws Exception {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(video))) {
      out.write("YUV4MPEG2 W320 H320 F24:1 Ip A1:1 C444\n".getBytes(StandardCharsets.US_ASCII));
      for (String name : PICTURES) {
        Frame f = PictureIo.read(actor.resolve("img").resolve(name + ".jpg"));
        byte[][] yuv = new byte[3][320 * 320];
        for (int i = 0; i < 320 * 320; i++) {
          double r = f.r().data()[i];
          double g = f.g().data()[i];
          double b = f.b().data()[i];
          double y = 0.299 * r + 0.587 * g + 0.114 * b;
          yuv[0][i] = (byte) Math.round(16 + 219 * y);
          yuv[1][i] = (byte) Math.round(128 + 224 * (b - y) / 1.772);
          yuv[2][i] = (byte) Math.round(128 + 224 * (r - y) / 1.402);
        }
        out.write("FRAME\n".getBytes(StandardCharsets.US_ASCII));
        for (byte[] plane : yuv) {
          out.write(plane);
        }
      }
    }
  }

  @Test
  void aVideoIsReadFrameByFrame() throws Exception {
    Path actor = actor("ana");
    Path video = folder.resolve("ana.y4m");
    writeVideo(actor, video);
    try (VideoReader reader = new VideoReader(video)) {
      Frame first = reader.next();
      Frame picture = PictureIo.read(actor.resolve("img").resolve("0001.jpg"));
      assertThat(first).isNotNull();
      assertThat(first.dataWindow()).isEqualTo(PixelRect.ofSize(320, 320));
      double sum = 0;
      for (int i = 0; i < 320 * 320; i++) {
        sum += Math.abs(first.r().data()[i] - picture.r().data()[i]);
      }
      // 8 bits of limited range: about one 255th.
      assertThat(sum / (320 * 320)).isLessThan(1.5 / 255.0);
    }
    Path out = folder.resolve("set");
    assertThat(extract(List.of(video.toString()), out, "--every", "2")).isZero();
    Faceset set = Faceset.read(out);
    assertThat(set.faces()).hasSize(3);
    assertThat(set.faces().get(1).original()).endsWith("ana.y4m#2");
    picksAreTakenAgain(video, set);
    Files.write(folder.resolve("cut.mp4"), new byte[] {1, 2, 3});
    TrainCommandTest.refused(
        TrainCommandTest.run(
            "extract", folder.resolve("cut.mp4"), "--identity", "x", "--out", out + "2"),
        3,
        "cut.mp4: is not a video");
  }

  private void picksAreTakenAgain(Path video, Faceset set) throws Exception {
    Path list = folder.resolve("shot.list");
    FaceRecord second = set.faces().get(1);
    TrainingPick.write(
        list, List.of(new IdentityFace(set.folder(), second, FaceTraits.of(second))));
    Path fine = folder.resolve("fine");
    assertThat(extract(List.of(video.toString()), fine, "--pick", list + "", "--size", "400"))
        .isZero();
    Faceset again = Faceset.read(fine);
    assertThat(again.header().size()).isEqualTo(400);
    assertThat(again.faces())
        .singleElement()
        .extracting(FaceRecord::original)
        .asString()
        .endsWith("ana.y4m#2");
    Object[] words = {"extract", video, "--identity", "x", "--out", folder.resolve("n")};
    TrainCommandTest.refused(
        TrainCommandTest.run(with(List.of(words), "--pick", list, "--every", 2)), 2, "--every");
    TrainCommandTest.refused(
        TrainCommandTest.run(with(List.of(words), "--pick", folder.resolve("no.list"))),
        3,
        "no such list");
    Path other = Files.writeString(folder.resolve("o.list"), "/f\tx.png\t/takes/other.mp4#7\n");
    TrainCommandTest.refused(
        TrainCommandTest.run(with(List.of(words), "--pick", other)),
        3,
        "o.list: none of its 1 pictures is among the inputs (it names /takes/other.mp4#7)");
    assertThat(folder.resolve("n")).doesNotExist();
  }

  @Test
  void badInputsAreRefusedWithASentence() throws Exception {
    Path out = folder.resolve("set");
    Object[][] cases = {
      {folder.resolve("none"), "neither a folder nor a picture"},
      {folder.resolve("plate.####.exr"), "plate"},
      {folder, "no picture in"}
    };
    for (Object[] c : cases) {
      TrainCommandTest.refused(
          TrainCommandTest.run("extract", c[0], "--identity", "x", "--out", out),
          3,
          c[1].toString());
    }
    Path grey = folder.resolve("grey.png");
    PictureIo.writePng(grey, Plane.filled(PixelRect.ofSize(64, 64), 0.5f));
    TrainCommandTest.refused(
        TrainCommandTest.run("extract", grey, "--identity", "x", "--out", out),
        3,
        "no face in 1 pictures");
    Files.writeString(folder.resolve("bad.png"), "nonsense");
    TrainCommandTest.refused(
        TrainCommandTest.run("extract", folder.resolve("bad.png"), "--identity", "x", "--out", out),
        3,
        "bad.png: not a picture");
    TrainCommandTest.refused(
        TrainCommandTest.run("extract", grey, "--identity", "!?", "--out", out), 2, "no letter");
    TrainCommandTest.refused(
        TrainCommandTest.run("extract", grey, "--identity", "x", "--out", out, "--size", "3"),
        2,
        "--size is 3");
    TrainCommandTest.refused(
        TrainCommandTest.run("extract", grey, "--out", out), 2, "--identity", "--gallery");
    Object[] strict = {"extract", grey, "--identity", "x", "--out", out, "--strict"};
    TrainCommandTest.refused(
        TrainCommandTest.run(strict), 5, "strict: the source, licence, consent of x's pictures");
    assertThat(out.resolve(Faceset.INDEX)).doesNotExist();
  }
}
