package org.likeness.ofx.effect;

import java.util.List;
import java.util.stream.Stream;
import org.likeness.ofx.host.HostPlanes;
import org.likeness.ofx.host.PlaneName;
import org.likeness.ofx.host.PropertySet;

/**
 * What an effect makes beside the colour.
 *
 * @param planes without the colour
 * @param passThrough the clip that other planes come from
 */
public record OutputPlanes(List<PlaneName> planes, String passThrough) {
  /** A host asks only effects that were described with this. */
  public static final PropertyValue[] DESCRIBED = {
    PropertyValue.of("uk.co.thefoundry.OfxImageEffectPropMultiPlanar", 1),
    PropertyValue.of("uk.co.thefoundry.OfxImageEffectPropPassThroughComponents", 1),
    PropertyValue.of("OfxImageEffectPropRenderAllPlanes", 1)
  };

  private static final String NEEDED = "uk.co.thefoundry.OfxNeededComp_";

  /** Copies. */
  public OutputPlanes {
    planes = List.copyOf(planes);
  }

  void apply(PropertySet out, HostPlanes host, List<String> inputs) {
    List<String> names =
        Stream.concat(Stream.of(PlaneName.COLOUR), planes.stream()).map(host::produced).toList();
    for (int i = 0; i < names.size(); i++) {
      out.setString(NEEDED + "Output", i, names.get(i));
    }
    for (String clip : inputs) {
      out.setString(NEEDED + clip, 0, host.produced(PlaneName.COLOUR));
    }
    out.setString("uk.co.thefoundry.ImageEffectPropPassThroughClip", 0, passThrough);
  }
}
