package org.likeness.train.cli.faceset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.cli.Likeness;
import org.likeness.image.Affine2;
import org.likeness.image.Frame;
import org.likeness.image.Plane;
import org.likeness.image.Warp;
import org.likeness.image.opencv.PictureIo;
import org.likeness.train.data.FaceRecord;
import org.likeness.train.data.Faceset;
import org.likeness.train.data.importing.Python;
import picocli.CommandLine;

/** Files of other programs, written by Python on CG pictures whose points are known exactly. */
class FacesetImportTest {
  private static final List<String> PICTURES = List.of("0002", "0005");
  private static final int ALIGNED = 256;

  /** As the other program counts: from the pixels' centres. */
  private static final double[] TO_ALIGNED = {0.83, 0.11, -22.5, -0.11, 0.83, 8.25};

  private static final String DEEPFACELAB =
      """
      import json, pickle, struct, sys
      import numpy as np
      actor, out, m = sys.argv[1], sys.argv[2], np.array(eval(sys.argv[3])).reshape(2, 3)
      packed, offsets, configs = b'', [], []
      for name in sys.argv[4].split(','):
          truth = np.array(json.load(open(f'{actor}/meta/{name}.json'))['landmarks68']) - 0.5
          aligned = truth @ m[:, :2].T + m[:, 2]
          mask = np.frombuffer(open(f'{out}/{name}_mask.png', 'rb').read(), np.uint8)
          meta = {'face_type': 'whole_face', 'landmarks': aligned.tolist(), 'source_filename': f'{name}.png',
                  'source_rect': [0, 0, 320, 320], 'source_landmarks': truth.tolist(),
                  'image_to_face_mat': m.tolist(), 'eyebrows_expand_mod': 1.0, 'xseg_mask': mask}
          if len(sys.argv) > 5:
              # A square round the face by hand, and a triangle in it that hides.
              meta['seg_ie_polys'] = {'polys': [
                  {'type': 1, 'pts': np.array([[60, 50], [200, 50], [200, 220], [60, 220]], np.float32)},
                  {'type': 0, 'pts': np.array([[60, 50], [130, 50], [60, 135]], np.float32)}]}
          chunk = pickle.dumps(meta)
          jpg = open(f'{out}/{name}.raw', 'rb').read()
          jpg = jpg[:2] + b'\\xff\\xef' + struct.pack('>H', len(chunk) + 2) + chunk + jpg[2:]
          open(f'{out}/aligned/{name}_0.jpg', 'wb').write(jpg)
          offsets.append(len(packed))
          packed += jpg
          configs.append({'sample_type': 1, 'filename': f'{name}_0.jpg', 'face_type': 4, 'shape': (256, 256, 3),
                          'landmarks': aligned.tolist(), 'person_name': None, 'source_filename': f'{name}.png'})
      heads = pickle.dumps(configs, 4)
      start = 16 + len(heads) + 8 * (len(offsets) + 1)
      with open(f'{out}/faceset.pak', 'wb') as f:
          f.write(struct.pack('<QQ', 1, len(heads)) + heads)
          for o in offsets + [start + len(packed)]:
              f.write(struct.pack('<Q', o))
          f.write(packed)
      """;

  private static final String FACESWAP =
      """
      import json, pickle, sys, zlib
      import numpy as np
      actor, out = sys.argv[1], sys.argv[2]
      data, plain = {}, {}
      for name in sys.argv[3].split(','):
          xy = np.array(json.load(open(f'{actor}/meta/{name}.json'))['landmarks68']) - 0.5
          masks = {}
          if len(sys.argv) > 4:
              m = np.array(eval(sys.argv[4])).reshape(2, 3)
              raw = open(f'{out}/{name}_mask.bytes', 'rb').read()
              masks = {k: {'mask': zlib.compress(raw if k == 'extended' else bytes(len(raw))), 'affine_matrix': m, 'interpolator': 2,
                           'stored_size': 256, 'stored_centering': 'face'} for k in ('components', 'extended')}
          face = {'x': 1, 'y': 1, 'w': 9, 'h': 9, 'landmarks_xy': xy.astype('float32'), 'mask': masks, 'identity': {},
                  'thumb': np.zeros(4, np.uint8)}
          data[f'{name}.png'] = {'faces': [face], 'video_meta': {}}
          plain[f'{name}.png'] = [{'landmarksXY': xy.tolist()}]
      root = {'__meta__': {'version': 2.4}, '__data__': data}
      open(f'{out}/alignments.fsa', 'wb').write(zlib.compress(pickle.dumps(root)))
      json.dump(plain, open(f'{out}/alignments.json', 'w'))
      """;

  @TempDir Path folder;

  private final StringWriter said = new StringWriter();

  private int run(Object... words) {
    CommandLine line = Likeness.commandLine();
    PrintWriter out = new PrintWriter(said, true);
    each(line, out);
    List<String> args = new ArrayList<>();
    for (Object w : words) {
      args.add(w.toString());
    }
    return line.execute(args.toArray(new String[0]));
  }

  private static void each(CommandLine line, PrintWriter out) {
    line.setErr(out);
    line.setOut(out);
    line.getSubcommands().values().forEach(c -> each(c, out));
  }

  private static Path actor() {
    Path at = Path.of("").toAbsolutePath();
    while (at != null && !Files.isDirectory(at.resolve("shared/data/actors/faces"))) {
      at = at.getParent();
    }
    Assumptions.assumeTrue(at != null, "the CG actors are not here");
    return at.resolve("shared/data/actors/faces/ben");
  }

  /** For pixels whose centres lie at halves. */
  private static Affine2 toAligned() {
    double[] m = TO_ALIGNED;
    return new Affine2(
        m[0], m[1], m[2] + 0.5 - 0.5 * (m[0] + m[1]), m[3], m[4], m[5] + 0.5 - 0.5 * (m[3] + m[4]));
  }

  private void writeDeepFaceLab(Path actor, String... more) throws Exception {
    Python.needs("numpy");
    Files.createDirectories(folder.resolve("aligned"));
    for (String name : PICTURES) {
      Frame picture = PictureIo.read(actor.resolve("img/" + name + ".jpg"));
      Frame aligned = Warp.toCrop(picture, toAligned(), ALIGNED);
      Files.write(folder.resolve(name + ".raw"), PictureIo.jpeg(aligned, 95));
      Plane matte = PictureIo.read(actor.resolve("matte/" + name + ".png")).g();
      Frame mask = Warp.toCrop(Frame.opaque(matte, matte, matte), toAligned(), ALIGNED);
      PictureIo.writePng(folder.resolve(name + "_mask.png"), mask.g());
    }
    StringBuilder m = new StringBuilder("[");
    for (double v : TO_ALIGNED) {
      m.append(v).append(',');
    }
    List<String> words =
        new ArrayList<>(
            List.of(actor.toString(), folder.toString(), m + "]", String.join(",", PICTURES)));
    words.addAll(List.of(more));
    Python.run(DEEPFACELAB, words.toArray(new String[0]));
  }

  /** Greatest distance of the stored points, mapped back to the picture, from the truth. */
  private static double error(FaceRecord face, Path actor, String name, Affine2 toPicture)
      throws Exception {
    JsonNode truth = new ObjectMapper().readTree(actor.resolve("meta/" + name + ".json").toFile());
    double[] m = face.plateToCrop();
    Affine2 back = new Affine2(m[0], m[1], m[2], m[3], m[4], m[5]).inverse();
    double worst = 0;
    for (int i = 0; i < 68; i++) {
      double tx = truth.at("/landmarks68/" + i + "/0").asDouble();
      double ty = truth.at("/landmarks68/" + i + "/1").asDouble();
      double x = back.mapX(face.points()[2 * i], face.points()[2 * i + 1]);
      double y = back.mapY(face.points()[2 * i], face.points()[2 * i + 1]);
      worst = Math.max(worst, Math.hypot(x - toPicture.mapX(tx, ty), y - toPicture.mapY(tx, ty)));
    }
    return worst;
  }

  private void check(Path set, Path actor, Affine2 toPicture, String matteFrom) throws Exception {
    Faceset read = Faceset.read(set);
    assertThat(read.faces()).hasSize(PICTURES.size());
    for (int i = 0; i < PICTURES.size(); i++) {
      FaceRecord face = read.faces().get(i);
      assertThat(error(face, actor, PICTURES.get(i), toPicture)).isLessThan(0.01);
      assertThat(face.isAnalysed()).isTrue();
      assertThat(face.matteFrom()).isEqualTo(matteFrom);
      assertThat(face.importedFrom()).isNotNull();
      JsonNode truth =
          new ObjectMapper().readTree(actor.resolve("meta/" + PICTURES.get(i) + ".json").toFile());
      assertThat(Math.abs(face.yaw() - truth.at("/pose/yaw").asDouble())).isLessThan(12);
      if (matteFrom.equals("imported")) {
        assertThat(overlap(set, face, actor, PICTURES.get(i), toPicture)).isGreaterThan(0.97);
      }
    }
  }

  /** Of the stored matte with the true one, what both cover over what either does. */
  private static double overlap(
      Path set, FaceRecord face, Path actor, String name, Affine2 toPicture) throws Exception {
    Plane truth = PictureIo.read(actor.resolve("matte/" + name + ".png")).g();
    double[] m = face.plateToCrop();
    Affine2 p = toPicture;
    Affine2 map =
        new Affine2(
            m[0] * p.a() + m[1] * p.d(),
            m[0] * p.b() + m[1] * p.e(),
            m[0] * p.c() + m[1] * p.f() + m[2],
            m[3] * p.a() + m[4] * p.d(),
            m[3] * p.b() + m[4] * p.e(),
            m[3] * p.c() + m[4] * p.f() + m[5]);
    Plane stored = PictureIo.read(set.resolve(face.matte())).g();
    Plane wanted = Warp.toCrop(Frame.opaque(truth, truth, truth), map, stored.rect().width()).g();
    double both = 0;
    double either = 0;
    for (int i = 0; i < stored.data().length; i++) {
      both += Math.min(stored.data()[i], wanted.data()[i]);
      either += Math.max(stored.data()[i], wanted.data()[i]);
    }
    return both / either;
  }

  @Test
  void deepFaceLabsFacesComeWithTheirPointsAndMasks() throws Exception {
    Path actor = actor();
    writeDeepFaceLab(actor);
    Affine2 frame = new Affine2(1, 0, 0, 0, 1, 0);
    Path whole = folder.resolve("whole");
    Path frames = actor.resolve("img");
    Path aligned = folder.resolve("aligned");
    Object[] words = {
      "faceset", "import", aligned, "--frames", frames, "--identity", "ben", "--out"
    };
    assertThat(run(with(words, whole))).as(said.toString()).isZero();
    check(whole, actor, frame, "imported");
    Path alone = folder.resolve("alone");
    assertThat(run("faceset", "import", aligned, "--identity", "ben", "--out", alone)).isZero();
    check(alone, actor, toAligned(), "imported");
    Path packed = folder.resolve("packed");
    Path pak = folder.resolve("faceset.pak");
    assertThat(run("faceset", "import", pak, "--identity", "ben", "--out", packed)).isZero();
    check(packed, actor, toAligned(), "imported");
    assertThat(Files.readAllBytes(packed.resolve("000001_0.png")))
        .isEqualTo(Files.readAllBytes(alone.resolve("000001_0.png")));
  }

  @Test
  void faceSwapsAlignmentsAreReadWithTheirFrames() throws Exception {
    Path actor = actor();
    Python.needs("numpy");
    Python.run(FACESWAP, actor.toString(), folder.toString(), String.join(",", PICTURES));
    Affine2 frame = new Affine2(1, 0, 0, 0, 1, 0);
    for (String kind : List.of("fsa", "json")) {
      Path file = folder.resolve("alignments." + kind);
      Path out = folder.resolve("from-" + kind);
      Object[] words = {"faceset", "import", file, "--identity", "ben", "--out", out};
      assertThat(run(words)).isEqualTo(3);
      assertThat(said.toString()).contains("give the folder of the frames with --frames");
      assertThat(run(with(words, "--frames", actor.resolve("img")))).as(said.toString()).isZero();
      check(out, actor, frame, "hull");
    }
  }

  @Test
  void outlinesDrawnByHandGoBeforeTheMaskOfANetwork() throws Exception {
    Path actor = actor();
    writeDeepFaceLab(actor, "drawn");
    Path out = folder.resolve("drawn");
    Path aligned = folder.resolve("aligned");
    assertThat(run("faceset", "import", aligned, "--identity", "ben", "--out", out)).isZero();
    for (FaceRecord face : Faceset.read(out).faces()) {
      assertThat(face.matteFrom()).isEqualTo("imported");
      Plane matte = PictureIo.read(out.resolve(face.matte())).g();
      assertThat(at(matte, face, 150, 150)).as("in the outline").isEqualTo(1);
      assertThat(at(matte, face, 190, 210)).as("in its corner").isEqualTo(1);
      assertThat(at(matte, face, 210, 210)).as("outside").isZero();
      assertThat(at(matte, face, 75, 75)).as("hidden by the triangle").isZero();
      assertThat(at(matte, face, 70, 140)).as("below the triangle").isEqualTo(1);
    }
  }

  /** Of the matte, where a point of the aligned picture lies. */
  private static float at(Plane matte, FaceRecord face, double x, double y) {
    double[] m = face.plateToCrop();
    Affine2 map = new Affine2(m[0], m[1], m[2], m[3], m[4], m[5]);
    return matte.get((int) map.mapX(x, y), (int) map.mapY(x, y));
  }

  @Test
  void faceSwapsBestMaskBecomesTheMatte() throws Exception {
    Path actor = actor();
    Python.needs("numpy");
    for (String name : PICTURES) {
      Plane matte = PictureIo.read(actor.resolve("matte/" + name + ".png")).g();
      float[] mask =
          Warp.toCrop(Frame.opaque(matte, matte, matte), toAligned(), ALIGNED).g().data();
      byte[] bytes = new byte[mask.length];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) Math.round(255 * Math.max(0, Math.min(1, mask[i])));
      }
      Files.write(folder.resolve(name + "_mask.bytes"), bytes);
    }
    String map = java.util.Arrays.toString(TO_ALIGNED);
    Python.run(FACESWAP, actor.toString(), folder.toString(), String.join(",", PICTURES), map);
    Path out = folder.resolve("masked");
    Path file = folder.resolve("alignments.fsa");
    Path frames = actor.resolve("img");
    Object[] words = {"faceset", "import", file, "--frames", frames, "--identity", "b", "--out"};
    assertThat(run(with(words, out))).as(said.toString()).isZero();
    check(out, actor, new Affine2(1, 0, 0, 0, 1, 0), "imported");
  }

  @Test
  void aFaceThatTheAnalysisDoesNotFindIsPlacedByItsPoints() throws Exception {
    Path actor = actor();
    writeDeepFaceLab(actor);
    // The picture is grey: only the points say where the face is.
    Path grey = folder.resolve("grey");
    Files.createDirectories(grey);
    for (String name : PICTURES) {
      Plane plane = PictureIo.read(actor.resolve("img/" + name + ".jpg")).g();
      java.util.Arrays.fill(plane.data(), 0.4f);
      PictureIo.writePng(grey.resolve(name + ".png"), plane);
    }
    Path out = folder.resolve("out");
    Path aligned = folder.resolve("aligned");
    Object[] words = {
      "faceset", "import", aligned, "--frames", grey, "--identity", "b", "--out", out
    };
    assertThat(run(words)).as(said.toString()).isZero();
    assertThat(said.toString()).contains("2 placed by their points alone");
    Path whole = folder.resolve("whole");
    Path frames = actor.resolve("img");
    Object[] seen = {"faceset", "import", aligned, "--frames", frames, "--identity", "b", "--out"};
    assertThat(run(with(seen, whole))).isZero();
    for (int i = 0; i < PICTURES.size(); i++) {
      FaceRecord blind = Faceset.read(out).faces().get(i);
      FaceRecord found = Faceset.read(whole).faces().get(i);
      assertThat(error(blind, actor, PICTURES.get(i), new Affine2(1, 0, 0, 0, 1, 0)))
          .isLessThan(0.01);
      assertThat(blind.isAnalysed()).isFalse();
      // The crop is much the same: a few hundredths in scale, some pixels of 320 in place.
      assertThat(blind.faceSize() / found.faceSize()).isBetween(0.9f, 1.1f);
      assertThat(Math.abs(blind.yaw() - found.yaw())).isLessThan(15);
    }
  }

  private void refused(int code, String part, Object... words) {
    said.getBuffer().setLength(0);
    assertThat(run(words)).as(said.toString()).isEqualTo(code);
    assertThat(said.toString().strip())
        .contains(part)
        .doesNotContain("\n")
        .doesNotContain("xception");
  }

  @Test
  void badInputsGiveASentence() throws Exception {
    Path out = folder.resolve("out");
    Object[] to = {"--identity", "x", "--out", out};
    refused(3, "no such file", with(new Object[] {"faceset", "import", folder.resolve("no")}, to));
    Path empty = Files.createDirectories(folder.resolve("empty"));
    refused(3, "holds no face", with(new Object[] {"faceset", "import", empty}, to));
    Path text = Files.writeString(folder.resolve("a.txt"), "x");
    refused(3, "of no known kind", with(new Object[] {"faceset", "import", text}, to));
    Path fsa = Files.writeString(folder.resolve("a.fsa"), "nonsense");
    refused(3, "neither zlib nor JSON", with(new Object[] {"faceset", "import", fsa}, to));
    Path json =
        Files.writeString(folder.resolve("a.json"), "{\"f.png\":[{\"landmarks_xy\":[[1,2]]}]}");
    refused(
        3,
        "are 1 points; this program reads 68",
        with(new Object[] {"faceset", "import", json}, to));
    Path pak = Files.write(folder.resolve("a.pak"), new byte[20]);
    refused(3, "no packed faceset of version 1", with(new Object[] {"faceset", "import", pak}, to));
    Plane grey = Plane.filled(org.likeness.image.PixelRect.ofSize(64, 64), 0.5f);
    Path plain = folder.resolve("plain.jpg");
    Files.write(plain, PictureIo.jpeg(Frame.opaque(grey, grey, grey), 90));
    refused(3, "no DeepFaceLab description", with(new Object[] {"faceset", "import", plain}, to));
    Path cut = Files.write(folder.resolve("cut.jpg"), new byte[] {-1, -40, -1, -17, 40, 0});
    refused(3, "cut short", with(new Object[] {"faceset", "import", cut}, to));
    refused(5, "strict", with(new Object[] {"faceset", "import", plain, "--strict"}, to));
    assertThat(out).doesNotExist();
  }

  private static Object[] with(Object[] words, Object... more) {
    List<Object> out = new ArrayList<>(List.of(words));
    out.addAll(List.of(more));
    return out.toArray();
  }
}
