package org.likeness.face;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An analysis as a JSON document, one line a face and frame. */
final class AnalysisJson {
  private final StringBuilder b = new StringBuilder();

  private AnalysisJson() {}

  static String write(ShotAnalysis a, boolean raw) {
    AnalysisJson j = new AnalysisJson();
    j.document(a, raw);
    return j.b.toString();
  }

  private void document(ShotAnalysis a, boolean raw) {
    b.append("{\n\"format\": ").append(AnalysisCodec.version(a));
    b.append(",\n\"plate\": ").append(text(a.plateSha256()));
    b.append(",\n\"window\": [").append(a.window().x0()).append(", ").append(a.window().y0());
    b.append(", ").append(a.window().x1()).append(", ").append(a.window().y1());
    b.append("],\n\"models\": ");
    texts(a.models());
    b.append(",\n\"settings\": ");
    texts(a.settings());
    b.append(",\n\"frames\": ").append(a.frames());
    b.append(",\n\"cuts\": ").append(a.cuts());
    b.append(",\n\"grain\": {");
    b.append(
        a.grain().entrySet().stream()
            .map(e -> "\n\"" + e.getKey() + "\": " + e.getValue().json())
            .collect(Collectors.joining(",")));
    b.append("},\n\"corrections\": ");
    b.append(a.corrections().isEmpty() ? "null" : a.corrections().json());
    b.append(",\n\"problems\": [");
    b.append(String.join(", ", a.problems().stream().map(AnalysisJson::text).toList()));
    b.append("],\n\"risks\": {");
    risks(a);
    b.append("},\n\"tracks\": [");
    String comma = "\n";
    for (ShotAnalysis.Track t : a.tracks()) {
      b.append(comma).append("{\"id\": ").append(t.id());
      b.append(", \"name\": ").append(text(t.name()));
      b.append(", \"identity\": ").append(text(t.identity()));
      b.append(", \"observations\": [");
      faces(t.observations());
      b.append("]}");
      comma = ",\n";
    }
    b.append("]");
    if (raw) {
      b.append(",\n\"raw\": [");
      comma = "\n";
      for (FrameFaces f : a.raw()) {
        b.append(comma).append("{\"frame\": ").append(f.frame()).append(", \"sha256\": \"");
        b.append(HexFormat.of().formatHex(f.digest())).append("\", \"faces\": [");
        faces(f.faces());
        b.append("]}");
        comma = ",\n";
      }
      b.append("]");
    }
    b.append("\n}\n");
  }

  private void risks(ShotAnalysis a) {
    String comma = "\n";
    for (ShotRisk risk : new TreeMap<>(a.risks()).values()) {
      b.append(comma).append(text(risk.identity())).append(": [");
      comma = "";
      for (Map.Entry<Integer, Map<Integer, Double>> track : risk.tracks().entrySet()) {
        for (Map.Entry<Integer, Double> e : track.getValue().entrySet()) {
          b.append(comma)
              .append(
                  String.format(
                      Locale.ROOT,
                      "{\"track\": %d, \"frame\": %d, \"risk\": %.3f}",
                      track.getKey(),
                      e.getKey(),
                      e.getValue()));
          comma = ", ";
        }
      }
      b.append("]");
      comma = ",\n";
    }
  }

  private static String text(String s) {
    return TextNode.valueOf(s).toString();
  }

  private void texts(Map<String, String> map) {
    b.append('{');
    String comma = "";
    for (Map.Entry<String, String> e : new TreeMap<>(map).entrySet()) {
      b.append(comma).append(text(e.getKey())).append(": ").append(text(e.getValue()));
      comma = ", ";
    }
    b.append('}');
  }

  private void faces(List<FaceObservation> list) {
    String comma = "\n";
    for (FaceObservation o : list) {
      b.append(comma);
      observation(o);
      comma = ",\n";
    }
  }

  private void observation(FaceObservation o) {
    FaceBox box = FaceBox.of(o.landmarks());
    b.append(
        String.format(
            Locale.ROOT,
            "{\"frame\": %d, \"score\": %.4f, \"presence\": %.4f, \"yaw\": %.2f, \"pitch\": %.2f,"
                + " \"roll\": %.2f, \"box\": [%.2f, %.2f, %.2f, %.2f], \"flags\": [",
            o.frame(),
            o.score(),
            o.landmarks().presence(),
            o.pose().yaw(),
            o.pose().pitch(),
            o.pose().roll(),
            box.x0(),
            box.y0(),
            box.x1(),
            box.y1()));
    String comma = "";
    for (FaceObservation.Flag f : FaceObservation.Flag.values()) {
      if (o.flags().contains(f)) {
        b.append(comma).append('"').append(f.name().toLowerCase(Locale.ROOT)).append('"');
        comma = ", ";
      }
    }
    b.append(']');
    detail(o.detail());
    numbers("landmarks", o.landmarks().xyz(), 3);
    b.append('}');
  }

  private void detail(FaceDetail d) {
    if (!Float.isNaN(d.size())) {
      b.append(String.format(Locale.ROOT, ", \"size\": %.3f", d.size()));
    }
    if (!Float.isNaN(d.sharpness())) {
      b.append(String.format(Locale.ROOT, ", \"sharpness\": %.4f", d.sharpness()));
    }
    points("points", d.points());
    points("anchors", d.anchors());
    known("iris", d.iris(), 3);
    known("expression", d.expression(), 4);
    known("light", d.light(), 5);
    known("tone", d.tone(), 5);
    known("identity", d.identity(), 5);
  }

  private void points(String name, FacePoints p) {
    if (p.count() > 0) {
      b.append(", \"").append(name).append("\": {");
      list("xy", p.xy(), 3);
      b.append(", ");
      list("deviation", p.deviation(), 3);
      b.append(", ");
      list("visibility", p.visibility(), 3);
      b.append('}');
    }
  }

  private void known(String name, float[] v, int digits) {
    if (v.length > 0) {
      numbers(name, v, digits);
    }
  }

  private void numbers(String name, float[] v, int digits) {
    b.append(", ");
    list(name, v, digits);
  }

  private void list(String name, float[] v, int digits) {
    String form = "%." + digits + "f";
    b.append('"').append(name).append("\": [");
    for (int i = 0; i < v.length; i++) {
      b.append(i == 0 ? "" : ", ");
      b.append(Float.isFinite(v[i]) ? String.format(Locale.ROOT, form, v[i]) : "null");
    }
    b.append(']');
  }
}
