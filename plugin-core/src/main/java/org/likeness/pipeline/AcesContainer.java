package org.likeness.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.likeness.colour.ColourSpace;
import org.likeness.exr.ExrAttribute;
import org.likeness.image.Frame;
import org.likeness.image.Plane;

/**
 * A picture for an ACES container (SMPTE ST 2065-4): R, G, B, A as halves in ACES2065-1,
 * uncompressed, with the header's flag and chromaticities.
 */
final class AcesContainer {
  static final Set<OutputChoice> PICTURES =
      Set.of(OutputChoice.FACE, OutputChoice.UNPREMULTIPLIED, OutputChoice.COMP, OutputChoice.RAW);

  private static final Set<String> OWN =
      Set.of("chromaticities", "adoptedNeutral", "acesImageContainerFlag");

  private AcesContainer() {}

  /**
   * The picture, converted.
   *
   * @param space of the plate
   * @throws IllegalArgumentException if the output is no picture
   */
  static Frame picture(FrameResult r, OutputChoice output, ColourSpace space) {
    if (!PICTURES.contains(output)) {
      throw new IllegalArgumentException(
          "an ACES container holds a picture, and output is "
              + output.id()
              + "; it can be face, unpremultiplied, comp or raw");
    }
    // Colours are converted before they are multiplied: a curve does not go with alpha.
    boolean face = output == OutputChoice.FACE;
    Frame f = face ? new LayerPlanes(r).unpremultiplied(r.window()) : r.output(output);
    Plane[] c = {copy(f.r()), copy(f.g()), copy(f.b())};
    space.toLinearRec709(c[0].data(), c[1].data(), c[2].data());
    ColourSpace.byName("aces2065-1").fromLinearRec709(c[0].data(), c[1].data(), c[2].data());
    for (Plane p : face ? c : new Plane[0]) {
      for (int i = 0; i < p.data().length; i++) {
        p.data()[i] *= r.matte().data()[i];
      }
    }
    return new Frame(f.dataWindow(), f.displayWindow(), f.pixelAspect(), c[0], c[1], c[2], f.a());
  }

  private static Plane copy(Plane p) {
    return new Plane(p.rect(), p.data().clone());
  }

  /** The header's attributes with those that such a file must have. */
  static List<ExrAttribute> attributes(List<ExrAttribute> others) {
    List<ExrAttribute> list =
        new ArrayList<>(others.stream().filter(a -> !OWN.contains(a.name())).toList());
    list.add(ExrAttribute.ofInt("acesImageContainerFlag", 1));
    list.add(
        ExrAttribute.chromaticities(
            0.7347f, 0.2653f, 0f, 1f, 0.0001f, -0.077f, 0.32168f, 0.33767f));
    list.add(new ExrAttribute("adoptedNeutral", "v2f", new float[] {0.32168f, 0.33767f}));
    return list;
  }
}
