package org.likeness.face;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** An analysis as a JSON document, one line a face and frame. */
final class AnalysisJson {
  private AnalysisJson() {}

  static String write(ShotAnalysis a) {
    StringBuilder b = new StringBuilder("{\n");
    b.append("\"format\": ").append(AnalysisCodec.VERSION).append(",\n");
    b.append("\"plate\": \"").append(a.plateSha256()).append("\",\n\"models\": {");
    String comma = "";
    for (Map.Entry<String, String> e : new TreeMap<>(a.models()).entrySet()) {
      b.append(comma).append('"').append(e.getKey()).append("\": \"");
      b.append(e.getValue()).append('"');
      comma = ", ";
    }
    b.append("},\n\"frames\": ").append(a.frames()).append(",\n\"tracks\": [");
    comma = "\n";
    for (ShotAnalysis.Track t : a.tracks()) {
      b.append(comma).append("{\"id\": ").append(t.id()).append(", \"observations\": [");
      String inner = "\n";
      for (FaceObservation o : t.observations()) {
        b.append(inner);
        observation(b, o);
        inner = ",\n";
      }
      b.append("]}");
      comma = ",\n";
    }
    return b.append("]\n}\n").toString();
  }

  private static void observation(StringBuilder b, FaceObservation o) {
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
    b.append("], \"landmarks\": [");
    for (int i = 0; i < o.landmarks().xyz().length; i++) {
      b.append(i == 0 ? "" : ", ");
      b.append(String.format(Locale.ROOT, "%.3f", o.landmarks().xyz()[i]));
    }
    b.append("]}");
  }
}
