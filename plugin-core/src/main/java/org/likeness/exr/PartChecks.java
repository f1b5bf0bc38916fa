package org.likeness.exr;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.likeness.image.PixelRect;

/** What can be said against parts before a byte is written. */
final class PartChecks {
  private static final int MAX_NAME = 255;
  private static final int LIMIT = 1 << 30;

  private PartChecks() {}

  static void check(Path file, List<ExrPart> parts) throws IOException {
    if (parts.isEmpty()) {
      throw new IOException(file + ": not written: a file needs at least one part");
    }
    Set<String> names = new HashSet<>();
    for (ExrPart p : parts) {
      if (parts.size() > 1 && (p.name().isEmpty() || !names.add(p.name()))) {
        throw bad(file, p, "each of several parts needs a name of its own");
      }
      name(file, p, "part", p.name(), true);
      PixelRect d = p.displayWindow();
      if (d.isEmpty()) {
        throw bad(file, p, "the display window " + d + " holds no pixel");
      }
      range(file, p, d);
      range(file, p, p.dataWindow());
      if (!(p.pixelAspect() > 0) || Float.isInfinite(p.pixelAspect())) {
        throw bad(file, p, "pixel aspect " + p.pixelAspect() + "; it must be over 0");
      }
      channels(file, p);
      attributes(file, p);
    }
  }

  private static void channels(Path file, ExrPart p) throws IOException {
    if (p.channels().isEmpty()) {
      throw bad(file, p, "there is no channel");
    }
    Set<String> seen = new HashSet<>();
    for (ExrChannel c : p.channels()) {
      name(file, p, "channel", c.name(), false);
      if (!seen.add(c.name())) {
        throw bad(file, p, "channel " + c.name() + " is given twice");
      }
      boolean fits =
          p.dataWindow().isEmpty()
              ? c.plane().rect().isEmpty()
              : c.plane().rect().equals(p.dataWindow());
      if (!fits) {
        throw bad(
            file,
            p,
            "channel "
                + c.name()
                + " covers "
                + c.plane().rect()
                + ", not the data window "
                + p.dataWindow());
      }
    }
  }

  private static void attributes(Path file, ExrPart p) throws IOException {
    Set<String> seen = new HashSet<>();
    for (ExrAttribute a : p.attributes()) {
      name(file, p, "attribute", a.name(), false);
      if (ExrAttribute.STRUCTURAL.contains(a.name())) {
        throw bad(file, p, "attribute " + a.name() + " is set by the file itself; leave it out");
      }
      if (!seen.add(a.name())) {
        throw bad(file, p, "attribute " + a.name() + " is given twice");
      }
      try {
        AttributeCodec.encode(a);
      } catch (IllegalArgumentException e) {
        throw bad(file, p, e.getMessage());
      }
    }
  }

  private static void name(Path file, ExrPart p, String what, String name, boolean mayBeEmpty)
      throws IOException {
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_NAME || (bytes == 0 && !mayBeEmpty) || name.indexOf(0) >= 0) {
      throw bad(
          file, p, "a " + what + "'s name of " + bytes + " bytes; allowed are 1 to " + MAX_NAME);
    }
  }

  private static void range(Path file, ExrPart p, PixelRect r) throws IOException {
    if (Math.min(r.x0(), r.y0()) < -LIMIT || Math.max(r.x1(), r.y1()) > LIMIT) {
      throw bad(file, p, "window " + r + " lies too far out");
    }
  }

  private static IOException bad(
      Path file, ExrPart p, @org.jspecify.annotations.Nullable String reason) {
    String part = p.name().isEmpty() ? "" : "part " + p.name() + ": ";
    return new IOException(file + ": not written: " + part + reason);
  }
}
