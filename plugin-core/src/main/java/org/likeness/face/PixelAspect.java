package org.likeness.face;

import java.util.List;
import java.util.Map;
import org.likeness.image.PixelRect;

/**
 * The width of a plate's pixels over their height, as an analysis keeps it among its settings.
 * Faces are looked for and steadied in square pixels; what is stored is in the plate's own.
 */
public final class PixelAspect {
  /** Name of the setting; it is absent where pixels are square. */
  public static final String SETTING = "pixel aspect";

  private PixelAspect() {}

  /** Of an analysis or a part of one; 1 where nothing is said. */
  public static double of(Map<String, String> settings) {
    String text = settings.get(SETTING);
    return text == null ? 1 : Double.parseDouble(text);
  }

  /** All of them stretched. */
  static List<FaceObservation> stretched(List<FaceObservation> faces, double factor) {
    return factor == 1 ? faces : faces.stream().map(f -> f.stretched(factor)).toList();
  }

  static PixelRect stretched(PixelRect r, double factor) {
    return factor == 1
        ? r
        : new PixelRect(
            (int) Math.floor(r.x0() * factor), r.y0(), (int) Math.ceil(r.x1() * factor), r.y1());
  }
}
