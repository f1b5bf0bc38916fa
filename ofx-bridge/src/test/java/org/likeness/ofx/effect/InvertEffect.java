package org.likeness.ofx.effect;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.likeness.ofx.abi.OfxStatus;
import org.likeness.ofx.host.HostClip;
import org.likeness.ofx.host.HostEffect;
import org.likeness.ofx.host.HostException;
import org.likeness.ofx.host.HostImage;
import org.likeness.ofx.host.PixelComponents;
import org.likeness.ofx.host.PixelDepth;
import org.likeness.ofx.host.RectI;

/**
 * A whole effect, as another project could write one: colour becomes {@code amount - colour} where
 * the matte lets it. Every depth and every kind of components, parts of pictures, an optional
 * second clip with its check box, a button, groups and a page. It keeps nothing between two
 * actions, so any number of threads may render at once.
 */
public final class InvertEffect implements ImageEffect {
  /** Never changes: projects store it. */
  public static final String ID = "org.likeness.test.Invert";

  private static final String SOURCE = "Source";
  private static final String MATTE = "Matte";
  private static final String OUTPUT = "Output";
  private static final int ALPHA = 3;

  private static final EffectDescriptor DESCRIPTOR =
      new EffectDescriptor(
          ID,
          1,
          2,
          "Invert",
          "Tests",
          "Turns colour round.",
          List.of(EffectDescriptor.FILTER, EffectDescriptor.GENERAL),
          List.of(
              ClipDescriptor.any(SOURCE), ClipDescriptor.matte(MATTE), ClipDescriptor.any(OUTPUT)),
          List.of(
              ParamDescriptor.group("colour", "Colour", "What becomes of colour.", true),
              ParamDescriptor.number(
                      "amount", "Amount", "Colour is taken off it.", 1, -4, 4, "colour")
                  .shown(0, 2),
              ParamDescriptor.button("reset", "Reset", "Amount becomes 1 again.", "colour"),
              ParamDescriptor.flag(
                  "useMatte", "Use matte", "Only where the clip Matte is white.", true, "Matte"),
              ParamDescriptor.page("controls", "Controls", List.of("amount", "reset", "useMatte"))),
          EffectDescriptor.FULLY_SAFE,
          EffectFeatures.PLAIN
              .withDepths(PixelDepth.FLOAT, PixelDepth.HALF, PixelDepth.SHORT, PixelDepth.BYTE)
              .withTiles());

  @Override
  public EffectDescriptor descriptor() {
    return DESCRIPTOR;
  }

  /** The output is what the source is: an alpha matte stays one. */
  @Override
  public ClipPreferences clipPreferences(HostEffect node) {
    return node.clip(SOURCE)
        .components()
        .map(c -> ClipPreferences.NONE.with(OUTPUT, c))
        .orElse(ClipPreferences.NONE);
  }

  @Override
  public Optional<String> identity(RenderArgs args) {
    double amount = args.instance().param("amount").doubleAt(args.time(), 1);
    return amount == 0 ? Optional.of(SOURCE) : Optional.empty();
  }

  /** Parameters are written here and nowhere else. */
  @Override
  public void changed(HostEffect node, String what, String reason, double time) {
    if (what.equals("reset")) {
      node.param("amount").set(1.0);
    }
  }

  @Override
  public void render(RenderArgs args) {
    HostEffect node = args.instance();
    float amount = (float) node.param("amount").doubleAt(args.time(), 1);
    boolean useMatte = node.param("useMatte").booleanAt(args.time(), true);
    HostClip matteClip = node.clip(MATTE);
    try (HostImage in = node.clip(SOURCE).image(args.time());
        HostImage matte = useMatte && matteClip.connected() ? matteClip.image(args.time()) : null;
        HostImage out = node.clip(OUTPUT).image(args.time())) {
      if (in == null || out == null) {
        if (node.aborted()) {
          return;
        }
        throw new HostException(OfxStatus.FAILED, "no picture at frame " + (int) args.time());
      }
      RectI window = args.window().intersect(out.bounds());
      for (int y = window.y1(); y < window.y2() && !node.aborted(); y++) {
        row(in, matte, out, new RectI(window.x1(), y, window.x2(), y + 1), amount);
      }
    }
  }

  private static void row(
      HostImage in, @Nullable HostImage matte, HostImage out, RectI row, float amount) {
    int width = row.width();
    float[][] pixels = new float[4][width];
    in.readPlanes(row, pixels, 0, width);
    float[] cover = matte == null ? null : coverage(matte, row);
    boolean alone = in.layout() == PixelComponents.ALPHA;
    for (int c = alone ? ALPHA : 0; c < (alone ? 4 : ALPHA); c++) {
      float[] plane = pixels[c];
      for (int x = 0; x < width; x++) {
        float turned = amount - plane[x];
        plane[x] = cover == null ? turned : plane[x] + cover[x] * (turned - plane[x]);
      }
    }
    out.writePlanes(row, pixels, 0, width);
  }

  /** Alpha of the matte; of one without alpha, its red. */
  private static float[] coverage(HostImage matte, RectI row) {
    float[][] planes = new float[4][];
    int c = matte.layout() == PixelComponents.RGB ? 0 : ALPHA;
    planes[c] = new float[row.width()];
    matte.readPlanes(row, planes, 0, row.width());
    return planes[c];
  }
}
