package org.likeness.effect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.likeness.exr.ExrAttribute;
import org.likeness.exr.ExrReader;
import org.likeness.ofx.host.HostClip;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the plate's pixels came from, as far as the host tells: some hosts give the file's path.
 * OFX itself carries neither time code nor attributes, so that only such a host's layers have them.
 *
 * @param name file name, or empty
 * @param attributes of the file's header, or what the host says of the clip
 */
record PlateFile(String name, List<ExrAttribute> attributes) {
  private static final Logger LOG = LoggerFactory.getLogger(PlateFile.class);
  private static final String PROPERTY = "OfxImageEffectPropSrcFilePath";

  static PlateFile of(HostClip clip, String imagePath) {
    String path = imagePath.isEmpty() ? clip.properties().getString(PROPERTY, 0, "") : imagePath;
    if (path.toLowerCase(Locale.ROOT).endsWith(".exr") && Files.isRegularFile(Path.of(path))) {
      Path file = Path.of(path);
      try {
        return new PlateFile(
            String.valueOf(file.getFileName()), ExrReader.readHeader(file).get(0).attributes());
      } catch (IOException e) {
        LOG.warn("the plate's header cannot be read: {}", e.getMessage());
      }
    }
    List<ExrAttribute> known = new ArrayList<>();
    double rate = clip.properties().getDouble("OfxImageEffectPropFrameRate", 0, 0);
    if (rate > 0 && rate < 100_000) {
      boolean whole = rate == Math.rint(rate);
      // 23.976 and its like are 24000/1001.
      int base = (int) Math.rint(rate * 1.001);
      known.add(
          whole
              ? ExrAttribute.rational("framesPerSecond", (int) rate, 1)
              : ExrAttribute.rational("framesPerSecond", base * 1000, 1001));
    }
    return new PlateFile("", known);
  }
}
