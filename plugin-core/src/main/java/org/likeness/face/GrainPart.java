package org.likeness.face;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.likeness.image.grain.GrainSample;

/** What frames say of the plate's grain, as a part of an analysis file. */
final class GrainPart {
  private GrainPart() {}

  /** Of those frames that say something. */
  static SortedMap<Integer, GrainSample> of(List<FrameFaces> frames) {
    SortedMap<Integer, GrainSample> out = new TreeMap<>();
    for (FrameFaces f : frames) {
      if (!f.grain().isEmpty()) {
        out.put(f.frame(), f.grain());
      }
    }
    return out;
  }

  /** The frames with what they say. */
  static List<FrameFaces> with(List<FrameFaces> frames, Map<Integer, GrainSample> grain) {
    return frames.stream()
        .map(f -> f.with(grain.getOrDefault(f.frame(), GrainSample.NONE)))
        .toList();
  }

  static byte[] write(SortedMap<Integer, GrainSample> grain) {
    ByteSink out = new ByteSink();
    out.unsigned(grain.size());
    grain.forEach(
        (frame, sample) -> {
          byte[] bytes = sample.bytes();
          out.signed(frame);
          out.unsigned(bytes.length);
          out.raw(bytes);
        });
    return out.bytes();
  }

  static SortedMap<Integer, GrainSample> read(ByteFeed in) throws IOException {
    SortedMap<Integer, GrainSample> out = new TreeMap<>();
    for (int n = in.count(2); n > 0; n--) {
      int frame = in.signed();
      GrainSample sample = GrainSample.of(in.raw(in.unsigned()));
      if (sample.isEmpty() || out.put(frame, sample) != null) {
        throw new IOException("grain of frame " + frame + " that says nothing or is there twice");
      }
    }
    in.end();
    return out;
  }
}
