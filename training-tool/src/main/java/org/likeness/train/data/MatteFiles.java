package org.likeness.train.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.likeness.exr.ExrChannel;
import org.likeness.exr.ExrPart;
import org.likeness.exr.ExrReader;
import org.likeness.image.Plane;
import org.likeness.image.opencv.PictureIo;
import org.likeness.pipeline.FramePattern;

/**
 * Mattes that an artist has drawn: the label of the face's coverage, one file a picture.
 *
 * @param text a folder with files of the pictures' names (and any picture extension), or a pattern
 *     of frame numbers
 */
public record MatteFiles(String text) {
  private static final List<String> CHANNELS = List.of("A", "matte.A", "Y", "R");

  /**
   * The matte of a picture.
   *
   * @throws IOException if there is none, or it cannot be read
   */
  public Plane of(PlateFile plate) throws IOException {
    Path folder = Path.of(text);
    if (!Files.isDirectory(folder)) {
      return read(FramePattern.parse(text).path(plate.frame()));
    }
    for (String kind : List.of(".png", ".exr", ".tif", ".tiff", ".jpg")) {
      Path file = folder.resolve(plate.stem() + kind);
      if (Files.isRegularFile(file)) {
        return read(file);
      }
    }
    throw new IOException(
        plate.path() + ": no matte " + plate.stem() + ".png or .exr in " + folder);
  }

  private static Plane read(Path file) throws IOException {
    if (!file.toString().toLowerCase(Locale.ROOT).endsWith(".exr")) {
      return PictureIo.read(file).g();
    }
    for (ExrPart part : ExrReader.read(file)) {
      for (String name : CHANNELS) {
        for (ExrChannel channel : part.channels()) {
          if (channel.name().equals(name)) {
            return channel.plane();
          }
        }
      }
    }
    throw new IOException(file + ": no channel " + String.join(", ", CHANNELS) + " for a matte");
  }
}
