package org.likeness.face;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.DataFormatException;

/** Reads what the first version wrote: the smoothed mesh and little else. */
final class AnalysisCodecV1 {
  private static final int MAX_BODY = 1 << 30;

  private AnalysisCodecV1() {}

  static ShotAnalysis read(byte[] body) throws IOException, DataFormatException {
    byte[] raw = AnalysisFile.inflate(body, MAX_BODY);
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(raw))) {
      return readBody(in);
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
      xyz[i] = before[i] / (float) AnalysisCodec.STEPS;
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
}
