package org.likeness.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.likeness.exr.ExrChannel;
import org.likeness.exr.ExrCompression;
import org.likeness.exr.ExrPart;
import org.likeness.exr.ExrReader;
import org.likeness.exr.ExrWriter;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.image.opencv.PictureIo;
import org.likeness.model.FloatTensor;
import org.likeness.model.OnnxSession;
import org.likeness.model.onnx.OnnxGraph;

/** The native libraries, each by doing a little work with a known answer. */
public final class LibraryChecks {
  /** Exact in half and, over 255, in a PNG. */
  private static final float[] GREYS = {0f, 1f, 1f, 0f};

  private static final String REINSTALL =
      "unpack or build Likeness again; if it stays so, the message names the library that is missing";

  private LibraryChecks() {}

  /** All of them. */
  public static List<Finding> all() {
    return List.of(
        Finding.of("openexr", REINSTALL, () -> inFolder(LibraryChecks::exr)),
        Finding.of("onnx runtime", REINSTALL, LibraryChecks::onnx),
        Finding.of("opencv", REINSTALL, () -> inFolder(LibraryChecks::opencv)),
        trainer());
  }

  private static Finding exr(Path folder) throws IOException {
    Path file = folder.resolve("doctor.exr");
    PixelRect rect = PixelRect.ofSize(2, 2);
    // Negative, over one, and tiny: what a display picture would lose.
    float[] light = {-0.5f, 0f, 1024f, 6.1035156e-5f};
    ExrPart part =
        new ExrPart(
            "", rect, rect, 1f, List.of(ExrChannel.half("Y", new Plane(rect, light))), List.of());
    ExrWriter.write(file, List.of(part), ExrCompression.ZIPS, 1);
    float[] back = ExrReader.read(file).get(0).channels().get(0).plane().data();
    return Arrays.equals(light, back)
        ? Finding.ok("openexr", "written and read back, bit by bit")
        : Finding.fail("openexr", "read back " + Arrays.toString(back), REINSTALL);
  }

  private static Finding onnx() {
    OnnxGraph g = new OnnxGraph("doctor");
    g.input("x", 1, 3);
    g.constant("w", new long[] {3, 1}, new float[] {1f, 10f, 100f});
    g.node("MatMul", List.of("x", "w"), "y");
    g.output("y", 1, 1);
    try (OnnxSession session = OnnxSession.open(g.toBytes(), "doctor.onnx")) {
      FloatTensor y =
          session.run(Map.of("x", FloatTensor.of(new float[] {3f, 2f, 1f}, 1, 3))).get("y");
      float found = y == null ? Float.NaN : y.toArray()[0];
      return found == 123f
          ? Finding.ok("onnx runtime", "a small graph gave the right answer")
          : Finding.fail("onnx runtime", "a small graph gave " + found + ", not 123", REINSTALL);
    }
  }

  private static Finding opencv(Path folder) throws IOException {
    Path file = folder.resolve("doctor.png");
    PixelRect rect = PixelRect.ofSize(2, 2);
    PictureIo.writePng(file, new Plane(rect, GREYS));
    Frame back = PictureIo.read(file);
    return Arrays.equals(GREYS, back.g().data())
        ? Finding.ok("opencv", "a picture was written and read back")
        : Finding.fail("opencv", "read back " + Arrays.toString(back.g().data()), REINSTALL);
  }

  /** Only whether it is there: loading it takes seconds and half a gigabyte. */
  private static Finding trainer() {
    ClassLoader loader = LibraryChecks.class.getClassLoader();
    boolean there = loader.getResource("org/bytedeco/pytorch/Module.class") != null;
    return there
        ? Finding.ok("trainer", "its libraries are installed")
        : Finding.ok("trainer", "not part of this package (extract, train and export need it)");
  }

  /** Work that needs a folder of its own. */
  private interface InFolder {
    Finding look(Path folder) throws IOException;
  }

  private static Finding inFolder(InFolder check) throws IOException {
    Path folder = Files.createTempDirectory("likeness-doctor-");
    try {
      return check.look(folder);
    } finally {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(p);
        }
      }
    }
  }
}
