package org.likeness.pipeline.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.likeness.exr.ExrChannel;
import org.likeness.exr.ExrPart;
import org.likeness.exr.ExrReader;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.pipeline.FramePattern;

/** The frames that a swap wrote. */
public final class ResultSequence {
  private static final Pattern NUMBERED = Pattern.compile("(.*?)(\\d+)(\\D*\\.exr)");

  private final FramePattern pattern;

  private ResultSequence(FramePattern pattern) {
    this.pattern = pattern;
  }

  /**
   * One frame of a result.
   *
   * @param comp face over plate, whole picture
   * @param alpha coverage of the face over the same window
   */
  record Composite(Frame comp, Plane alpha) {}

  /**
   * By a pattern, a single file, or a folder with one numbered sequence in it.
   *
   * @throws IOException if a folder holds none, or several
   */
  public static ResultSequence open(String text) throws IOException {
    Path path = Path.of(text);
    if (!Files.isDirectory(path)) {
      FramePattern pattern = FramePattern.parse(text);
      if (!pattern.isSequence() && !Files.isRegularFile(path)) {
        throw new IOException(text + ": there is no such file or folder");
      }
      return new ResultSequence(pattern);
    }
    TreeSet<String> found = new TreeSet<>();
    try (Stream<Path> list = Files.list(path)) {
      for (Path p : list.toList()) {
        Matcher m = NUMBERED.matcher(p.getFileName().toString());
        if (m.matches() && !m.group(1).startsWith(".")) {
          found.add(m.group(1) + "#".repeat(m.group(2).length()) + m.group(3));
        }
      }
    }
    if (found.size() != 1) {
      throw new IOException(
          text
              + (found.isEmpty()
                  ? ": no numbered OpenEXR sequence in this folder"
                  : ": several sequences: " + String.join(", ", found) + "; name one of them"));
    }
    return new ResultSequence(FramePattern.parse(path.resolve(found.first()).toString()));
  }

  /** Whether a frame's file exists; a single file is one frame, the number in its name. */
  public boolean has(int frame) {
    return (pattern.isSequence() || pattern.singleFrame() == frame)
        && Files.isRegularFile(pattern.path(frame));
  }

  /** As it was named. */
  @Override
  public String toString() {
    return pattern.toString();
  }

  /**
   * Reads a frame. The comp is {@code comp.R/G/B} where the file has it (the plate goes on outside
   * its data window), else {@code R, G, B} over the plate by A. The alpha is {@code matte.A}, else
   * {@code A}.
   *
   * @throws IOException where neither can be found, or the picture has another format
   */
  Composite read(int frame, Frame plate) throws IOException {
    Path file = pattern.path(frame);
    List<ExrPart> parts =
        ExrReader.read(file, n -> n.matches("([RGBA]|comp\\.[RGB]|matte\\.A)"), 1);
    PixelRect window = plate.dataWindow();
    for (ExrPart p : parts) {
      if (!p.displayWindow().equals(plate.displayWindow())) {
        throw new IOException(
            file
                + ": its format is "
                + p.displayWindow().width()
                + " x "
                + p.displayWindow().height()
                + ", the plate's "
                + plate.displayWindow().width()
                + " x "
                + plate.displayWindow().height());
      }
    }
    Plane alpha = find(parts, "matte.A");
    if (alpha == null) {
      alpha = find(parts, "A");
    }
    Plane[] comp = {find(parts, "comp.R"), find(parts, "comp.G"), find(parts, "comp.B")};
    Plane[] face = {find(parts, "R"), find(parts, "G"), find(parts, "B")};
    Plane[] under = {plate.r(), plate.g(), plate.b()};
    if (alpha == null || (comp[0] == null && face[0] == null)) {
      throw new IOException(
          file
              + ": needs comp.R, comp.G, comp.B or R, G, B, and matte.A or A; there are not enough");
    }
    Plane[] out = new Plane[3];
    for (int c = 0; c < 3; c++) {
      Plane top = comp[c];
      Plane main = face[c];
      if (top != null) {
        out[c] = laid(top, under[c]);
      } else if (main != null) {
        out[c] = over(main, required(find(parts, "A"), file), under[c]);
      } else {
        throw new IOException(file + ": one of the channels R, G, B is missing");
      }
    }
    Frame whole =
        new Frame(window, plate.displayWindow(), plate.pixelAspect(), out[0], out[1], out[2], null);
    return new Composite(whole, alpha.crop(window));
  }

  private static Plane required(@Nullable Plane p, Path file) throws IOException {
    if (p == null) {
      throw new IOException(
          file + ": channel A is missing, so R, G, B cannot be put over the plate");
    }
    return p;
  }

  private static @Nullable Plane find(List<ExrPart> parts, String name) {
    for (ExrPart p : parts) {
      for (ExrChannel c : p.channels()) {
        if (c.name().equals(name)) {
          return c.plane();
        }
      }
    }
    return null;
  }

  private static Plane laid(Plane top, Plane plate) {
    Plane out = new Plane(plate.rect(), plate.data().clone());
    PixelRect both = top.rect().intersect(plate.rect());
    for (int y = both.y0(); y < both.y1(); y++) {
      System.arraycopy(
          top.data(), top.index(both.x0(), y), out.data(), out.index(both.x0(), y), both.width());
    }
    return out;
  }

  private static Plane over(Plane face, Plane alpha, Plane plate) {
    Plane out = new Plane(plate.rect(), plate.data().clone());
    PixelRect both = face.rect().intersect(plate.rect());
    for (int y = both.y0(); y < both.y1(); y++) {
      for (int x = both.x0(); x < both.x1(); x++) {
        int i = out.index(x, y);
        out.data()[i] = face.get(x, y) + out.data()[i] * (1 - alpha.get(x, y));
      }
    }
    return out;
  }
}
