package org.likeness.train.validate;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Means and worst parts of samples. */
final class Summary {
  private Summary() {}

  /**
   * One figure over some samples.
   *
   * @param count how many samples know it
   * @param mean of those; NaN for none
   * @param worst the value that a tenth of them is worse than
   */
  record Stat(int count, double mean, double worst) {}

  static Stat of(List<Sample> samples, Figure f) {
    double[] v =
        samples.stream()
            .mapToDouble(s -> s.get(f))
            .filter(d -> !Double.isNaN(d))
            .sorted()
            .toArray();
    if (v.length == 0) {
      return new Stat(0, Double.NaN, Double.NaN);
    }
    double share = f.more() ? 0.1 : 0.9;
    return new Stat(
        v.length,
        Arrays.stream(v).average().orElse(Double.NaN),
        v[(int) Math.round(share * (v.length - 1))]);
  }

  /** The means of every kind as one map: {@code self.psnr} and so on, finite ones only. */
  static Map<String, Double> flat(Validation v) {
    Map<String, Double> out = new LinkedHashMap<>();
    for (Sample.Kind kind : Sample.Kind.values()) {
      List<Sample> samples = v.of(kind);
      for (Figure f : Figure.values()) {
        Stat s = of(samples, f);
        if (s.count() > 0) {
          out.put(kind.id() + "." + f.id(), round(s.mean()));
        }
      }
      if (!samples.isEmpty()) {
        out.put(kind.id() + ".samples", (double) samples.size());
      }
    }
    return out;
  }

  /** All that the JSON beside the page holds. */
  static Map<String, Object> document(Validation v, Map<String, Object> head) {
    Map<String, Object> doc = new LinkedHashMap<>(head);
    Map<String, Object> words = new LinkedHashMap<>();
    for (Figure f : Figure.values()) {
      words.put(f.id(), f.label() + (f.unit().isEmpty() ? "" : ", " + f.unit()) + ": " + f.hint());
    }
    doc.put("figures", words);
    Map<String, Object> kinds = new LinkedHashMap<>();
    for (Sample.Kind kind : Sample.Kind.values()) {
      List<Sample> samples = v.of(kind);
      if (!samples.isEmpty()) {
        kinds.put(kind.id(), group(v, samples));
      }
    }
    doc.put("summary", kinds);
    doc.put("samples", v.samples().stream().map(s -> sample(v, s)).toList());
    return doc;
  }

  private static Map<String, Object> group(Validation v, List<Sample> samples) {
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("samples", samples.size());
    out.put("all", stats(samples));
    Map<String, Object> who = new TreeMap<>();
    for (String id : samples.stream().map(Sample::shown).distinct().sorted().toList()) {
      who.put(id, stats(samples.stream().filter(s -> s.shown().equals(id)).toList()));
    }
    out.put("byIdentity", who);
    Map<String, Object> bins = new LinkedHashMap<>();
    for (PoseBin bin : samples.stream().map(v::bin).distinct().sorted().toList()) {
      Map<String, Object> one = stats(samples.stream().filter(s -> v.bin(s).equals(bin)).toList());
      one.put("yaw", PoseBin.yawName(bin.yaw()));
      one.put("pitch", PoseBin.pitchName(bin.pitch()));
      bins.put("yaw" + bin.yaw() + "pitch" + bin.pitch(), one);
    }
    out.put("byPose", bins);
    return out;
  }

  private static Map<String, Object> stats(List<Sample> samples) {
    Map<String, Object> out = new LinkedHashMap<>();
    for (Figure f : Figure.values()) {
      Stat s = of(samples, f);
      if (s.count() > 0) {
        out.put(
            f.id(),
            Map.of("count", s.count(), "mean", round(s.mean()), "tenthWorst", round(s.worst())));
      }
    }
    return out;
  }

  private static Map<String, Object> sample(Validation v, Sample s) {
    HeldOut h = v.frames().get(s.frame());
    Map<String, Object> out = new LinkedHashMap<>();
    out.put("frame", h.label());
    out.put("plate", h.identity());
    out.put("shown", s.shown());
    out.put("kind", s.kind().id());
    out.put("yaw", round(h.yaw()));
    out.put("pitch", round(h.pitch()));
    for (Figure f : Figure.values()) {
      if (!Double.isNaN(s.get(f))) {
        out.put(f.id(), round(s.get(f)));
      }
    }
    return out;
  }

  private static double round(double v) {
    return Math.round(v * 1e4) / 1e4;
  }
}
