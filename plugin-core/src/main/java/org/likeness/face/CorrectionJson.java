package org.likeness.face;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.likeness.face.Correction.At;

/** Corrections from and to JSON: {@code {"corrections": [{"do": "split", "track": 0, ...}]}}. */
final class CorrectionJson {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final double RADIUS = 0.15;
  private static final int FADE = 12;

  /** Beyond this a number is a slip of the keyboard. */
  private static final double MOST_PIXELS = 1e6;

  private static final int MOST_FRAME = 999_999_999;
  private static final int MOST = 100_000;

  private CorrectionJson() {}

  static List<Correction> read(String text) {
    JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "the corrections are no JSON: " + e.getOriginalMessage(), e);
    }
    JsonNode list = root.get("corrections");
    if (!root.isObject() || root.size() != 1 || list == null || !list.isArray()) {
      throw new IllegalArgumentException(
          "corrections must be {\"corrections\": [ ... ]} and nothing beside");
    }
    if (list.size() > MOST) {
      throw new IllegalArgumentException("there are more than " + MOST + " corrections");
    }
    List<Correction> out = new ArrayList<>();
    for (JsonNode n : list) {
      String where = "correction " + (out.size() + 1);
      try {
        out.add(correction(new JsonFields(n)));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
      }
    }
    return out;
  }

  private static Correction correction(JsonFields f) {
    String kind = f.text("do");
    int track = f.whole("track", 0, MOST_FRAME);
    At at = at(f, "at");
    Correction c =
        switch (kind) {
          case "points" ->
              new Correction.Points(
                  track,
                  at,
                  f.number("radius", RADIUS, 0, 10),
                  f.whole("fade", FADE, 0, MOST_FRAME),
                  pointKeys(f.list("keys")));
          case "move" ->
              new Correction.Move(
                  track, at, f.whole("fade", FADE, 0, MOST_FRAME), moveKeys(f.list("keys")));
          case "split" ->
              new Correction.Split(
                  track,
                  at,
                  f.whole("frame", -MOST_FRAME, MOST_FRAME),
                  f.whole("as", -1, 0, MOST_FRAME));
          case "join" ->
              new Correction.Join(track, at, f.whole("with", 0, MOST_FRAME), at(f, "withAt"));
          case "name" -> new Correction.Name(track, at, false, f.label("name"));
          case "identity" -> new Correction.Name(track, at, true, f.label("identity"));
          case "delete" ->
              new Correction.Delete(
                  track,
                  at,
                  f.whole("from", -MOST_FRAME, -MOST_FRAME, MOST_FRAME),
                  f.whole("to", MOST_FRAME, -MOST_FRAME, MOST_FRAME));
          default ->
              throw new IllegalArgumentException(
                  "\"do\" is \""
                      + kind
                      + "\"; it can be points, move, split, join, name, identity, delete");
        };
    f.end();
    return c;
  }

  private static @Nullable At at(JsonFields fields, String name) {
    JsonFields f = fields.object(name);
    if (f == null) {
      return null;
    }
    At at =
        new At(
            f.whole("frame", -MOST_FRAME, MOST_FRAME),
            f.number("x", -MOST_PIXELS, MOST_PIXELS),
            f.number("y", -MOST_PIXELS, MOST_PIXELS));
    f.end();
    return at;
  }

  private static List<Correction.PointKey> pointKeys(List<JsonFields> list) {
    List<Correction.PointKey> keys = new ArrayList<>();
    for (JsonFields f : list) {
      Correction.PointKey key =
          new Correction.PointKey(
              f.whole("frame", -MOST_FRAME, MOST_FRAME), places(f, "to"), places(f, "by"));
      f.end();
      if (key.to().isEmpty() && key.by().isEmpty()) {
        throw new IllegalArgumentException(
            "the key at frame " + key.frame() + " moves no point; give \"to\" or \"by\"");
      }
      keys.add(key);
    }
    keys.sort(Comparator.comparingInt(Correction.PointKey::frame));
    for (int i = 1; i < keys.size(); i++) {
      checkOnce(keys.get(i - 1).frame(), keys.get(i).frame());
    }
    return keys;
  }

  private static List<Correction.MoveKey> moveKeys(List<JsonFields> list) {
    List<Correction.MoveKey> keys = new ArrayList<>();
    for (JsonFields f : list) {
      int frame = f.whole("frame", -MOST_FRAME, MOST_FRAME);
      double[] by = f.has("by") ? f.pair("by", MOST_PIXELS) : new double[2];
      keys.add(
          new Correction.MoveKey(
              frame,
              by[0],
              by[1],
              f.number("scale", 1, 0.01, 100),
              f.number("turn", 0, -360, 360)));
      f.end();
    }
    keys.sort(Comparator.comparingInt(Correction.MoveKey::frame));
    for (int i = 1; i < keys.size(); i++) {
      checkOnce(keys.get(i - 1).frame(), keys.get(i).frame());
    }
    return keys;
  }

  private static void checkOnce(int before, int frame) {
    if (before == frame) {
      throw new IllegalArgumentException("there are two keys at frame " + frame);
    }
  }

  private static Map<PointName, double[]> places(JsonFields fields, String name) {
    Map<PointName, double[]> out = new TreeMap<>();
    JsonFields f = fields.object(name);
    if (f != null) {
      for (String point : f.names()) {
        out.put(PointName.parse(point), f.pair(point, MOST_PIXELS));
      }
    }
    return out;
  }

  static String write(List<Correction> list) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode all = root.putArray("corrections");
    list.forEach(c -> all.add(node(c)));
    return root.toString();
  }

  private static ObjectNode node(Correction c) {
    ObjectNode n = JsonNodeFactory.instance.objectNode();
    n.put("do", c.kind()).put("track", c.track());
    if (c instanceof Correction.Points p) {
      n.put("radius", p.radius()).put("fade", p.fade());
      ArrayNode keys = n.putArray("keys");
      for (Correction.PointKey k : p.keys()) {
        ObjectNode key = keys.addObject().put("frame", k.frame());
        places(key, "to", k.to());
        places(key, "by", k.by());
      }
    } else if (c instanceof Correction.Move m) {
      n.put("fade", m.fade());
      ArrayNode keys = n.putArray("keys");
      for (Correction.MoveKey k : m.keys()) {
        ObjectNode key = keys.addObject().put("frame", k.frame());
        key.putArray("by").add(k.dx()).add(k.dy());
        key.put("scale", k.scale()).put("turn", k.turn());
      }
    } else if (c instanceof Correction.Split s) {
      n.put("frame", s.first());
      if (s.as() >= 0) {
        n.put("as", s.as());
      }
    } else if (c instanceof Correction.Join j) {
      n.put("with", j.with());
      at(n, "withAt", j.withAt());
    } else if (c instanceof Correction.Name name) {
      n.put(name.kind(), name.text());
    } else if (c instanceof Correction.Delete d) {
      if (d.first() != -MOST_FRAME) {
        n.put("from", d.first());
      }
      if (d.last() != MOST_FRAME) {
        n.put("to", d.last());
      }
    }
    at(n, "at", c.at());
    return n;
  }

  private static void at(ObjectNode n, String name, @Nullable At at) {
    if (at != null) {
      n.putObject(name).put("frame", at.frame()).put("x", at.x()).put("y", at.y());
    }
  }

  private static void places(ObjectNode key, String name, Map<PointName, double[]> places) {
    if (!places.isEmpty()) {
      ObjectNode n = key.putObject(name);
      new TreeMap<>(places).forEach((p, v) -> n.putArray(p.toString()).add(v[0]).add(v[1]));
    }
  }

  static String describe(Correction c) {
    String t = "track " + c.track();
    if (c instanceof Correction.Points p) {
      return t
          + ": points moved, keys at frames "
          + p.keys().stream().map(Correction.PointKey::frame).toList();
    } else if (c instanceof Correction.Move m) {
      return t
          + ": moved, keys at frames "
          + m.keys().stream().map(Correction.MoveKey::frame).toList();
    } else if (c instanceof Correction.Split s) {
      return t + ": split at frame " + s.first();
    } else if (c instanceof Correction.Join j) {
      return t + ": joined with track " + j.with();
    } else if (c instanceof Correction.Name n) {
      return t + ": " + n.kind() + " \"" + n.text() + "\"";
    }
    return t + ": deleted";
  }
}
