package org.likeness.pipeline.grade;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.likeness.image.Plane;

/** Where the colours are measured that a match goes by. */
public enum MatchRegion {
  /** All that the matte shows. */
  MATTE,
  /** Of it the skin alone: within the oval of the face, without eyes, brows and lips. */
  SKIN;

  /** Coverage from which on a pixel begins to count as the face's own. */
  private static final float FIRST = 0.98f;

  /** So much of a matte must be sure, or all of it counts. */
  private static final double LEAST = 0.1;

  /**
   * Where a swapped face shows itself alone: all pixels around are covered too. At the edge a
   * model's picture runs into hair and background that never reach the plate; counted with the
   * face, they made its colour follow the width of the edge from frame to frame.
   *
   * @param matte the model's own, 0..1
   * @return 0..1 over the same window; the matte itself where next to nothing of it is sure
   */
  public static Plane sure(Plane matte) {
    int width = matte.rect().width();
    int height = matte.rect().height();
    float[] in = matte.data();
    Plane out = Plane.zeros(matte.rect());
    double all = 0;
    double kept = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        float least = 1f;
        for (int v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
          for (int u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
            least = Math.min(least, in[v * width + u]);
          }
        }
        float w = Math.max(0f, (least - FIRST) / (1f - FIRST));
        out.data()[y * width + x] = w;
        all += in[y * width + x];
        kept += w;
      }
    }
    return kept >= LEAST * all ? out : matte;
  }

  /** Spelling of settings. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Of all, in the order of menus. */
  public static List<String> ids() {
    return Arrays.stream(values()).map(MatchRegion::id).toList();
  }

  /** By its spelling, which a setting has checked. */
  public static MatchRegion byId(String id) {
    return valueOf(id.toUpperCase(Locale.ROOT));
  }
}
