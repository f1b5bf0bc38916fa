package org.likeness.ofx.host;

/**
 * What is peculiar to a host, in one place. A name is testimony, not proof (one host can call
 * itself by another's name), so nothing here decides whether to render.
 *
 * @param name kOfxPropName, empty where the host has none
 * @param apiMajor API version, 1 where unknown
 * @param apiMinor API version, 0 where unknown
 */
public record HostTraits(String name, int apiMajor, int apiMinor) {
  /** From the host's properties. */
  public static HostTraits of(PropertySet host) {
    return new HostTraits(
        host.getString("OfxPropName", 0, ""),
        host.getInt("OfxPropAPIVersion", 0, 1),
        host.getInt("OfxPropAPIVersion", 1, 0));
  }

  /** Nuke, or a host that says so: no parameter is written from a render or a new instance. */
  public boolean isNuke() {
    return name.startsWith("uk.co.thefoundry.nuke");
  }

  /** DaVinci Resolve, or a host that says so. */
  public boolean isResolve() {
    return name.startsWith("DaVinciResolve");
  }

  /** Whether version 2 of the message suite may be called: one host's places point nowhere. */
  public boolean messageSuite2IsSound() {
    return !isResolve();
  }
}
