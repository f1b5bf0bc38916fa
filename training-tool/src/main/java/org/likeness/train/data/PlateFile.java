package org.likeness.train.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.likeness.pipeline.FramePattern;

/**
 * One picture to extract from.
 *
 * @param path the file
 * @param frame frame number in its sequence, or the picture's place in its folder
 */
public record PlateFile(Path path, int frame) {
  private static final List<String> KINDS =
      List.of(".exr", ".png", ".jpg", ".jpeg", ".tif", ".tiff");
  private static final List<String> VIDEOS =
      List.of(
          ".mp4", ".mov", ".m4v", ".mkv", ".webm", ".avi", ".mxf", ".mpg", ".mpeg", ".ts", ".y4m");

  /** Whether its light is scene-linear. */
  public boolean isLinear() {
    return path.toString().toLowerCase(Locale.ROOT).endsWith(".exr");
  }

  /** Whether it is a video, of which every picture counts. */
  public boolean isVideo() {
    return is(VIDEOS, path);
  }

  /** What an index calls it: the file, or {@code video#n} for the n-th picture of a video. */
  public String original() {
    return isVideo() ? path + "#" + frame : path.toString();
  }

  /** File name without its last extension. */
  public String stem() {
    String name = path.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /**
   * The pictures of the inputs, in order.
   *
   * @param inputs folders, picture files, patterns such as {@code plate.%04d.exr} or {@code
   *     plate.####.exr}, video files
   * @throws IOException with a sentence, if an input is missing or of a kind that is not known
   */
  public static List<PlateFile> list(List<String> inputs) throws IOException {
    List<PlateFile> all = new ArrayList<>();
    for (String input : inputs) {
      Path path = Path.of(input);
      if (Files.isDirectory(path)) {
        folder(path, all);
        continue;
      }
      if (is(VIDEOS, path)) {
        if (!Files.isRegularFile(path)) {
          throw new IOException(input + ": no such file");
        }
        all.add(new PlateFile(path, 0));
        continue;
      }
      if (!isPicture(path)) {
        throw new IOException(
            input
                + ": neither a folder nor a picture nor a video (allowed are "
                + String.join(" ", KINDS)
                + ", patterns of them such as plate.####.exr, and "
                + String.join(" ", VIDEOS)
                + ")");
      }
      FramePattern pattern = FramePattern.parse(input);
      for (int frame : pattern.existing()) {
        all.add(new PlateFile(pattern.path(frame), frame));
      }
    }
    if (all.isEmpty()) {
      throw new IOException("no picture in " + String.join(", ", inputs));
    }
    return all;
  }

  private static void folder(Path path, List<PlateFile> all) throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      int frame = 0;
      for (Path file : files.filter(PlateFile::isPicture).sorted().toList()) {
        all.add(new PlateFile(file, frame++));
      }
    }
  }

  private static boolean isPicture(Path file) {
    return is(KINDS, file);
  }

  private static boolean is(List<String> kinds, Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return kinds.stream().anyMatch(name::endsWith);
  }
}
