package org.likeness.face;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * The analysis file: {@code LKANALYS}, int32 version, int32 length of the body, sha256 of the body,
 * then the body, zlib-compressed; big-endian. Landmarks are stored in 1/1024 pixel, each as the
 * difference to the observation before it, zigzag, seven bits a byte.
 */
final class AnalysisCodec {
  static final int VERSION = 1;

  /** Steps a pixel. */
  static final float STEPS = 1024;

  private static final byte[] MAGIC = "LKANALYS".getBytes(StandardCharsets.US_ASCII);
  private static final int HEAD = 8 + 4 + 4 + 32;
  private static final int MAX_BODY = 1 << 30;

  private AnalysisCodec() {}

  /** A coordinate as it will be read back. */
  static float rounded(double v) {
    return (float) (Math.rint(v * STEPS) / STEPS);
  }

  static byte[] encode(ShotAnalysis a) {
    ByteArrayOutputStream raw = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(raw)) {
      writeBody(a, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] body = deflate(raw.toByteArray());
    return ByteBuffer.allocate(HEAD + body.length)
        .put(MAGIC)
        .putInt(VERSION)
        .putInt(body.length)
        .put(sha256(body))
        .put(body)
        .array();
  }

  static ShotAnalysis decode(byte[] file, String name) throws IOException {
    if (file.length < MAGIC.length || !Arrays.equals(Arrays.copyOf(file, MAGIC.length), MAGIC)) {
      throw new IOException(
          name
              + ": is not an analysis file of Likeness"
              + (file.length == 0 ? " (it is empty)" : "")
              + "; make one with likeness analyse");
    }
    if (file.length < HEAD) {
      throw new IOException(name + ": the analysis is cut short (" + file.length + " bytes)");
    }
    ByteBuffer head = ByteBuffer.wrap(file);
    int version = head.getInt(8);
    if (version != VERSION) {
      throw new IOException(
          name
              + ": the analysis has format "
              + version
              + ", this program reads format "
              + VERSION
              + "; run likeness analyse again or use a newer Likeness");
    }
    int length = head.getInt(12);
    if (length < 0 || file.length != (long) HEAD + length) {
      throw new IOException(
          name
              + ": the analysis is "
              + (length >= 0 && file.length > (long) HEAD + length ? "too long" : "cut short")
              + " ("
              + file.length
              + " bytes, its header says "
              + ((long) HEAD + length)
              + "); run likeness analyse again");
    }
    byte[] body = Arrays.copyOfRange(file, HEAD, file.length);
    if (!MessageDigest.isEqual(sha256(body), Arrays.copyOfRange(file, 16, HEAD))) {
      throw damaged(name, null);
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(inflate(body)))) {
      return readBody(in);
    } catch (IOException | DataFormatException | RuntimeException e) {
      throw damaged(name, e);
    }
  }

  private static IOException damaged(String name, @Nullable Exception e) {
    return new IOException(
        name + ": the analysis is damaged (its checksum is wrong); run likeness analyse again", e);
  }

  private static void writeBody(ShotAnalysis a, DataOutputStream out) throws IOException {
    out.writeInt(a.models().size());
    for (Map.Entry<String, String> e : new TreeMap<>(a.models()).entrySet()) {
      out.writeUTF(e.getKey());
      out.writeUTF(e.getValue());
    }
    out.writeUTF(a.plateSha256());
    out.writeInt(a.frames().size());
    for (int f : a.frames()) {
      out.writeInt(f);
    }
    out.writeInt(a.tracks().size());
    for (ShotAnalysis.Track t : a.tracks()) {
      out.writeInt(t.id());
      out.writeInt(t.observations().size());
      int[] before = new int[3 * Landmarks.COUNT];
      for (FaceObservation o : t.observations()) {
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
          int q = Math.round(o.landmarks().xyz()[i] * STEPS);
          writeDifference(out, q - before[i]);
          before[i] = q;
        }
      }
    }
  }

  private static ShotAnalysis readBody(DataInputStream in) throws IOException {
    Map<String, String> models = new TreeMap<>();
    for (int n = count(in); n > 0; n--) {
      String role = in.readUTF();
      models.put(role, in.readUTF());
    }
    String plate = in.readUTF();
    List<Integer> frames = new ArrayList<>();
    for (int n = count(in); n > 0; n--) {
      frames.add(in.readInt());
    }
    List<ShotAnalysis.Track> tracks = new ArrayList<>();
    for (int n = count(in); n > 0; n--) {
      int id = in.readInt();
      int[] before = new int[3 * Landmarks.COUNT];
      List<FaceObservation> observations = new ArrayList<>();
      for (int m = count(in); m > 0; m--) {
        observations.add(readObservation(in, id, before));
      }
      tracks.add(new ShotAnalysis.Track(id, observations));
    }
    return new ShotAnalysis(models, plate, frames, tracks);
  }

  private static FaceObservation readObservation(DataInputStream in, int id, int[] before)
      throws IOException {
    int frame = in.readInt();
    float score = in.readFloat();
    float presence = in.readFloat();
    HeadPose pose = new HeadPose(in.readFloat(), in.readFloat(), in.readFloat());
    int bits = in.readUnsignedByte();
    Set<FaceObservation.Flag> flags = EnumSet.noneOf(FaceObservation.Flag.class);
    for (FaceObservation.Flag f : FaceObservation.Flag.values()) {
      if ((bits & (1 << f.ordinal())) != 0) {
        flags.add(f);
      }
    }
    float[] xyz = new float[before.length];
    for (int i = 0; i < xyz.length; i++) {
      before[i] += readDifference(in);
      xyz[i] = before[i] / STEPS;
    }
    return new FaceObservation(id, frame, score, new Landmarks(xyz, presence), pose, flags);
  }

  private static int count(DataInputStream in) throws IOException {
    int n = in.readInt();
    if (n < 0) {
      throw new IOException("a count of " + n);
    }
    return n;
  }

  private static void writeDifference(DataOutputStream out, int d) throws IOException {
    int v = (d << 1) ^ (d >> 31);
    while ((v & ~0x7f) != 0) {
      out.writeByte((v & 0x7f) | 0x80);
      v >>>= 7;
    }
    out.writeByte(v);
  }

  private static int readDifference(DataInputStream in) throws IOException {
    int v = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int b = in.readUnsignedByte();
      v |= (b & 0x7f) << shift;
      if (b < 0x80) {
        return (v >>> 1) ^ -(v & 1);
      }
    }
    throw new IOException("a number of more than 32 bits");
  }

  private static byte[] deflate(byte[] raw) {
    Deflater d = new Deflater(Deflater.BEST_COMPRESSION);
    try {
      d.setInput(raw);
      d.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[1 << 16];
      while (!d.finished()) {
        out.write(buffer, 0, d.deflate(buffer));
      }
      return out.toByteArray();
    } finally {
      d.end();
    }
  }

  private static byte[] inflate(byte[] body) throws DataFormatException, EOFException {
    Inflater i = new Inflater();
    try {
      i.setInput(body);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[1 << 16];
      while (!i.finished()) {
        int n = i.inflate(buffer);
        if (n == 0 && (i.needsInput() || i.needsDictionary())) {
          throw new EOFException();
        }
        out.write(buffer, 0, n);
        if (out.size() > MAX_BODY) {
          throw new EOFException();
        }
      }
      return out.toByteArray();
    } finally {
      i.end();
    }
  }

  private static byte[] sha256(byte[] data) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(data);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
