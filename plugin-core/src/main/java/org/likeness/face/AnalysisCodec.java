package org.likeness.face;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;
import org.likeness.image.PixelRect;
import org.likeness.image.grain.GrainSample;

/**
 * The body of an analysis file: what kind it is (0 a shot, 1 a part of one), then parts that are
 * packed one by one: the head, the corrections, the joined tracks, what each frame gave, and, from
 * version 3 on, the risks that a coverage found. From version 4 on the faces have a stream for the
 * tone of their skin, and from version 5 on there is a part for what frames say of the plate's
 * grain. Each file is written in the oldest version that holds what it has.
 */
final class AnalysisCodec {
  /** The newest that is read. */
  static final int VERSION = 5;

  /** With grain, tones of skin, and the part for risks. */
  static final int GRAIN = 5;

  /** With tones of skin, and the part for risks, without grain. */
  static final int TONES = 4;

  /** With the part for risks, without tones. */
  static final int RISKS = 3;

  /** Without both. */
  static final int PLAIN = 2;

  /** Steps a pixel. */
  static final double STEPS = 1024;

  private static final int SHOT = 0;
  private static final int CHUNK = 1;

  private AnalysisCodec() {}

  /** A coordinate as it will be read back. */
  static float rounded(double v) {
    return (float) (Math.rint(v * STEPS) / STEPS);
  }

  static byte[] encode(ShotAnalysis a) {
    ByteSink body = new ByteSink();
    body.unsigned(SHOT);
    ByteSink head = new ByteSink();
    head.texts(a.models());
    head.texts(a.settings());
    head.text(a.plateSha256());
    numbers(a.frames(), head);
    numbers(a.cuts(), head);
    window(a.window(), head);
    AnalysisFile.pack(head.bytes(), body);
    AnalysisFile.pack(a.corrections().json().getBytes(StandardCharsets.UTF_8), body);
    FaceStreams.Sink tracks = new FaceStreams.Sink();
    Map<Integer, List<FaceInts>> byFrame = writeTracks(a.computed(), tracks);
    int version = version(a);
    boolean tones = version >= TONES;
    tracks.pack(body, tones);
    FaceStreams.Sink raw = new FaceStreams.Sink();
    writeRaw(a.raw(), byFrame, raw);
    raw.pack(body, tones);
    if (version >= RISKS) {
      AnalysisFile.pack(ShotRisk.write(a.risks()), body);
    }
    if (version >= GRAIN) {
      AnalysisFile.pack(GrainPart.write(a.grain()), body);
    }
    return AnalysisFile.seal(version, body.bytes());
  }

  /** The oldest version that holds what an analysis has. */
  static int version(ShotAnalysis a) {
    if (!a.grain().isEmpty()) {
      return GRAIN;
    }
    if (a.computed().stream().anyMatch(t -> tones(t.observations())) || tonesIn(a.raw())) {
      return TONES;
    }
    return a.risks().isEmpty() ? PLAIN : RISKS;
  }

  static byte[] encode(ShotChunk c) {
    ByteSink body = new ByteSink();
    body.unsigned(CHUNK);
    ByteSink head = new ByteSink();
    head.texts(c.models());
    head.texts(c.settings());
    head.text(c.plate());
    numbers(c.shot(), head);
    AnalysisFile.pack(head.bytes(), body);
    FaceStreams.Sink raw = new FaceStreams.Sink();
    writeRaw(c.frames(), Map.of(), raw);
    SortedMap<Integer, GrainSample> grain = GrainPart.of(c.frames());
    boolean tones = tonesIn(c.frames()) || !grain.isEmpty();
    raw.pack(body, tones);
    if (!grain.isEmpty()) {
      AnalysisFile.pack(GrainPart.write(grain), body);
    }
    return AnalysisFile.seal(!grain.isEmpty() ? GRAIN : tones ? TONES : PLAIN, body.bytes());
  }

  private static boolean tonesIn(List<FrameFaces> frames) {
    return frames.stream().anyMatch(f -> tones(f.faces()));
  }

  private static boolean tones(List<FaceObservation> faces) {
    return faces.stream().anyMatch(o -> o.detail().tone().length > 0);
  }

  static ShotAnalysis decode(byte[] file, String name) throws IOException {
    AnalysisFile.Opened opened = AnalysisFile.open(file, name);
    try {
      return opened.version() == 1
          ? AnalysisCodecV1.read(opened.body())
          : readShot(body(opened, SHOT, name), opened.version());
    } catch (WrongKind e) {
      throw e;
    } catch (IOException | DataFormatException | RuntimeException e) {
      throw AnalysisFile.damaged(name, String.valueOf(e.getMessage()), e);
    }
  }

  static ShotChunk decodeChunk(byte[] file, String name) throws IOException {
    AnalysisFile.Opened opened = AnalysisFile.open(file, name);
    try {
      if (opened.version() == 1) {
        throw wrongKind(SHOT, name);
      }
      return readChunk(body(opened, CHUNK, name), opened.version());
    } catch (WrongKind e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw AnalysisFile.damaged(name, String.valueOf(e.getMessage()), e);
    }
  }

  private static ByteFeed body(AnalysisFile.Opened opened, int wanted, String name)
      throws IOException {
    ByteFeed in = new ByteFeed(opened.body());
    int kind = in.unsigned();
    if (kind != wanted) {
      throw kind == SHOT || kind == CHUNK
          ? wrongKind(kind, name)
          : new IOException("a kind of " + kind);
    }
    return in;
  }

  private static WrongKind wrongKind(int kind, String name) {
    return new WrongKind(
        name
            + (kind == CHUNK
                ? ": is a part of a shot's analysis; join the parts with likeness analysis merge"
                : ": is the analysis of a whole shot, not a part made with --chunk"));
  }

  private static ShotAnalysis readShot(ByteFeed in, int version) throws IOException {
    ByteFeed head = AnalysisFile.unpack(in);
    Map<String, String> models = head.texts();
    Map<String, String> settings = head.texts();
    String plate = head.text();
    List<Integer> frames = numbers(head);
    List<Integer> cuts = numbers(head);
    PixelRect window = window(head);
    head.end();
    Corrections corrections =
        Corrections.parse(new String(AnalysisFile.unpack(in).rest(), StandardCharsets.UTF_8));
    FaceStreams.Feed joined = new FaceStreams.Feed(in, version >= TONES);
    Map<Integer, List<FaceInts>> byFrame = new TreeMap<>();
    List<ShotAnalysis.Track> tracks = readTracks(joined, byFrame);
    joined.end();
    FaceStreams.Feed rawPart = new FaceStreams.Feed(in, version >= TONES);
    List<FrameFaces> raw = readRaw(rawPart, byFrame);
    rawPart.end();
    Map<String, ShotRisk> risks =
        version > PLAIN ? ShotRisk.read(AnalysisFile.unpack(in)) : Map.of();
    SortedMap<Integer, GrainSample> grain =
        version >= GRAIN ? GrainPart.read(AnalysisFile.unpack(in)) : new TreeMap<>();
    in.end();
    return new ShotAnalysis(
        models,
        settings,
        plate,
        frames,
        window,
        cuts,
        tracks,
        GrainPart.with(raw, grain),
        corrections,
        risks,
        grain);
  }

  private static ShotChunk readChunk(ByteFeed in, int version) throws IOException {
    ByteFeed head = AnalysisFile.unpack(in);
    Map<String, String> models = head.texts();
    Map<String, String> settings = head.texts();
    String plate = head.text();
    List<Integer> shot = numbers(head);
    head.end();
    FaceStreams.Feed raw = new FaceStreams.Feed(in, version >= TONES);
    List<FrameFaces> frames = readRaw(raw, Map.of());
    raw.end();
    if (version >= GRAIN) {
      frames = GrainPart.with(frames, GrainPart.read(AnalysisFile.unpack(in)));
    }
    in.end();
    return new ShotChunk(models, settings, plate, shot, frames);
  }

  /** A whole file of the other kind. */
  private static final class WrongKind extends IOException {
    private static final long serialVersionUID = 1L;

    WrongKind(String sentence) {
      super(sentence);
    }
  }

  private static void numbers(List<Integer> list, ByteSink out) {
    out.unsigned(list.size());
    int before = 0;
    for (int n : list) {
      out.signed(n - before);
      before = n;
    }
  }

  private static List<Integer> numbers(ByteFeed in) throws IOException {
    List<Integer> list = new ArrayList<>();
    int before = 0;
    for (int n = in.count(1); n > 0; n--) {
      before += in.signed();
      list.add(before);
    }
    return list;
  }

  private static void window(PixelRect w, ByteSink out) {
    out.signed(w.x0());
    out.signed(w.y0());
    out.signed(w.x1());
    out.signed(w.y1());
  }

  private static PixelRect window(ByteFeed in) throws IOException {
    return new PixelRect(in.signed(), in.signed(), in.signed(), in.signed());
  }

  /** Each observation against where the ones before it lead. */
  private static Map<Integer, List<FaceInts>> writeTracks(
      List<ShotAnalysis.Track> tracks, FaceStreams.Sink streams) {
    Map<Integer, List<FaceInts>> byFrame = new TreeMap<>();
    ByteSink out = streams.control;
    out.unsigned(tracks.size());
    for (ShotAnalysis.Track t : tracks) {
      out.unsigned(t.id());
      out.text(t.name());
      out.text(t.identity());
      out.unsigned(t.observations().size());
      FaceInts last = null;
      FaceInts before = null;
      for (FaceObservation o : t.observations()) {
        FaceInts face = FaceInts.of(o);
        out.signed(face.frame - (last == null ? 0 : last.frame));
        FaceCoder.write(face, FaceCoder.forecast(last, before), streams);
        byFrame.computeIfAbsent(face.frame, f -> new ArrayList<>()).add(face.toRaw());
        before = last;
        last = face;
      }
    }
    return byFrame;
  }

  private static List<ShotAnalysis.Track> readTracks(
      FaceStreams.Feed streams, Map<Integer, List<FaceInts>> byFrame) throws IOException {
    List<ShotAnalysis.Track> tracks = new ArrayList<>();
    ByteFeed in = streams.control;
    for (int n = in.count(4); n > 0; n--) {
      int id = in.unsigned();
      String name = in.text();
      String identity = in.text();
      List<FaceObservation> observations = new ArrayList<>();
      FaceInts last = null;
      FaceInts before = null;
      for (int m = in.count(3); m > 0; m--) {
        int frame = in.signed() + (last == null ? 0 : last.frame);
        FaceInts face = FaceCoder.read(frame, FaceCoder.forecast(last, before), streams);
        byFrame.computeIfAbsent(frame, f -> new ArrayList<>()).add(face.toRaw());
        observations.add(face.observation(id));
        before = last;
        last = face;
      }
      tracks.add(new ShotAnalysis.Track(id, name, identity, observations));
    }
    return tracks;
  }

  /** Each face against the nearest of the joined ones of its frame, or of the frame before. */
  private static void writeRaw(
      List<FrameFaces> frames, Map<Integer, List<FaceInts>> byFrame, FaceStreams.Sink streams) {
    ByteSink out = streams.control;
    out.unsigned(frames.size());
    int before = 0;
    List<FaceInts> last = List.of();
    byte[] signature = {};
    for (FrameFaces f : frames) {
      out.signed(f.frame() - before);
      before = f.frame();
      window(f.window(), out);
      out.raw(f.digest());
      out.unsigned(f.signature().length);
      out.raw(difference(f.signature(), signature, -1));
      signature = f.signature();
      List<FaceInts> known = byFrame.getOrDefault(f.frame(), last);
      out.unsigned(f.faces().size());
      List<FaceInts> faces = new ArrayList<>();
      for (FaceObservation o : f.faces()) {
        FaceInts face = FaceInts.of(o).toRaw();
        int like = nearest(face, known);
        out.unsigned(like + 1);
        FaceCoder.write(face, like < 0 ? null : known.get(like), streams);
        faces.add(face);
      }
      last = faces;
    }
  }

  private static List<FrameFaces> readRaw(
      FaceStreams.Feed streams, Map<Integer, List<FaceInts>> byFrame) throws IOException {
    ByteFeed in = streams.control;
    List<FrameFaces> frames = new ArrayList<>();
    int frame = 0;
    List<FaceInts> last = List.of();
    byte[] signature = {};
    for (int n = in.count(FrameFaces.DIGEST); n > 0; n--) {
      frame += in.signed();
      PixelRect window = window(in);
      byte[] digest = in.raw(FrameFaces.DIGEST);
      signature = difference(in.raw(in.unsigned()), signature, 1);
      List<FaceInts> known = byFrame.getOrDefault(frame, last);
      List<FaceInts> faces = new ArrayList<>();
      List<FaceObservation> observations = new ArrayList<>();
      for (int m = in.count(3); m > 0; m--) {
        int like = in.unsigned() - 1;
        @Nullable FaceInts reference = like == -1 ? null : known.get(like);
        FaceInts face = FaceCoder.read(frame, reference, streams);
        faces.add(face);
        observations.add(face.fromRaw().observation(observations.size()));
      }
      frames.add(new FrameFaces(frame, window, digest, signature, observations));
      last = faces;
    }
    return frames;
  }

  /** A frame looks much like the one before: what is left are mostly zeros. */
  private static byte[] difference(byte[] a, byte[] b, int sign) {
    byte[] d = a.clone();
    for (int i = 0; a.length == b.length && i < d.length; i++) {
      d[i] += (byte) (sign * b[i]);
    }
    return d;
  }

  /** Index of the face that lies nearest in the picture, by one point of its mesh; or -1. */
  private static int nearest(FaceInts face, List<FaceInts> known) {
    int[] at = face.part(FaceInts.Part.MESH);
    int best = -1;
    long least = Long.MAX_VALUE;
    for (int i = 0; i < known.size(); i++) {
      int[] m = known.get(i).part(FaceInts.Part.MESH);
      long d = Math.abs((long) m[0] - at[0]) + Math.abs((long) m[1] - at[1]);
      if (d < least) {
        least = d;
        best = i;
      }
    }
    return best;
  }
}
