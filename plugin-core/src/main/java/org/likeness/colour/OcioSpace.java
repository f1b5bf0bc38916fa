package org.likeness.colour;

import com.sun.jna.Pointer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * A space of an OpenColorIO configuration. Light goes by the space that is known on both sides, see
 * {@link OcioConfig#exchange}. Pixels that are not finite are computed as if they were black where
 * they are not, and stay what they are.
 */
final class OcioSpace extends ColourSpace {
  static final String PREFIX = "ocio:";
  static final String AT = "@";

  private static final ConcurrentHashMap<String, OcioSpace> MADE = new ConcurrentHashMap<>();

  /** Values are proportional to light where twice the light is twice the value, to this share. */
  private static final double PROPORTIONAL = 1e-5;

  private final Pointer to;
  private final Pointer from;
  private final ColourSpace exchange;
  private final boolean linear;
  private final String file;

  private OcioSpace(String name, OcioConfig config, String space) {
    super(name);
    file = config.file();
    OcioConfig.Exchange by = config.exchange();
    exchange = by.is();
    to = config.processor(space, by.space());
    from = config.processor(by.space(), space);
    linear = proportional();
  }

  static OcioSpace of(String name) {
    String rest = name.substring(PREFIX.length());
    int at = rest.indexOf(AT);
    String space = (at < 0 ? rest : rest.substring(0, at)).strip();
    OcioConfig config = OcioConfig.open(at < 0 ? "" : rest.substring(at + 1));
    String found = config.resolve(space);
    if (space.isEmpty() || found.isEmpty()) {
      throw new IllegalArgumentException(
          config.file()
              + ": has no colour space or role \""
              + space
              + "\"; it has "
              + config.entries().stream()
                  .map(OcioConfig.Entry::name)
                  .collect(Collectors.joining(", ")));
    }
    // A configuration that was read anew makes its spaces anew.
    String key = name + " " + System.identityHashCode(config);
    return MADE.computeIfAbsent(key, k -> new OcioSpace(name, config, found));
  }

  private boolean proportional() {
    float[] r = {0.18f, 0.36f, 0f, 2.88f};
    float[] g = {0.09f, 0.18f, 0f, 1.44f};
    float[] b = {0.04f, 0.08f, 0f, 0.64f};
    fromLinearRec709(r, g, b);
    double scale = Math.abs(r[0]) + Math.abs(g[0]) + Math.abs(b[0]);
    double off = 0;
    for (float[] v : new float[][] {r, g, b}) {
      off = Math.max(off, Math.abs(v[1] - 2.0 * v[0]));
      off = Math.max(off, Math.abs((double) v[2]));
      off = Math.max(off, Math.abs(v[3] - 16.0 * v[0]) / 16);
    }
    return off <= PROPORTIONAL * scale;
  }

  @Override
  public boolean isWorkingSpace() {
    return false;
  }

  @Override
  public boolean isLinear() {
    return linear;
  }

  @Override
  public void toLinearRec709(float[] r, float[] g, float[] b) {
    checkLengths(r, g, b);
    float[][] kept = darkened(r, g, b);
    apply(to, r, g, b);
    exchange.toLinearRec709(r, g, b);
    putBack(kept, r, g, b);
  }

  @Override
  public void fromLinearRec709(float[] r, float[] g, float[] b) {
    checkLengths(r, g, b);
    float[][] kept = darkened(r, g, b);
    exchange.fromLinearRec709(r, g, b);
    apply(from, r, g, b);
    putBack(kept, r, g, b);
  }

  /** Takes out what is not finite; null for a channel that has nothing of the kind. */
  private static float[][] darkened(float[]... rgb) {
    float[][] kept = new float[3][];
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < rgb[c].length; i++) {
        if (!(Math.abs(rgb[c][i]) <= Float.MAX_VALUE)) {
          kept[c] = kept[c] == null ? new float[rgb[c].length] : kept[c];
          kept[c][i] = rgb[c][i];
          rgb[c][i] = 0f;
        }
      }
    }
    return kept;
  }

  private static void putBack(float[][] kept, float[]... rgb) {
    for (int c = 0; c < 3; c++) {
      float[] k = kept[c];
      for (int i = 0; k != null && i < k.length; i++) {
        if (k[i] != 0f) {
          rgb[c][i] = k[i];
        }
      }
    }
  }

  private void apply(Pointer processor, float[] r, float[] g, float[] b) {
    byte[] message = new byte[OcioNative.MESSAGE_BYTES];
    OcioConfig.check(
        file,
        OcioNative.lk_ocio_apply(processor, r, g, b, r.length, message, message.length),
        message);
  }
}
