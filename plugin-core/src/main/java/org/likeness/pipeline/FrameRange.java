package org.likeness.pipeline;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A set of frame numbers such as {@code 1001-1100}, {@code 1001-1100x2}, {@code 1,5,10-20}: commas
 * join parts, {@code x} gives the step. Frames come out sorted, each once.
 *
 * @param frames sorted, distinct, not empty
 */
public record FrameRange(List<Integer> frames) {
  /** More frames than this are taken for a slip of the keyboard. */
  public static final int MAX_FRAMES = 1_000_000;

  private static final Pattern PART =
      Pattern.compile("(-?\\d{1,9})(?:-(-?\\d{1,9})(?:x(\\d{1,9}))?)?");

  /** Sorts and makes distinct. */
  public FrameRange {
    if (frames.isEmpty()) {
      throw new IllegalArgumentException("a frame range needs at least one frame");
    }
    frames = List.copyOf(new TreeSet<>(frames));
  }

  /**
   * Reads a range.
   *
   * @throws IllegalArgumentException naming the part that cannot be read
   */
  public static FrameRange parse(String text) {
    SortedSet<Integer> all = new TreeSet<>();
    for (String part : text.split(",", -1)) {
      Matcher m = PART.matcher(part.strip());
      if (!m.matches()) {
        throw bad(text, part);
      }
      int first = Integer.parseInt(m.group(1));
      int last = m.group(2) == null ? first : Integer.parseInt(m.group(2));
      int step = m.group(3) == null ? 1 : Integer.parseInt(m.group(3));
      if (step == 0 || last < first) {
        throw bad(text, part);
      }
      if (((long) last - first) / step + all.size() >= MAX_FRAMES) {
        throw new IllegalArgumentException(
            "frame range \"" + text + "\" holds more than " + MAX_FRAMES + " frames");
      }
      for (long f = first; f <= last; f += step) {
        all.add((int) f);
      }
    }
    return new FrameRange(List.copyOf(all));
  }

  private static IllegalArgumentException bad(String text, String part) {
    return new IllegalArgumentException(
        "frame range \""
            + text
            + "\": cannot read \""
            + part
            + "\"; write 1001-1100, 1001-1100x2 or 1,5,10-20");
  }

  /** The shortest spelling: runs as {@code a-b}, else commas; {@link #parse} reads it back. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    int i = 0;
    while (i < frames.size()) {
      int j = i;
      while (j + 1 < frames.size() && frames.get(j + 1) == frames.get(j) + 1) {
        j++;
      }
      out.append(out.isEmpty() ? "" : ",").append(frames.get(i));
      if (j > i) {
        out.append(j == i + 1 ? "," : "-").append(frames.get(j));
      }
      i = j + 1;
    }
    return out.toString();
  }

  /** The spelling of a list of frames, or "none". */
  public static String describe(List<Integer> frames) {
    return frames.isEmpty()
        ? "none"
        : new FrameRange(frames.stream().collect(Collectors.toList())).toString();
  }
}
