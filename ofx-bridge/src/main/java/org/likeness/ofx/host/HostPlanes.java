package org.likeness.ofx.host;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.likeness.ofx.abi.CStrings;
import org.likeness.ofx.abi.OfxStatus;
import org.likeness.ofx.abi.PlaneSuite;
import org.likeness.ofx.abi.Scratch;

/** Planes of clips beside their colour, and views, where the host has Foundry's extension. */
public final class HostPlanes {
  private static final int MOST = 256;

  private final OfxHost host;
  private final PlaneSuite suite;
  private final long effect;

  HostPlanes(OfxHost host, long effect) {
    this.host = host;
    this.suite = host.suites().plane();
    this.effect = effect;
  }

  /** Whether the host has the extension at all. */
  public boolean present() {
    return suite.present();
  }

  /** Whether planes may have any name; else there are colour and motion alone. */
  public boolean takesAnyName() {
    return present() && host.properties().getBoolean("NatronOfxHostIsNatron", false);
  }

  /** How an effect says that it makes a plane. */
  public String produced(PlaneName plane) {
    return plane.produced(takesAnyName());
  }

  /** Names of the planes that a clip carries. */
  public List<String> of(HostClip clip) {
    List<String> names =
        clip.properties().getStrings("uk.co.thefoundry.OfxImageEffectClipPropPlanesPresent");
    return names.isEmpty()
        ? clip.properties().getStrings("OfxImageEffectPropComponentsPresent")
        : names;
  }

  /**
   * The image of a plane at a time, or null where there is none. The caller closes it before the
   * action ends.
   */
  public @Nullable HostImage image(HostClip clip, double time, int view, String plane) {
    if (clip.handle() == 0) {
      return null;
    }
    Scratch out = Scratch.get().clear(1);
    int status =
        suite.clipGetImagePlane(clip.handle(), time, view, CStrings.name(plane), 0, out.at(0));
    return status == OfxStatus.OK ? HostImage.of(host, out.longAt(0)) : null;
  }

  /** Names of the project's views in order; none where the host does not tell. */
  public List<String> views() {
    Scratch out = Scratch.get().clear(1);
    if (!suite.hasViews() || suite.getViewCount(effect, out.at(0)) != OfxStatus.OK) {
      return List.of();
    }
    int count = Math.max(0, Math.min(MOST, out.intAt(0)));
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      out.clear(1);
      String name =
          suite.getViewName(effect, i, out.at(0)) == OfxStatus.OK
              ? CStrings.read(out.longAt(0))
              : null;
      names.add(name == null ? "" : name);
    }
    return List.copyOf(names);
  }

  /** Region of definition of a clip in a view, canonical; null where the host gives none. */
  public @Nullable RectD regionOfDefinition(HostClip clip, double time, int view) {
    Scratch out = Scratch.get().clear(4);
    if (clip.handle() == 0
        || suite.clipGetRegionOfDefinition(clip.handle(), time, view, out.at(0)) != OfxStatus.OK) {
      return null;
    }
    RectD r = new RectD(out.doubleAt(0), out.doubleAt(1), out.doubleAt(2), out.doubleAt(3));
    return r.isSound() ? r : null;
  }
}
