package org.likeness.exr;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.likeness.image.Frame;
import org.likeness.image.FrameRows;
import org.likeness.image.Plane;

/**
 * Reads OpenEXR files: one part or several, in scan lines or tiles (the finest level), any
 * compression. Deep parts and subsampled channels are refused. Threads may read different files at
 * once. All errors are an {@link IOException} whose message is a sentence with the file's name.
 */
public final class ExrReader {
  private ExrReader() {}

  /** All parts with all their planes. */
  public static List<ExrPart> read(Path file) throws IOException {
    return read(file, name -> true, 1);
  }

  /**
   * All parts with some of their channels; the others are left out and, in a part without a wanted
   * channel, not even unpacked.
   *
   * @param wanted by full name
   * @param threads OpenEXR's threads for this file; 1 unpacks in the calling thread
   */
  public static List<ExrPart> read(Path file, Predicate<String> wanted, int threads)
      throws IOException {
    try (NativeReader r = new NativeReader(file, threads)) {
      return r.read(true, wanted);
    }
  }

  /** All parts, every channel with a plane over no pixel. */
  public static List<ExrPart> readHeader(Path file) throws IOException {
    try (NativeReader r = new NativeReader(file, 1)) {
      return r.read(false, name -> true);
    }
  }

  /** How the parts are packed, in their order. */
  public static List<ExrCompression> compressions(Path file) throws IOException {
    try (NativeReader r = new NativeReader(file, 1)) {
      return r.compressions();
    }
  }

  /** Which version of OpenEXR reads and writes. */
  public static String libraryVersion() {
    return NativeReader.version();
  }

  /**
   * The picture: channels R, G, B and, where there is one, A of the first part that has them; else
   * a channel Y (with A) of the first part that has one, as three equal channels. Values are not
   * touched, NaN and infinities neither.
   */
  public static Frame readFrame(Path file) throws IOException {
    ExrPart part = null;
    int index;
    String[] names = {"R", "G", "B"};
    try (NativeReader r = new NativeReader(file, 1)) {
      index = colours(file, r.read(false, name -> true), names);
      String first = names[0];
      part =
          r.readPart(
              index,
              first.equals("Y")
                  ? n -> n.equals("Y") || n.equals("A")
                  : n -> n.equals("R") || n.equals("G") || n.equals("B") || n.equals("A"));
    }
    Plane a = plane(part, "A");
    return new Frame(
        part.dataWindow(),
        part.displayWindow(),
        part.pixelAspect(),
        required(part, names[0]),
        required(part, names[1]),
        required(part, names[2]),
        a);
  }

  /**
   * The same picture band by band, without A.
   *
   * @return to be closed by the caller
   */
  public static FrameRows rows(Path file) throws IOException {
    NativeReader r = new NativeReader(file, 1);
    boolean done = false;
    try {
      String[] names = {"R", "G", "B"};
      int index = colours(file, r.outline(), names);
      FrameRows rows = r.rows(index, names);
      done = true;
      return rows;
    } finally {
      if (!done) {
        r.close();
      }
    }
  }

  /** The first part that shows a picture; {@code names} become those of its three channels. */
  private static int colours(Path file, List<ExrPart> headers, String[] names) throws IOException {
    int index = firstWith(headers, names);
    if (index < 0) {
      index = firstWith(headers, "Y");
      Arrays.fill(names, "Y");
    }
    if (index < 0) {
      throw new IOException(
          file
              + ": no channels R, G, B and no Y; there are: "
              + headers.stream()
                  .flatMap(p -> p.channels().stream())
                  .map(ExrChannel::name)
                  .limit(40)
                  .collect(Collectors.joining(", ")));
    }
    return index;
  }

  private static int firstWith(List<ExrPart> parts, String... names) {
    for (int i = 0; i < parts.size(); i++) {
      boolean all = true;
      for (String n : names) {
        all &= parts.get(i).channel(n).isPresent();
      }
      if (all) {
        return i;
      }
    }
    return -1;
  }

  private static @Nullable Plane plane(ExrPart part, String name) {
    return part.channel(name).map(ExrChannel::plane).orElse(null);
  }

  private static Plane required(ExrPart part, String name) {
    return part.channel(name).orElseThrow().plane();
  }
}
