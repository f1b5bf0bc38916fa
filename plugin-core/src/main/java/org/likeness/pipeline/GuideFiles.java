package org.likeness.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.likeness.exr.ExrChannel;
import org.likeness.exr.ExrPart;
import org.likeness.exr.ExrReader;
import org.likeness.image.Plane;
import org.likeness.image.opencv.PictureIo;

/**
 * Mattes from outside as files: OpenEXR with A, with R, G, B, or with Y, or pictures (PNG, TIFF),
 * whose values are taken as they are stored.
 *
 * @param matte where the face may appear, or null
 * @param holdout where the plate stays in front, or null
 */
public record GuideFiles(@Nullable FramePattern matte, @Nullable FramePattern holdout) {
  /** No files. */
  public static final GuideFiles NONE = new GuideFiles(null, null);

  private static final Set<String> WANTED = Set.of("R", "G", "B", "A", "Y");

  /**
   * The mattes of a frame.
   *
   * @throws IOException with a sentence, if one is named and cannot be read
   */
  public GuideMattes read(int frame, GuideChannel channel) throws IOException {
    return new GuideMattes(
        matte == null ? null : plane(matte.path(frame), channel),
        holdout == null ? null : plane(holdout.path(frame), channel));
  }

  /**
   * Fingerprint of the files of a frame; empty without files.
   *
   * @throws IOException if one cannot be read
   */
  public String sha256(int frame) throws IOException {
    return matte == null && holdout == null
        ? ""
        : "\n" + hash(matte, frame) + "\n" + hash(holdout, frame);
  }

  private static String hash(@Nullable FramePattern files, int frame) throws IOException {
    return files == null ? "none" : Sha256.of(existing(files.path(frame)));
  }

  private static Path existing(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(file.toString(), null, "no such matte");
    }
    return file;
  }

  private static Plane plane(Path file, GuideChannel channel) throws IOException {
    if (!existing(file).toString().toLowerCase(Locale.ROOT).endsWith(".exr")) {
      return channel.of(PictureIo.read(file));
    }
    for (ExrPart part : ExrReader.read(file, WANTED::contains, 1)) {
      @Nullable Plane alpha = channel(part, "A");
      @Nullable Plane grey = channel(part, "Y");
      @Nullable Plane red = grey == null ? channel(part, "R") : grey;
      @Nullable Plane green = grey == null ? channel(part, "G") : grey;
      @Nullable Plane blue = grey == null ? channel(part, "B") : grey;
      if (alpha != null || (red != null && green != null && blue != null)) {
        return channel.of(red, green, blue, alpha);
      }
    }
    List<String> there =
        ExrReader.readHeader(file).stream()
            .flatMap(p -> p.channels().stream())
            .map(ExrChannel::name)
            .limit(40)
            .toList();
    throw new IOException(
        file
            + ": a matte needs a channel A, channels R, G, B, or a channel Y; there are: "
            + String.join(", ", there));
  }

  private static @Nullable Plane channel(ExrPart part, String name) {
    return part.channel(name).map(ExrChannel::plane).orElse(null);
  }
}
