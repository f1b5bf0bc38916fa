package org.likeness.pipeline.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.likeness.pipeline.Software;
import org.likeness.pipeline.temporal.Finding;
import org.likeness.pipeline.temporal.FrameFigures;
import org.likeness.pipeline.temporal.Limits;
import org.likeness.pipeline.temporal.TemporalSeries;

/** The report for programs. Numbers have six digits; what is not known is left out. */
public final class ReportJson {
  /** Version of the document; a reader refuses a higher one. */
  public static final int FORMAT_VERSION = 1;

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private ReportJson() {}

  /** The document. */
  public static String of(ShotReport r) {
    Map<String, Object> doc = new LinkedHashMap<>();
    doc.put("format", "likeness-report");
    doc.put("formatVersion", FORMAT_VERSION);
    doc.put("software", Software.NAME + " " + Software.VERSION);
    doc.put("title", r.title());
    doc.put("inputs", r.inputs());
    doc.put("remarks", r.remarks());
    doc.put("limits", limits(r.limits()));
    doc.put("summary", summary(r));
    List<Object> findings = new ArrayList<>();
    for (Finding f : r.findings()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("kind", f.kind().id());
      one.put("first", f.first());
      one.put("last", f.last());
      one.put("frame", f.frame());
      put(one, "value", f.value());
      put(one, "limit", f.limit());
      one.put("sentence", f.sentence());
      findings.add(one);
    }
    doc.put("findings", findings);
    List<Object> frames = new ArrayList<>();
    for (FrameFigures f : r.frames()) {
      frames.add(frame(f, r.series()));
    }
    doc.put("frames", frames);
    try {
      return JSON.writeValueAsString(doc) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps, lists, texts and numbers are always JSON", e);
    }
  }

  private static Map<String, Object> limits(Limits l) {
    Map<String, Object> m = new LinkedHashMap<>();
    m.put("flash", l.flash());
    m.put("identity", l.identity());
    m.put("drift", l.drift());
    m.put("flicker", l.flicker());
    m.put("band", l.band());
    m.put("jump", l.jump());
    m.put("pumping", l.pumping());
    return m;
  }

  private static Map<String, Object> summary(ShotReport r) {
    Map<String, Object> m = new LinkedHashMap<>();
    m.put("frames", r.frames().size());
    for (Finding.Kind k : Finding.Kind.values()) {
      m.put(k.id(), r.of(k).size());
    }
    series(r.series())
        .forEach(
            (name, s) -> {
              put(m, name + "Mean", TemporalSeries.mean(s));
              put(m, name + "Most", TemporalSeries.most(s));
            });
    return m;
  }

  private static Map<String, SortedMap<Integer, Double>> series(TemporalSeries s) {
    Map<String, SortedMap<Integer, Double>> m = new LinkedHashMap<>();
    m.put("excess", s.excess());
    m.put("change", s.change());
    m.put("plateChange", s.plateChange());
    m.put("dtssd", s.matte());
    m.put("dtssdJaw", s.jaw());
    m.put("dtssdHair", s.hair());
    m.put("pumping", s.pumping());
    m.put("likeness", s.identity().likeness());
    m.put("plateLikeness", s.identity().plateLikeness());
    m.put("drift", s.identity().drift());
    m.put("apart", s.identity().apart());
    return m;
  }

  private static Map<String, Object> frame(FrameFigures f, TemporalSeries all) {
    Map<String, Object> m = new LinkedHashMap<>();
    m.put("frame", f.frame());
    m.put("state", f.state().words());
    if (!f.note().isEmpty()) {
      m.put("note", f.note());
    }
    put(m, "yaw", f.yaw());
    series(all)
        .forEach(
            (name, s) -> {
              Double v = s.get(f.frame());
              put(m, name, v == null ? Double.NaN : v);
            });
    return m;
  }

  private static void put(Map<String, Object> m, String name, double v) {
    if (!Double.isNaN(v)) {
      m.put(name, Math.rint(v * 1e6) / 1e6);
    }
  }
}
