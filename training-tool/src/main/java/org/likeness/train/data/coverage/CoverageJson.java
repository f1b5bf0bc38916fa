package org.likeness.train.data.coverage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.likeness.train.data.traits.FaceFeature;
import org.likeness.train.data.traits.FaceTraits;

/** A coverage as data. */
public final class CoverageJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private CoverageJson() {}

  /** As JSON: histograms of both sides, gaps, and each frame's support and risk. */
  public static String write(Coverage c) {
    ObjectNode root = JSON.createObjectNode();
    root.put("coverageVersion", 1);
    root.put("identity", c.identity());
    root.put("pictures", c.pictures().size());
    root.put("plateFaces", c.plate().size());
    ObjectNode histograms = root.putObject("histograms");
    side(
        histograms.putObject("identity"), c.pictures().stream().map(IdentityFace::traits).toList());
    side(histograms.putObject("plate"), c.plate().stream().map(PlateFace::traits).toList());
    ArrayNode gaps = root.putArray("gaps");
    for (Gap g : c.gaps()) {
      ObjectNode node = gaps.addObject();
      node.put("kind", g.kind()).put("what", g.what()).put("framesHit", g.frames().size());
      node.put("picturesNear", round(g.near())).put("worstFrame", g.worst());
      ArrayNode frames = node.putArray("frames");
      g.frames().forEach(frames::add);
    }
    ArrayNode frames = root.putArray("frames");
    for (int i = 0; i < c.plate().size(); i++) {
      PlateFace p = c.plate().get(i);
      Support s = c.support().get(i);
      frames
          .addObject()
          .put("track", p.track())
          .put("frame", p.frame())
          .put("pose", round(s.pose()))
          .put("expression", round(s.expression()))
          .put("light", round(s.light()))
          .put("risk", round(s.risk()));
    }
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static double round(double v) {
    return Math.rint(v * 1000) / 1000;
  }

  private static void side(ObjectNode to, List<FaceTraits> faces) {
    Histograms h = Histograms.of(faces);
    ObjectNode pose = to.putObject("yawPitch");
    h.pose().forEach((bin, n) -> pose.put(bin, n));
    ObjectNode expression = to.putObject("expression");
    FaceFeature[] all = FaceFeature.values();
    for (int i = 0; i < all.length; i++) {
      ArrayNode steps = expression.putArray(all[i].label());
      for (int n : h.expression()[i]) {
        steps.add(n);
      }
    }
    ObjectNode light = to.putObject("light");
    h.light().forEach(light::put);
    ArrayNode contrast = to.putArray("lightContrast");
    for (int n : h.contrast()) {
      contrast.add(n);
    }
  }
}
