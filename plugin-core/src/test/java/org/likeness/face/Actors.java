package org.likeness.face;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Assumptions;
import org.likeness.image.Frame;
import org.likeness.image.opencv.PictureIo;

/** The CG actors with exact truth, where they lie beside the checkout; else a test is skipped. */
final class Actors {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Actors() {}

  static Path folder() {
    for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
      Path actors = p.resolve("shared/data/actors");
      if (Files.isDirectory(actors)) {
        return actors;
      }
    }
    Assumptions.abort("the CG actors (shared/data/actors) are not beside this checkout");
    throw new IllegalStateException();
  }

  static Frame image(String actor, int index) throws IOException {
    return PictureIo.read(
        folder().resolve(String.format(Locale.ROOT, "faces/%s/img/%04d.jpg", actor, index)));
  }

  static JsonNode meta(String actor, int index) throws IOException {
    return JSON.readTree(
        folder()
            .resolve(String.format(Locale.ROOT, "faces/%s/meta/%04d.json", actor, index))
            .toFile());
  }

  /** The picture in linear light. */
  static Frame linear(Frame display) {
    for (var plane : new org.likeness.image.Plane[] {display.r(), display.g(), display.b()}) {
      float[] d = plane.data();
      for (int i = 0; i < d.length; i++) {
        d[i] = (float) (d[i] <= 0.04045 ? d[i] / 12.92 : Math.pow((d[i] + 0.055) / 1.055, 2.4));
      }
    }
    return display;
  }
}
