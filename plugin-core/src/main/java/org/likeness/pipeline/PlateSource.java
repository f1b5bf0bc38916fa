package org.likeness.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.likeness.colour.ColourSpace;
import org.likeness.exr.ExrReader;
import org.likeness.face.FrameSource;
import org.likeness.face.Lens;
import org.likeness.image.Frame;
import org.likeness.image.FrameRows;
import org.likeness.image.opencv.PictureIo;

/**
 * The frames of a plate on disk, in linear Rec.709: OpenEXR in a named colour space, or pictures
 * (PNG, JPEG, TIFF), which are taken for sRGB.
 */
public final class PlateSource implements FrameSource {
  private final FramePattern pattern;
  private final List<Integer> frames;
  private final List<Integer> shot;
  private final String colourSpace;

  /**
   * Looks the files up.
   *
   * @param frames frame numbers, ascending, each of which must be there
   * @param colourSpace of OpenEXR files
   * @throws IOException naming the first file that is missing
   */
  public PlateSource(FramePattern pattern, List<Integer> frames, String colourSpace)
      throws IOException {
    this(pattern, frames, frames, colourSpace);
  }

  /**
   * A part of a shot.
   *
   * @param frames the part's frame numbers, ascending
   * @param shot those of the whole shot, ascending; of these only the part's must be there
   * @param colourSpace of OpenEXR files
   * @throws IOException naming the first file of the part that is missing
   */
  public PlateSource(
      FramePattern pattern, List<Integer> frames, List<Integer> shot, String colourSpace)
      throws IOException {
    this.pattern = pattern;
    this.frames = List.copyOf(frames);
    this.shot = List.copyOf(shot);
    this.colourSpace = colourSpace;
    for (int f : frames) {
      Path file = pattern.path(f);
      if (!Files.isRegularFile(file)) {
        throw new NoSuchFileException(file.toString(), null, "no such plate frame");
      }
    }
  }

  @Override
  public List<Integer> frames() {
    return frames;
  }

  /** Colour space that the frames are taken for. */
  public String colourSpace() {
    return isExr(pattern.path(frames.isEmpty() ? 0 : frames.get(0))) ? colourSpace : "srgb";
  }

  /**
   * The lens that the first frame's header tells, or the assumed one.
   *
   * @throws IOException if that file cannot be read
   */
  public Lens lens() throws IOException {
    if (frames.isEmpty() || !isExr(pattern.path(frames.get(0)))) {
      return Lens.ASSUMED;
    }
    return PlateLens.of(pattern.path(frames.get(0)));
  }

  private static boolean isExr(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".exr");
  }

  @Override
  public double pixelAspect() throws IOException {
    if (frames.isEmpty() || !isExr(pattern.path(frames.get(0)))) {
      return 1;
    }
    return ExrReader.readHeader(pattern.path(frames.get(0))).get(0).pixelAspect();
  }

  @Override
  public List<Integer> shot() {
    return shot;
  }

  @Override
  public Frame read(int frame) throws IOException {
    Path file = pattern.path(frame);
    boolean exr = isExr(file);
    Frame plate = exr ? ExrReader.readFrame(file) : PictureIo.read(file);
    return PlateRegion.linear(plate, plate.dataWindow(), exr ? colourSpace : "srgb");
  }

  @Override
  public FrameRows rows(int frame) throws IOException {
    Path file = pattern.path(frame);
    if (!isExr(file)) {
      return FrameRows.of(read(frame));
    }
    ColourSpace space = ColourSpace.byName(colourSpace);
    return LinearRows.of(ExrReader.rows(file), space);
  }
}
