package org.likeness.colour;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;

/**
 * An OpenColorIO configuration: what a studio calls its colour spaces. Read once a process while
 * its file does not change; safe to use from any number of threads.
 */
public final class OcioConfig {
  /** The environment variable that names the studio's configuration. */
  public static final String VARIABLE = "OCIO";

  private static final ConcurrentHashMap<String, OcioConfig> OPEN = new ConcurrentHashMap<>();

  private final String file;
  private final Pointer config;
  private final List<Entry> entries;

  /**
   * A space, or a role that stands for one.
   *
   * @param role whether it is a role
   * @param name what it is called
   * @param about the space's family, or the space that a role stands for
   */
  public record Entry(boolean role, String name, String about) {}

  private OcioConfig(String file, Pointer config) {
    this.file = file;
    this.config = config;
    this.entries = list();
  }

  /**
   * Reads a configuration.
   *
   * @param file its path, or empty for the one that {@code $OCIO} names
   * @throws IllegalArgumentException with a sentence, if there is none, it cannot be read, or
   *     OpenColorIO is not there
   */
  public static OcioConfig open(String file) {
    String named = file.isBlank() ? System.getenv(VARIABLE) : file;
    if (named == null || named.isBlank()) {
      throw new IllegalArgumentException(
          "no OpenColorIO configuration is chosen: name its file (ocioConfig), or set the"
              + " environment variable OCIO");
    }
    try {
      Path path = Path.of(named).toAbsolutePath();
      String key = path + " " + Files.getLastModifiedTime(path) + " " + Files.size(path);
      return OPEN.computeIfAbsent(key, k -> read(path.toString()));
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException(
          named + ": this OpenColorIO configuration cannot be read: no such file", e);
    } catch (LinkageError e) {
      throw new IllegalArgumentException(
          "OpenColorIO cannot be used ("
              + e.getMessage()
              + "); the built-in spaces do without it: "
              + String.join(", ", ColourSpace.names()),
          e);
    }
  }

  private static OcioConfig read(String path) {
    PointerByReference out = new PointerByReference();
    byte[] message = new byte[OcioNative.MESSAGE_BYTES];
    check(
        path,
        OcioNative.lk_ocio_open(OcioNative.text(path), out, message, message.length),
        message);
    return new OcioConfig(path, out.getValue());
  }

  /** Version of OpenColorIO. */
  public static String version() {
    return OcioNative.lk_ocio_version();
  }

  /** Its file. */
  public String file() {
    return file;
  }

  /** Spaces in the file's order, then roles. */
  public List<Entry> entries() {
    return entries;
  }

  private List<Entry> list() {
    IntByReference needed = new IntByReference();
    byte[] message = new byte[OcioNative.MESSAGE_BYTES];
    byte[] text = new byte[1 << 16];
    for (int pass = 0; pass < 2; pass++) {
      check(
          file,
          OcioNative.lk_ocio_list(config, text, text.length, needed, message, message.length),
          message);
      if (needed.getValue() <= text.length) {
        break;
      }
      text = new byte[needed.getValue()];
    }
    List<Entry> out = new ArrayList<>();
    for (String line : OcioNative.text(text).split("\n")) {
      String[] part = line.split("\t", -1);
      if (part.length == 3) {
        out.add(new Entry(part[0].equals("role"), part[1], part[2]));
      }
    }
    return List.copyOf(out);
  }

  /** The space that a name, an alias or a role stands for; empty if there is none. */
  String resolve(String name) {
    byte[] text = new byte[1024];
    byte[] message = new byte[OcioNative.MESSAGE_BYTES];
    check(
        file,
        OcioNative.lk_ocio_resolve(
            config, OcioNative.text(name), text, text.length, message, message.length),
        message);
    return OcioNative.text(text);
  }

  /** A way between two spaces; it belongs to the configuration and lives as long as the process. */
  Pointer processor(String from, String to) {
    PointerByReference out = new PointerByReference();
    byte[] message = new byte[OcioNative.MESSAGE_BYTES];
    check(
        file,
        OcioNative.lk_ocio_make(
            config, OcioNative.text(from), OcioNative.text(to), out, message, message.length),
        message);
    return out.getValue();
  }

  /** By which space of it light is handed over, and what that space is here. */
  record Exchange(String space, ColourSpace is) {}

  private static final List<List<String>> KNOWN =
      List.of(
          List.of("aces2065-1", "aces_interchange", "ACES2065-1", "ACES - ACES2065-1", "lin_ap0"),
          List.of("acescg", "ACEScg", "ACES - ACEScg", "lin_ap1"),
          List.of(
              "lin_rec709",
              "Linear Rec.709 (sRGB)",
              "lin_rec709",
              "lin_srgb",
              "Utility - Linear - Rec.709",
              "Utility - Linear - sRGB"));

  /**
   * The space that is known on both sides: that of the role {@code aces_interchange}, else one with
   * a name that studios agree on, else the {@code linear} of Nuke's own configuration.
   *
   * @throws IllegalArgumentException if there is none, with what to add
   */
  Exchange exchange() {
    for (List<String> names : KNOWN) {
      for (String name : names.subList(1, names.size())) {
        String space = resolve(name);
        if (!space.isEmpty()) {
          return new Exchange(space, ColourSpace.byName(names.get(0)));
        }
      }
    }
    String linear = resolve("scene_linear");
    if (linear.toLowerCase(Locale.ROOT).equals("linear")) {
      return new Exchange(linear, ColourSpace.byName("lin_rec709"));
    }
    throw new IllegalArgumentException(
        file
            + ": this OpenColorIO configuration does not say what its scene-linear light is: it has"
            + " no role aces_interchange, and no space ACES2065-1, ACEScg, lin_rec709 or lin_srgb;"
            + " add the role aces_interchange for its ACES2065-1");
  }

  static void check(String file, int status, byte[] message) {
    if (status != 0) {
      throw new IllegalArgumentException(file + ": OpenColorIO: " + OcioNative.text(message));
    }
  }
}
