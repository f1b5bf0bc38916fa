package org.likeness.pipeline.layers;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.likeness.exr.ExrAttribute;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

/**
 * Names and coverages as Cryptomatte, by Psyop's published specification 1.2.0: a name's id is the
 * MurmurHash3 of its UTF-8 bytes, read as a float; a pixel holds pairs of id and coverage, the
 * greatest coverage first, two pairs a level of four channels. A reader adds up the coverages of
 * the pairs whose id is a name's.
 */
public final class Cryptomatte {
  /** Pairs that a pixel holds. */
  static final int RANKS = 4;

  private static final String JSON_SPECIAL = "\"\\";

  /**
   * A name's coverage.
   *
   * @param name any text but the empty one
   * @param coverage 0..1
   */
  public record Entry(String name, Plane coverage) {}

  private Cryptomatte() {}

  /**
   * The hash with its exponent brought into the range of ordinary floats, so that it is no NaN, no
   * infinity and no number that a processor may take for 0.
   */
  static int bits(String name) {
    int h = MurmurHash3.hash32(name.getBytes(StandardCharsets.UTF_8), 0);
    int exponent = h >>> 23 & 0xff;
    return exponent == 0 || exponent == 0xff ? h ^ 1 << 23 : h;
  }

  /** A name's id. */
  public static float id(String name) {
    return Float.intBitsToFloat(bits(name));
  }

  static String hex(String name) {
    return "%08x".formatted(bits(name));
  }

  /**
   * The planes: id and coverage of each rank in turn. Entries of one name count as one. In a pixel
   * that more is in front of than there is room for, the first entries are kept: coverages never
   * add up to more than 1.
   *
   * @param entries in order of depth, the nearest first
   */
  public static Plane[] planes(List<Entry> entries, PixelRect window) {
    Plane[] out = new Plane[2 * RANKS];
    for (int i = 0; i < out.length; i++) {
      out[i] = Plane.zeros(window);
    }
    Map<String, Plane> byName = visible(entries, window);
    List<Map.Entry<String, Plane>> names = new ArrayList<>(byName.entrySet());
    float[] ids = new float[names.size()];
    for (int n = 0; n < ids.length; n++) {
      ids[n] = id(names.get(n).getKey());
    }
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < window.area(); i++) {
      order.clear();
      for (int n = 0; n < ids.length; n++) {
        if (names.get(n).getValue().data()[i] > 0f) {
          order.add(n);
        }
      }
      int at = i;
      order.sort(
          Comparator.comparingDouble((Integer n) -> -names.get(n).getValue().data()[at])
              .thenComparingDouble(n -> ids[n]));
      for (int r = 0; r < Math.min(RANKS, order.size()); r++) {
        out[2 * r].data()[i] = ids[order.get(r)];
        out[2 * r + 1].data()[i] = names.get(order.get(r)).getValue().data()[i];
      }
    }
    return out;
  }

  /** What of each name is to be seen past what lies nearer. */
  private static Map<String, Plane> visible(List<Entry> entries, PixelRect window) {
    Map<String, Plane> byName = new TreeMap<>();
    float[] room = Plane.filled(window, 1f).data();
    for (Entry e : entries) {
      float[] c = e.coverage().crop(window).data();
      float[] sum = byName.computeIfAbsent(e.name(), n -> Plane.zeros(window)).data();
      for (int i = 0; i < room.length; i++) {
        float here = Math.min(room[i], Math.max(0f, c[i]));
        sum[i] += here;
        room[i] -= here;
      }
    }
    return byName;
  }

  /**
   * The header's part: name of the layer, hash, conversion and the manifest of names.
   *
   * @param layer such as {@code cryptoFace}: the channels' name without the level's number
   */
  public static List<ExrAttribute> attributes(String layer, List<String> names) {
    String before = "cryptomatte/" + hex(layer).substring(0, 7) + "/";
    Map<String, String> values = new LinkedHashMap<>();
    values.put("name", layer);
    values.put("hash", "MurmurHash3_32");
    values.put("conversion", "uint32_to_float32");
    values.put("manifest", manifest(names));
    List<ExrAttribute> list = new ArrayList<>();
    values.forEach((k, v) -> list.add(ExrAttribute.string(before + k, v)));
    return list;
  }

  private static String manifest(List<String> names) {
    StringBuilder json = new StringBuilder("{");
    for (String name : names.stream().distinct().sorted().toList()) {
      json.append(json.length() > 1 ? "," : "").append('"');
      for (char c : name.toCharArray()) {
        if (c < ' ') {
          json.append("\\u%04x".formatted((int) c));
        } else {
          json.append(JSON_SPECIAL.indexOf(c) >= 0 ? "\\" : "").append(c);
        }
      }
      json.append("\":\"").append(hex(name)).append('"');
    }
    return json.append('}').toString();
  }
}
