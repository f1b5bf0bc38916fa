package org.likeness.face;

import java.io.IOException;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * How far each face of a shot lies outside of what an identity's pictures show: 0 well covered, 1
 * nothing like it. Made by {@code likeness coverage}; kept in the analysis beside what was found.
 *
 * @param identity id of the identity
 * @param tracks by track id the risk 0..1 by frame, in steps of a thousandth
 */
public record ShotRisk(String identity, Map<Integer, Map<Integer, Double>> tracks) {
  private static final int STEPS = 1000;

  /** Copies, clips and rounds. */
  public ShotRisk {
    Map<Integer, Map<Integer, Double>> copy = new TreeMap<>();
    tracks.forEach(
        (id, frames) -> {
          Map<Integer, Double> one = new TreeMap<>();
          frames.forEach((f, r) -> one.put(f, steps(r) / (double) STEPS));
          copy.put(id, one);
        });
    tracks = copy;
  }

  private static int steps(double risk) {
    if (!Double.isFinite(risk)) {
      throw new IllegalArgumentException("a risk of " + risk + " is none of 0 to 1");
    }
    return (int) Math.round(Math.max(0, Math.min(1, risk)) * STEPS);
  }

  /** Of a face in a frame, if it is known. */
  public OptionalDouble at(int track, int frame) {
    Double risk = tracks.getOrDefault(track, Map.of()).get(frame);
    return risk == null ? OptionalDouble.empty() : OptionalDouble.of(risk);
  }

  /** The part of an analysis file with all of them. */
  static byte[] write(Map<String, ShotRisk> risks) {
    ByteSink out = new ByteSink();
    out.unsigned(risks.size());
    for (ShotRisk risk : new TreeMap<>(risks).values()) {
      out.text(risk.identity());
      out.unsigned(risk.tracks().size());
      risk.tracks()
          .forEach(
              (id, frames) -> {
                out.unsigned(id);
                out.unsigned(frames.size());
                int before = 0;
                for (Map.Entry<Integer, Double> e : frames.entrySet()) {
                  out.signed(e.getKey() - before);
                  out.unsigned(steps(e.getValue()));
                  before = e.getKey();
                }
              });
    }
    return out.bytes();
  }

  static Map<String, ShotRisk> read(ByteFeed in) throws IOException {
    Map<String, ShotRisk> out = new TreeMap<>();
    for (int n = in.count(2); n > 0; n--) {
      String identity = in.text();
      Map<Integer, Map<Integer, Double>> tracks = new TreeMap<>();
      for (int m = in.count(2); m > 0; m--) {
        int id = in.unsigned();
        Map<Integer, Double> frames = new TreeMap<>();
        int frame = 0;
        for (int k = in.count(2); k > 0; k--) {
          frame += in.signed();
          int steps = in.unsigned();
          if (steps < 0 || steps > STEPS) {
            throw new IOException("a risk of " + steps + " thousandths");
          }
          frames.put(frame, steps / (double) STEPS);
        }
        tracks.put(id, frames);
      }
      out.put(identity, new ShotRisk(identity, tracks));
    }
    in.end();
    return out;
  }
}
