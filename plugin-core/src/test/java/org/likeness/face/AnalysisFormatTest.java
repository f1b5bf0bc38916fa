package org.likeness.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.likeness.image.PixelRect;
import org.likeness.image.grain.GrainSample;

/** What the analysis file holds, and that nothing in one can do more than be refused. */
class AnalysisFormatTest {
  @Test
  void everythingThatIsKnownOfAFaceIsReadBackExactly() throws IOException {
    ShotAnalysis a = InventedAnalysis.shot();
    byte[] file = AnalysisCodec.encode(a);
    ShotAnalysis b = AnalysisCodec.decode(file, "x");
    assertThat(AnalysisCodec.encode(b)).isEqualTo(file);
    assertThat(b.toJsonWithRaw()).isEqualTo(a.toJsonWithRaw());
    assertThat(b.window()).isEqualTo(PixelRect.ofSize(640, 480));
    assertThat(b.settings()).containsEntry("plate colour space", "acescg");
    assertThat(b.corrections()).isEqualTo(a.corrections());
    assertThat(b.tracks().get(0).name()).isEqualTo("anna");
    assertThat(b.cuts()).isEqualTo(a.cuts());
    for (int f = 0; f < InventedAnalysis.FRAMES; f++) {
      assertThat(b.raw().get(f).digest()).isEqualTo(a.raw().get(f).digest());
      assertThat(b.raw().get(f).signature()).isEqualTo(a.raw().get(f).signature());
      FaceObservation x = a.raw().get(f).faces().get(0);
      FaceObservation y = b.raw().get(f).faces().get(0);
      assertThat(y.landmarks().xyz()).containsExactly(x.landmarks().xyz());
      same(x.detail(), y.detail());
      same(
          a.computed().get(0).at(f + 1).orElseThrow().detail(),
          b.computed().get(0).at(f + 1).orElseThrow().detail());
    }
    ShotAnalysis light = b.withoutRaw();
    assertThat(light.raw()).isEmpty();
    assertThat(light.toJson()).isEqualTo(b.toJson());
  }

  @Test
  void whatIsRoundedStaysNearTheTruth() {
    Random r = new Random(2);
    FaceObservation o = InventedAnalysis.face(r, 1, 0);
    FaceObservation q = FaceInts.rounded(o);
    for (int i = 0; i < 1404; i++) {
      assertThat(q.landmarks().xyz()[i]).isCloseTo(o.landmarks().xyz()[i], within(0.0006f));
    }
    FaceObservation raw = FaceInts.roundedRaw(o);
    for (int i = 0; i < 1404; i++) {
      assertThat(raw.landmarks().xyz()[i]).isCloseTo(o.landmarks().xyz()[i], within(0.0045f));
    }
    FaceDetail d = o.detail();
    FaceDetail e = q.detail();
    for (int i = 0; i < d.identity().length; i++) {
      assertThat(e.identity()[i]).isCloseTo(d.identity()[i], within(0.0006f));
    }
    for (int i = 0; i < d.expression().length; i++) {
      assertThat(e.expression()[i]).isCloseTo(d.expression()[i], within(0.002f));
    }
    for (int i = 0; i < d.light().length; i++) {
      assertThat(e.light()[i]).isCloseTo(d.light()[i], within(0.002f));
    }
    assertThat(e.size()).isCloseTo(d.size(), within(0.001f));
    assertThat(e.points().deviation()[3]).isCloseTo(d.points().deviation()[3], within(0.002f));
    assertThat(FaceInts.rounded(q).detail().identity()).containsExactly(e.identity());
  }

  @Test
  void oddNumbersAreTamedNotPassedOn() {
    float[] xyz = new float[1404];
    xyz[0] = Float.NaN;
    xyz[1] = Float.POSITIVE_INFINITY;
    xyz[2] = -1e30f;
    FaceObservation o =
        FaceInts.rounded(
            new FaceObservation(
                0,
                1,
                Float.NaN,
                new Landmarks(xyz, 7),
                new HeadPose(Float.NaN, 0, 0),
                EnumSet.noneOf(FaceObservation.Flag.class)));
    assertThat(o.landmarks().x(0)).isZero();
    assertThat(o.landmarks().y(0)).isEqualTo(1 << 20);
    assertThat(o.landmarks().presence()).isEqualTo(1);
    assertThat(o.detail().size()).isNaN();
    assertThat(o.detail().sharpness()).isNaN();
  }

  /** With a checksum that fits, so that the inner parts are what must hold. */
  @Test
  void whateverIsInThePartsIsReadOrRefusedWithASentence() throws IOException {
    Random random = new Random(11);
    byte[] shot = body(AnalysisCodec.encode(InventedAnalysis.shot()));
    byte[] chunk = body(AnalysisCodec.encode(InventedAnalysis.chunk()));
    int refused = 0;
    for (int k = 0; k < 1500; k++) {
      byte[] bad = (k % 2 == 0 ? shot : chunk).clone();
      if (k % 3 == 0) {
        bad = Arrays.copyOf(bad, random.nextInt(bad.length));
      } else {
        damage(random, bad);
      }
      refused += refused(bad, k % 2 == 0);
    }
    List<byte[]> parts = parts(shot);
    for (int k = 0; k < 1500; k++) {
      int at = random.nextInt(parts.size());
      byte[] part = parts.get(at).clone();
      if (part.length == 0) {
        continue;
      }
      if (k % 4 == 0) {
        part = Arrays.copyOf(part, random.nextInt(part.length));
      } else {
        damage(random, part);
      }
      ByteSink body = new ByteSink();
      body.unsigned(0);
      for (int i = 0; i < parts.size(); i++) {
        AnalysisFile.pack(i == at ? part : parts.get(i), body);
      }
      refused += refused(body.bytes(), true);
    }
    assertThat(refused).isGreaterThan(1000);
  }

  @Test
  void aDamagedLengthTakesNoMemory() {
    ByteSink body = new ByteSink();
    body.unsigned(0);
    body.unsigned(Integer.MAX_VALUE - 8);
    body.unsigned(20);
    body.raw(new byte[20]);
    assertThat(refused(body.bytes(), true)).isEqualTo(1);
    ByteSink text = new ByteSink();
    text.unsigned(1);
    text.unsigned(Integer.MAX_VALUE);
    ByteSink head = new ByteSink();
    head.unsigned(0);
    AnalysisFile.pack(text.bytes(), head);
    assertThat(refused(head.bytes(), true)).isEqualTo(1);
  }

  @Test
  void aPartOfAShotIsNoShotAndTheOtherWayRound() {
    assertThatThrownBy(
            () -> AnalysisCodec.decode(AnalysisCodec.encode(InventedAnalysis.chunk()), "a.chunk"))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "a.chunk: is a part of a shot's analysis; join the parts with likeness analysis merge");
    assertThatThrownBy(
            () ->
                AnalysisCodec.decodeChunk(
                    AnalysisCodec.encode(InventedAnalysis.shot()), "a.analysis"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a.analysis: is the analysis of a whole shot");
  }

  @Test
  void theFirstFormatIsStillRead() throws IOException {
    byte[] v1 = firstFormat(InventedAnalysis.shot());
    ShotAnalysis b = AnalysisCodec.decode(v1, "old");
    assertThat(b.frames()).containsExactly(1, 2, 3, 4, 5);
    assertThat(b.plateSha256()).isEqualTo("plate");
    FaceObservation x = InventedAnalysis.shot().computed().get(0).at(3).orElseThrow();
    FaceObservation y = b.tracks().get(0).at(3).orElseThrow();
    assertThat(y.landmarks().xyz()).containsExactly(x.landmarks().xyz());
    assertThat(y.flags()).isEqualTo(x.flags());
    assertThat(b.raw()).isEmpty();
    assertThat(AnalysisCodec.decode(AnalysisCodec.encode(b), "new").toJson()).isEqualTo(b.toJson());
    assertThatThrownBy(
            () -> AnalysisCodec.decode(AnalysisFile.seal(1, new byte[] {1, 2, 3}), "old.analysis"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("old.analysis: the analysis is damaged");
  }

  private static int refused(byte[] body, boolean shot) {
    byte[] file = AnalysisFile.seal(2, body);
    try {
      if (shot) {
        AnalysisCodec.decode(file, "bad.file");
      } else {
        AnalysisCodec.decodeChunk(file, "bad.file");
      }
      return 0;
    } catch (IOException e) {
      assertThat(e).hasMessageStartingWith("bad.file: ");
      return 1;
    }
  }

  private static void damage(Random random, byte[] b) {
    for (int n = 1 + random.nextInt(3); n > 0; n--) {
      b[random.nextInt(b.length)] = (byte) random.nextInt(256);
    }
  }

  private static byte[] body(byte[] file) throws IOException {
    return AnalysisFile.open(file, "x").body();
  }

  private static List<byte[]> parts(byte[] body) throws IOException {
    ByteFeed in = new ByteFeed(body);
    in.unsigned();
    List<byte[]> parts = new ArrayList<>();
    for (int i = 0; i < 2 + 2 * (2 + FaceInts.Part.TONE.ordinal()); i++) {
      parts.add(AnalysisFile.unpack(in).rest());
    }
    in.end();
    return parts;
  }

  private static void same(FaceDetail a, FaceDetail b) {
    assertThat(b.points().xy()).containsExactly(a.points().xy());
    assertThat(b.points().deviation()).containsExactly(a.points().deviation());
    assertThat(b.points().visibility()).containsExactly(a.points().visibility());
    assertThat(b.anchors().xy()).containsExactly(a.anchors().xy());
    assertThat(b.iris()).containsExactly(a.iris());
    assertThat(b.expression()).containsExactly(a.expression());
    assertThat(b.light()).containsExactly(a.light());
    assertThat(b.identity()).containsExactly(a.identity());
    assertThat(b.skin()).containsExactly(a.skin());
    assertThat(b.size()).isEqualTo(a.size());
    assertThat(b.sharpness()).isEqualTo(a.sharpness());
  }

  /** With tones a file has the newest version, without them the one that older programs read. */
  @Test
  void tonesAreKeptAndFilesWithoutThemStayAsTheyWere() throws IOException {
    ShotAnalysis old = InventedAnalysis.shot();
    assertThat(AnalysisFile.open(AnalysisCodec.encode(old), "x").version())
        .isEqualTo(AnalysisCodec.PLAIN);
    float[] tone = {0.4f, 0.25f, 0.00004f, 1.7f, 0.1f, 0f};
    List<FrameFaces> raw = new ArrayList<>();
    for (FrameFaces f : InventedAnalysis.raw()) {
      List<FaceObservation> faces =
          f.faces().stream().map(o -> o.withDetail(o.detail().withTone(tone))).toList();
      raw.add(new FrameFaces(f.frame(), f.window(), f.digest(), f.signature(), faces));
    }
    ShotAnalysis a = ShotJoiner.join(Map.of("mesh", "ab"), Map.of(), raw);
    byte[] file = AnalysisCodec.encode(a);
    assertThat(AnalysisFile.open(file, "x").version()).isEqualTo(AnalysisCodec.TONES);
    ShotAnalysis b = AnalysisCodec.decode(file, "x");
    assertThat(AnalysisCodec.encode(b)).isEqualTo(file);
    float[] read = b.tracks().get(0).observations().get(2).detail().tone();
    for (int i = 0; i < tone.length; i++) {
      assertThat(read[i]).isCloseTo(tone[i], within(2e-4f * tone[i] + 1e-7f));
    }
    assertThat(b.toJson()).contains("\"tone\": [");
    ShotChunk chunk = new ShotChunk(Map.of(), Map.of(), "p", List.of(1, 2, 3, 4, 5), raw);
    ShotChunk back = AnalysisCodec.decodeChunk(AnalysisCodec.encode(chunk), "x");
    assertThat(back.frames().get(3).faces().get(0).detail().tone()).containsExactly(read);
  }

  /** A part and the whole keep what frames say of the grain, also without the single frames. */
  @Test
  void grainIsKept() throws IOException {
    GrainSample said = InventedAnalysis.grain();
    List<FrameFaces> raw = new ArrayList<>(InventedAnalysis.raw());
    raw.set(2, raw.get(2).with(said));
    ShotChunk chunk = new ShotChunk(Map.of(), Map.of(), "p", List.of(1, 2, 3, 4, 5), raw);
    ShotChunk back = AnalysisCodec.decodeChunk(AnalysisCodec.encode(chunk), "x");
    ShotAnalysis a = ShotJoiner.join(Map.of("mesh", "ab"), Map.of(), back.frames());
    byte[] file = AnalysisCodec.encode(a);
    assertThat(AnalysisFile.open(file, "x").version()).isEqualTo(AnalysisCodec.GRAIN);
    ShotAnalysis b = AnalysisCodec.decode(file, "x");
    assertThat(AnalysisCodec.encode(b)).isEqualTo(file);
    assertThat(b.raw().get(2).grain().bytes()).isEqualTo(said.bytes());
    SortedMap<Integer, GrainSample> kept = b.withoutRaw().with(Corrections.NONE).grain();
    assertThat(kept.keySet()).containsExactly(3);
    assertThat(kept.get(3).bytes()).isEqualTo(said.bytes());
    assertThat(b.toJson())
        .contains("\"grain\": {\n\"3\": [{\"channel\": \"R\", \"light\": 0.")
        .contains("\"deviation\": 0.0");
    assertThat(InventedAnalysis.shot().toJson()).contains("\"grain\": {},");
    byte[] half = Arrays.copyOf(said.bytes(), said.bytes().length - 3);
    assertThatThrownBy(() -> GrainSample.of(half)).isInstanceOf(IllegalArgumentException.class);
  }

  /** The first format, as its program wrote it. */
  private static byte[] firstFormat(ShotAnalysis a) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(packed))) {
      out.writeInt(1);
      out.writeUTF("mesh");
      out.writeUTF("ab");
      out.writeUTF(a.plateSha256());
      out.writeInt(a.frames().size());
      for (int f : a.frames()) {
        out.writeInt(f);
      }
      out.writeInt(1);
      out.writeInt(0);
      List<FaceObservation> all = a.computed().get(0).observations();
      out.writeInt(all.size());
      int[] before = new int[1404];
      for (FaceObservation o : all) {
        out.writeInt(o.frame());
        out.writeFloat(o.score());
        out.writeFloat(o.landmarks().presence());
        out.writeFloat(o.pose().yaw());
        out.writeFloat(o.pose().pitch());
        out.writeFloat(o.pose().roll());
        int flags = 0;
        for (FaceObservation.Flag f : o.flags()) {
          flags |= 1 << f.ordinal();
        }
        out.writeByte(flags);
        for (int i = 0; i < before.length; i++) {
          int q = Math.round(o.landmarks().xyz()[i] * 1024);
          int d = q - before[i];
          int v = (d << 1) ^ (d >> 31);
          while ((v & ~0x7f) != 0) {
            out.writeByte((v & 0x7f) | 0x80);
            v >>>= 7;
          }
          out.writeByte(v);
          before[i] = q;
        }
      }
    }
    return AnalysisFile.seal(1, packed.toByteArray());
  }
}
