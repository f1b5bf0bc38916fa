package org.likeness.effect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.likeness.exr.ExrAttribute;
import org.likeness.exr.ExrReader;
import org.likeness.ofx.host.HostClip;
import org.likeness.ofx.host.HostImage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the plate's pixels came from, as far as the host tells: some hosts give the file's path.
 * OFX itself carries neither time code nor attributes, so that only such a host's layers have them.
 *
 * @param path of the file, or empty
 * @param frameRate frames a second, or 0
 */
record PlateFile(String path, double frameRate) {
  private static final Logger LOG = LoggerFactory.getLogger(PlateFile.class);
  private static final String PROPERTY = "OfxImageEffectPropSrcFilePath";

  /** Asks the host, so on its thread. */
  static PlateFile of(HostClip clip, HostImage image) {
    String path = image.filePath();
    return new PlateFile(
        path.isEmpty() ? clip.properties().getString(PROPERTY, 0, "") : path,
        clip.properties().getDouble("OfxImageEffectPropFrameRate", 0, 0));
  }

  /**
   * What a layered file says of the plate.
   *
   * @param name file name, or empty
   * @param attributes of the file's header, or what the host says of the clip
   */
  record Header(String name, List<ExrAttribute> attributes) {}

  /** Reads the file's header, where there is one. */
  Header header() {
    try {
      if (path.toLowerCase(Locale.ROOT).endsWith(".exr") && Files.isRegularFile(Path.of(path))) {
        Path file = Path.of(path);
        return new Header(
            String.valueOf(file.getFileName()), ExrReader.readHeader(file).get(0).attributes());
      }
    } catch (IOException | InvalidPathException e) {
      LOG.warn("the plate's header cannot be read: {}", e.getMessage());
    }
    return new Header("", rate());
  }

  private List<ExrAttribute> rate() {
    if (!(frameRate > 0 && frameRate < 100_000)) {
      return List.of();
    }
    boolean whole = frameRate == Math.rint(frameRate);
    // 23.976 and its like are 24000/1001.
    int base = (int) Math.rint(frameRate * 1.001);
    return List.of(
        whole
            ? ExrAttribute.rational("framesPerSecond", (int) frameRate, 1)
            : ExrAttribute.rational("framesPerSecond", base * 1000, 1001));
  }
}
