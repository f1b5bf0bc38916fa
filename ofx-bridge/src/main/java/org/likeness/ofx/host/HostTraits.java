package org.likeness.ofx.host;

import java.util.ArrayList;
import java.util.List;

/**
 * What is peculiar to a host: the one place that knows hosts by name. A name is testimony, not
 * proof (one host can call itself by another's), so nothing here decides whether to render, and
 * what can be probed (suites, properties, images that are not there) is probed instead.
 *
 * @param name kOfxPropName, empty where the host has none
 * @param label what the host calls itself for people, or its name
 * @param version as the host spells it, empty where it has none
 * @param apiMajor API version, 1 where unknown
 * @param apiMinor API version, 0 where unknown
 */
public record HostTraits(String name, String label, String version, int apiMajor, int apiMinor) {
  /** Hosts of which something is known. */
  public enum Kind {
    /**
     * Nuke. A parameter that is written from a render or a new instance crashed it; colour
     * properties of 1.5 crashed it; its console gets a line at each message.
     */
    NUKE("uk.co.thefoundry.nuke"),
    /**
     * DaVinci Resolve and its free edition. Version 2 of the message suite can have places that
     * point nowhere; every clip counts as connected; a clip's frame range is that of the whole
     * source, whatever the trim.
     */
    RESOLVE("DaVinciResolve"),
    /** Fusion on its own. */
    FUSION("com.blackmagicdesign.Fusion"),
    /** Natron, which can also call itself by the names above. */
    NATRON("fr.inria.Natron"),
    /** MLT, under Shotcut and Kdenlive: a new instance a frame, no changes told, no identity. */
    MLT("MLT"),
    /** Any other. */
    OTHER("");

    private final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }
  }

  /** Without label and version. */
  public HostTraits(String name, int apiMajor, int apiMinor) {
    this(name, name, "", apiMajor, apiMinor);
  }

  /** From the host's properties. */
  public static HostTraits of(PropertySet host) {
    String name = host.getString("OfxPropName", 0, "");
    return new HostTraits(
        name,
        host.getString("OfxPropLabel", 0, name),
        version(host),
        host.getInt("OfxPropAPIVersion", 0, 1),
        host.getInt("OfxPropAPIVersion", 1, 0));
  }

  private static String version(PropertySet host) {
    String label = host.getString("OfxPropVersionLabel", 0, "");
    if (!label.isBlank()) {
      return label;
    }
    List<String> parts = new ArrayList<>();
    int n = Math.min(4, host.dimension("OfxPropVersion"));
    for (int i = 0; i < n; i++) {
      parts.add(Integer.toString(host.getInt("OfxPropVersion", i, 0)));
    }
    return String.join(".", parts);
  }

  /** Which of the known hosts it is, or says that it is. */
  public Kind kind() {
    for (Kind k : Kind.values()) {
      if (name.startsWith(k.prefix)) {
        return k;
      }
    }
    return Kind.OTHER;
  }

  /** Name and version for logs and headers. */
  public String nameAndVersion() {
    String who = name.isEmpty() ? "a host without a name" : name;
    return version.isEmpty() ? who : who + " " + version;
  }

  /** Whether version 2 of the message suite may be called. */
  public boolean messageSuite2IsSound() {
    return kind() != Kind.RESOLVE;
  }

  /** Whether a clip's frame range says nothing of the part of it that is used. */
  public boolean frameRangeIsThatOfTheSource() {
    return kind() == Kind.RESOLVE;
  }

  /** Whether nodes are made and destroyed with each frame, so that they remember nothing. */
  public boolean nodesLiveForOneFrame() {
    return kind() == Kind.MLT;
  }
}
