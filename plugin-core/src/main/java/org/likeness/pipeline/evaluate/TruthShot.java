package org.likeness.pipeline.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.likeness.exr.ExrReader;
import org.likeness.image.Frame;
import org.likeness.pipeline.FramePattern;

/**
 * A shot with its correct result: {@code plate/}, {@code truth/}, {@code truth_matte/}, {@code
 * meta/} and, where there is one, {@code truth_tone/} (the truth at the performer's skin tone),
 * each named {@code NAME/NAME.####.exr}.
 */
public final class TruthShot {
  private final Path folder;
  private final List<Integer> frames;
  private final boolean tone;

  private TruthShot(Path folder, List<Integer> frames, boolean tone) {
    this.folder = folder;
    this.frames = frames;
    this.tone = tone;
  }

  /**
   * Looks at the folder; reads no pixels.
   *
   * @throws IOException naming what is missing
   */
  public static TruthShot open(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + ": there is no such shot folder");
    }
    for (String need : List.of("plate", "truth", "truth_matte", "meta")) {
      if (!Files.isDirectory(folder.resolve(need))) {
        throw new IOException(
            folder
                + ": no folder "
                + need
                + "; a shot with a known result has plate, truth, truth_matte and meta, there is: "
                + list(folder));
      }
    }
    return new TruthShot(
        folder,
        FramePattern.parse(folder + "/plate/plate.####.exr").existing(),
        Files.isDirectory(folder.resolve("truth_tone")));
  }

  private static String list(Path folder) throws IOException {
    try (Stream<Path> s = Files.list(folder)) {
      String names =
          s.map(p -> p.getFileName().toString()).sorted().collect(Collectors.joining(", "));
      return names.isEmpty() ? "nothing" : names;
    }
  }

  /** Frames of the plate, sorted. */
  public List<Integer> frames() {
    return frames;
  }

  /** Whether there is a truth at the performer's tone. */
  public boolean hasTone() {
    return tone;
  }

  /** The folder's name. */
  public String name() {
    return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
  }

  /** Whose face the truth shows. */
  public String donor() throws IOException {
    return meta(frames.get(0)).donor();
  }

  /** The plate, scene-linear Rec.709. */
  public Frame plate(int frame) throws IOException {
    return read("plate", frame);
  }

  /** The same frame with the donor's face. */
  public Frame truth(int frame) throws IOException {
    return read("truth", frame);
  }

  Frame truthTone(int frame) throws IOException {
    return read("truth_tone", frame);
  }

  /** Visible face area of the truth, in {@code r}. */
  public Frame truthMatte(int frame) throws IOException {
    return read("truth_matte", frame);
  }

  /**
   * The 68 classic points of the truth's face.
   *
   * @return x and y in turn, plate pixels
   */
  public double[] points(int frame) throws IOException {
    return meta(frame).landmarks68();
  }

  /** Yaw of the head in degrees, positive turns to image right. */
  public double yaw(int frame) throws IOException {
    return meta(frame).yaw();
  }

  ShotMeta meta(int frame) throws IOException {
    return ShotMeta.read(folder.resolve("meta").resolve(String.format("%04d.json", frame)));
  }

  /** Where the donor's faces lie by default: {@code ../../faces/DONOR}. */
  Path faces(String donor) {
    return folder.toAbsolutePath().normalize().resolve("../../faces").normalize().resolve(donor);
  }

  private Frame read(String layer, int frame) throws IOException {
    Path file = FramePattern.parse(folder + "/" + layer + "/" + layer + ".####.exr").path(frame);
    return ExrReader.readFrame(file);
  }
}
