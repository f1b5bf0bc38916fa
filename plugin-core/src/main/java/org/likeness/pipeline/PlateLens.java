package org.likeness.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.likeness.exr.ExrAttribute;
import org.likeness.exr.ExrPart;
import org.likeness.exr.ExrReader;
import org.likeness.face.Lens;

/**
 * The lens that an OpenEXR file's header tells, by the attributes of OpenEXR 3.2: a focal length in
 * millimetres over the width of the sensor's part that the picture shows. Files with pixels that
 * are not square tell none: how much an anamorphic lens squeezes is not among those attributes.
 */
final class PlateLens {
  /** Attributes with a focal length, millimetres, the most exact first. */
  private static final List<String> FOCAL =
      List.of("pinholeFocalLength", "effectiveFocalLength", "nominalFocalLength");

  private PlateLens() {}

  /**
   * Reads a header.
   *
   * @return {@link Lens#ASSUMED} if it tells none
   * @throws IOException if the file cannot be read
   */
  static Lens of(Path exr) throws IOException {
    List<ExrPart> parts = ExrReader.readHeader(exr);
    return parts.isEmpty() ? Lens.ASSUMED : of(parts.get(0));
  }

  static Lens of(ExrPart part) {
    double width = sensorWidth(part.attributes());
    if (Math.abs(part.pixelAspect() - 1) > 1e-3 || !(width > 0)) {
      return Lens.ASSUMED;
    }
    for (String name : FOCAL) {
      double mm = number(part.attributes(), name);
      double focal = mm / width;
      if (focal >= Lens.LEAST && focal <= Lens.MOST) {
        return new Lens(
            focal,
            String.format(Locale.ROOT, "the plate's %s of %.4g mm on %.4g mm", name, mm, width));
      }
    }
    return Lens.ASSUMED;
  }

  /** Millimetres of the sensor that the picture shows; NaN if it is not told. */
  private static double sensorWidth(List<ExrAttribute> all) {
    double pitch = number(all, "sensorPhotositePitch") / 1000;
    for (ExrAttribute a : all) {
      if (a.name().equals("sensorAcquisitionRectangle") && a.value() instanceof int[] box) {
        return pitch * (box[2] - box[0] + 1.0);
      }
    }
    for (ExrAttribute a : all) {
      if (a.name().equals("sensorOverallDimensions") && a.value() instanceof float[] size) {
        return size[0];
      }
    }
    return Double.NaN;
  }

  private static double number(List<ExrAttribute> all, String name) {
    for (ExrAttribute a : all) {
      if (a.name().equals(name) && a.value() instanceof Number n) {
        return n.doubleValue();
      }
    }
    return Double.NaN;
  }
}
