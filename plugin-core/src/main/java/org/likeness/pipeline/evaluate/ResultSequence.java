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
import org.likeness.pipeline.Provenance;

/** The frames that a swap wrote. */
public final class ResultSequence {
  private static final Pattern NUMBERED = Pattern.compile("(.*?)(\\d+)(\\D*\\.exr)");

  private static final Pattern OUTPUT = Pattern.compile("\"output\"\\s*:\\s*\"([^\"]*)\"");

  private final FramePattern pattern;

  private ResultSequence(FramePattern pattern) {
    this.pattern = pattern;
  }

  /**
   * One frame of a result.
   *
   * @param comp face over plate, whole picture
   * @param alpha coverage of the face over the same window; null where the file holds none
   */
  public record Composite(Frame comp, @Nullable Plane alpha) {}

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

  /** The name with {@code ####} for the number, without folders. */
  public String fileName() {
    return pattern.fileName();
  }

  /**
   * Reads a frame of which the alpha is needed: that of {@link #look}, or the whole picture where
   * the file's own alpha covers it all.
   *
   * @throws IOException as {@link #look}, and where there is no alpha at all
   */
  Composite read(int frame, Frame plate) throws IOException {
    Composite c = look(frame, plate);
    if (c.alpha() != null) {
      return c;
    }
    if (ExrReader.readFrame(pattern.path(frame)).a() == null) {
      throw new IOException(
          pattern.path(frame) + ": matte.A or A is needed, neither of them is there");
    }
    return new Composite(c.comp(), Plane.filled(plate.dataWindow(), 1f));
  }

  /**
   * Reads a frame. The comp is {@code comp.R/G/B} where the file has it (the plate goes on outside
   * its data window), else {@code R, G, B}: over the plate by A, where there is one. The alpha is
   * {@code matte.A}, else {@code A}; none where that is 1 all over the plate, as in a comp.
   *
   * @param plate of the same frame, in the same colour space
   * @throws IOException where the file is missing, damaged, of another format or shows no picture
   */
  public Composite look(int frame, Frame plate) throws IOException {
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
    requirePicture(file, parts);
    Plane own = find(parts, "A");
    boolean opaque = own == null || covers(own, window);
    Plane matte = find(parts, "matte.A");
    Plane alpha = matte == null && !opaque ? own : matte;
    Plane[] under = {plate.r(), plate.g(), plate.b()};
    Plane[] out = new Plane[3];
    for (int c = 0; c < 3; c++) {
      Plane comp = find(parts, "comp." + "RGB".charAt(c));
      Plane main = find(parts, "RGB".substring(c, c + 1));
      if (comp != null) {
        out[c] = laid(comp, under[c]);
      } else if (main == null) {
        throw new IOException(file + ": needs comp.R, comp.G, comp.B or R, G, B; one is missing");
      } else {
        out[c] = own == null || opaque ? laid(main, under[c]) : over(main, own, under[c]);
      }
    }
    Frame whole =
        new Frame(window, plate.displayWindow(), plate.pixelAspect(), out[0], out[1], out[2], null);
    return new Composite(whole, alpha == null ? null : alpha.crop(window));
  }

  /** A file that {@code swap} or the node wrote says what its main picture is. */
  private static void requirePicture(Path file, List<ExrPart> parts) throws IOException {
    if (find(parts, "comp.R") != null) {
      return;
    }
    for (ExrPart p : parts) {
      String settings =
          p.attribute(Provenance.PREFIX + "settings")
              .map(a -> String.valueOf(a.value()))
              .orElse("");
      Matcher m = OUTPUT.matcher(settings);
      if (m.find() && !m.group(1).matches("face|comp")) {
        throw new IOException(
            file
                + ": its picture is "
                + m.group(1)
                + " and it has no layer comp; render with output=face or comp, or with that layer");
      }
    }
  }

  private static boolean covers(Plane alpha, PixelRect window) {
    PixelRect r = alpha.rect();
    if (!r.intersect(window).equals(window)) {
      return false;
    }
    for (float v : alpha.data()) {
      if (v < 1f) {
        return false;
      }
    }
    return true;
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
