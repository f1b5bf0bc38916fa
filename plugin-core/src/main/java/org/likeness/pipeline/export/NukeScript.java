package org.likeness.pipeline.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Nodes of Nuke as text, to be pasted into a script or opened as one: Tracker4, CornerPin2D. */
final class NukeScript {
  /** Columns of a track in a Tracker4: two numbers that its panel needs, width, name, label. */
  private static final List<String> COLUMNS =
      List.of(
          "5 1 20 enable e",
          "3 1 75 name name",
          "2 1 58 track_x track_x",
          "2 1 58 track_y track_y",
          "2 1 63 offset_x offset_x",
          "2 1 63 offset_y offset_y",
          "4 1 27 T T",
          "4 1 27 R R",
          "4 1 27 S S",
          "2 0 45 error error",
          "1 1 0 error_min error_min",
          "1 1 0 error_max error_max",
          "1 1 0 pattern_x pattern_x",
          "1 1 0 pattern_y pattern_y",
          "1 1 0 pattern_r pattern_r",
          "1 1 0 pattern_t pattern_t",
          "1 1 0 search_x search_x",
          "1 1 0 search_y search_y",
          "1 1 0 search_r search_r",
          "1 1 0 search_t search_t",
          "2 1 0 key_track key_track",
          "2 1 0 key_search_x key_search_x",
          "2 1 0 key_search_y key_search_y",
          "2 1 0 key_search_r key_search_r",
          "2 1 0 key_search_t key_search_t",
          "2 1 0 key_track_x key_track_x",
          "2 1 0 key_track_y key_track_y",
          "2 1 0 key_track_r key_track_r",
          "2 1 0 key_track_t key_track_t",
          "2 1 0 key_centre_offset_x key_centre_offset_x",
          "2 1 0 key_centre_offset_y key_centre_offset_y");

  private static final String HEAD =
      "set cut_paste_input [stack 0]\nversion 12.0 v1\npush $cut_paste_input\n";

  private NukeScript() {}

  /**
   * A Tracker4 whose tracks move, turn and scale; off where the face is not seen.
   *
   * @param paths each with at least one key
   */
  static String tracker(String name, List<TrackPath> paths) {
    StringBuilder b = new StringBuilder(HEAD).append("Tracker4 {\n tracks { { 1 31 ");
    b.append(paths.size()).append(" }\n{ ");
    COLUMNS.forEach(c -> b.append("{ ").append(c).append(" 1 }\n"));
    b.append("}\n{\n");
    for (TrackPath p : paths) {
      int first = p.keys().get(0).frame();
      b.append(" { {curve ").append(enabled(p.keys())).append("} \"").append(p.name());
      b.append("\" ").append(curve(p.keys(), TrackPath.Key::x));
      b.append(' ').append(curve(p.keys(), TrackPath.Key::y));
      b.append(" {curve K x").append(first).append(" 0} {curve K x").append(first);
      b.append(" 0} 1 1 1 ").append(curve(p.keys(), TrackPath.Key::deviation));
      b.append(" 0 0 -32 -32 32 32 -22 -22 22 22");
      b.append(" {}".repeat(11)).append(" }\n");
    }
    b.append("}\n}\n reference_frame ").append(paths.get(0).keys().get(0).frame());
    return b.append("\n name ").append(name).append("\n selected true\n}\n").toString();
  }

  /** Steps: 1 where the point is there, 0 where it is not. */
  private static String enabled(List<TrackPath.Key> keys) {
    StringBuilder b = new StringBuilder("K x").append(keys.get(0).frame()).append(" 1");
    for (int i = 1; i < keys.size(); i++) {
      int before = keys.get(i - 1).frame();
      if (keys.get(i).frame() != before + 1) {
        b.append(" x").append(before + 1).append(" 0 x").append(keys.get(i).frame()).append(" 1");
      }
    }
    return b.toString();
  }

  /**
   * A CornerPin2D that lays a square picture onto the face.
   *
   * @param corners lower left, lower right, upper right, upper left
   * @param size side of the square
   */
  static String cornerPin(String name, List<TrackPath> corners, int size) {
    StringBuilder b = new StringBuilder(HEAD).append("CornerPin2D {\n");
    for (int i = 0; i < corners.size(); i++) {
      List<TrackPath.Key> keys = corners.get(i).keys();
      b.append(" to").append(i + 1).append(" {").append(curve(keys, TrackPath.Key::x));
      b.append(' ').append(curve(keys, TrackPath.Key::y)).append("}\n");
    }
    b.append(" invert false\n");
    b.append(" from1 {0 0}\n from2 {").append(size).append(" 0}\n from3 {").append(size);
    b.append(' ').append(size).append("}\n from4 {0 ").append(size).append("}\n");
    return b.append(" name ").append(name).append("\n selected true\n}\n").toString();
  }

  private static String curve(List<TrackPath.Key> keys, ToDoubleFunction<TrackPath.Key> value) {
    List<String> parts = new ArrayList<>();
    for (TrackPath.Key k : keys) {
      parts.add(String.format(Locale.ROOT, "x%d %.4f", k.frame(), value.applyAsDouble(k)));
    }
    return "{curve " + String.join(" ", parts) + "}";
  }
}
