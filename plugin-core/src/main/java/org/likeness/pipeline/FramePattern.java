package org.likeness.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Names of an image sequence: {@code plate.%04d.exr}, {@code plate.####.exr} (as many digits as
 * hashes, at least), {@code plate.%d.exr}, or a single file. The placeholder stands in the file's
 * name, never in a folder's.
 */
public final class FramePattern {
  private static final Pattern PLACEHOLDER = Pattern.compile("#+|%(?:0(\\d))?d");
  private static final Pattern LAST_NUMBER = Pattern.compile("(\\d{1,9})(?=\\D*$)");

  private final String text;
  private final Path folder;
  private final String before;
  private final String after;
  private final int digits;
  private final boolean sequence;

  private FramePattern(
      String text, Path folder, String before, String after, int digits, boolean sequence) {
    this.text = text;
    this.folder = folder;
    this.before = before;
    this.after = after;
    this.digits = digits;
    this.sequence = sequence;
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException for an empty name, a placeholder in a folder's name, or two
   *     placeholders
   */
  public static FramePattern parse(String text) {
    Path path = Path.of(text);
    Path last = path.getFileName();
    if (last == null || last.toString().isEmpty()) {
      throw new IllegalArgumentException("\"" + text + "\" names no file");
    }
    Path parent = path.getParent();
    Path folder = parent == null ? Path.of("") : parent;
    if (PLACEHOLDER.matcher(folder.toString()).find()) {
      throw new IllegalArgumentException(
          "\"" + text + "\": the frame number belongs in the file's name, not in a folder's");
    }
    String name = last.toString();
    Matcher m = PLACEHOLDER.matcher(name);
    if (!m.find()) {
      return new FramePattern(text, folder, name, "", 0, false);
    }
    String group = m.group();
    int digits = group.startsWith("#") ? group.length() : m.group(1) == null ? 1 : digit(m);
    String before = name.substring(0, m.start());
    String after = name.substring(m.end());
    if (PLACEHOLDER.matcher(after).find()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" has two places for the frame number; one is allowed");
    }
    return new FramePattern(text, folder, before, after, Math.max(1, digits), true);
  }

  private static int digit(Matcher m) {
    return Integer.parseInt(m.group(1));
  }

  /** Whether it names many files. */
  public boolean isSequence() {
    return sequence;
  }

  /** The folder that the files lie in. */
  public Path folder() {
    return folder;
  }

  /** The file of a frame; a single file is every frame's. */
  public Path path(int frame) {
    return folder.resolve(name(frame));
  }

  /** File name of a frame. */
  public String name(int frame) {
    return sequence
        ? before + String.format(Locale.ROOT, "%0" + digits + "d", frame) + after
        : before;
  }

  /** File name with {@code ####} for the number, for messages and manifests. */
  public String fileName() {
    return sequence ? before + "#".repeat(digits) + after : before;
  }

  /** The frame number in a file's name, if the name is one of this sequence's. */
  public OptionalInt frameOf(String name) {
    if (!sequence
        || !name.startsWith(before)
        || !name.endsWith(after)
        || name.length() <= before.length() + after.length()) {
      return OptionalInt.empty();
    }
    String number = name.substring(before.length(), name.length() - after.length());
    if (!number.matches("-?\\d{1,9}")) {
      return OptionalInt.empty();
    }
    int frame = Integer.parseInt(number);
    return name(frame).equals(name) ? OptionalInt.of(frame) : OptionalInt.empty();
  }

  /**
   * Frames that exist on disk, sorted. A single file is one frame: the last number in its name, or
   * 1.
   *
   * @throws IOException with a sentence when there is none
   */
  public List<Integer> existing() throws IOException {
    if (!sequence) {
      if (!Files.isRegularFile(path(0))) {
        throw new NoSuchFileException(path(0).toString());
      }
      return List.of(singleFrame());
    }
    Path dir = folder.toString().isEmpty() ? Path.of(".") : folder;
    if (!Files.isDirectory(dir)) {
      throw new NoSuchFileException(dir.toString());
    }
    TreeSet<Integer> found = new TreeSet<>();
    try (Stream<Path> list = Files.list(dir)) {
      list.forEach(p -> frameOf(String.valueOf(p.getFileName())).ifPresent(found::add));
    }
    if (found.isEmpty()) {
      throw new IOException(text + ": no frame of this sequence is in the folder " + dir);
    }
    return List.copyOf(found);
  }

  /** The number of a single file: the last one in its name, or 1. */
  public int singleFrame() {
    String stem = before.replaceFirst("\\.[A-Za-z0-9]*[A-Za-z][A-Za-z0-9]*$", "");
    Matcher m = LAST_NUMBER.matcher(stem);
    return m.find() ? Integer.parseInt(m.group(1)) : 1;
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }
}
