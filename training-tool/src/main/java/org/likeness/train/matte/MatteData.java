package org.likeness.train.matte;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.likeness.face.FaceParts;
import org.likeness.face.FaceParts.Part;
import org.likeness.image.Frame;
import org.likeness.image.opencv.PictureIo;
import org.likeness.train.rendered.RenderedPicture;
import org.likeness.train.rendered.RenderedTruth;

/** Rendered faces with their mattes and parts, as the generator writes them. */
final class MatteData {
  /** The generator's labels, by number. */
  private static final Part[] LABELS = {
    Part.OTHER,
    Part.SKIN,
    Part.BROWS,
    Part.EYES,
    Part.MOUTH,
    Part.NOSE,
    Part.EARS,
    Part.NECK,
    Part.HAIR,
    Part.OTHER,
    Part.OCCLUDER
  };

  private MatteData() {}

  /** A picture with what its record names. */
  static MattePicture picture(Path folder, JsonNode r, RenderedTruth truth) throws IOException {
    Frame f = PictureIo.read(folder.resolve(r.get("file").asText()));
    int w = f.dataWindow().width();
    int h = f.dataWindow().height();
    float[] matte = plane(folder, r, "matte", w, h);
    float[] occluder =
        r.path("occluder").isTextual() ? plane(folder, r, "occluder", w, h) : new float[w * h];
    // The picture was blurred like this after it was rendered, the truth was not.
    JsonNode film = r.path("film");
    double s = Math.max(w, h) / 256.0;
    for (float[] plane : List.of(matte, occluder)) {
      CoverageBlur.disc(plane, w, h, film.path("defocus_radius_px").asDouble(0) * s);
      CoverageBlur.line(
          plane,
          w,
          h,
          film.path("motion_px").asDouble(0) * s,
          Math.toRadians(film.path("motion_deg").asDouble(0)));
    }
    byte[] coverage = new byte[2 * w * h];
    byte[] parts = new byte[w * h];
    float[] labels = plane(folder, r, "parts", w, h);
    for (int i = 0; i < w * h; i++) {
      coverage[2 * i] = (byte) Math.round(255 * matte[i]);
      coverage[2 * i + 1] = (byte) Math.round(255 * occluder[i]);
      int label = Math.round(255 * labels[i]);
      if (label >= LABELS.length) {
        throw new IOException(
            folder.resolve(r.get("parts").asText())
                + ": label "
                + label
                + " is not known; labels are 0 to "
                + (LABELS.length - 1));
      }
      parts[i] = (byte) LABELS[label].ordinal();
    }
    return new MattePicture(
        RenderedPicture.bytes(f),
        coverage,
        parts,
        null,
        w,
        h,
        FaceParts.plateToCrop(truth.anchors()),
        truth.yaw());
  }

  private static float[] plane(Path folder, JsonNode r, String key, int w, int h)
      throws IOException {
    Path file = folder.resolve(r.get(key).asText());
    Frame f = PictureIo.read(file);
    if (f.dataWindow().width() != w || f.dataWindow().height() != h) {
      throw new IOException(
          file
              + ": it is "
              + f.dataWindow().width()
              + " x "
              + f.dataWindow().height()
              + ", its picture "
              + w
              + " x "
              + h);
    }
    return f.r().data();
  }
}
