package org.likeness.ofx.host;

import java.util.ArrayList;
import java.util.List;
import org.likeness.ofx.abi.CStrings;
import org.likeness.ofx.abi.HostTable;
import org.likeness.ofx.abi.OfxStatus;
import org.likeness.ofx.abi.Scratch;
import org.likeness.ofx.abi.Suites;

/** The application around the effect: its traits and its suites. Made once a host, shared. */
public final class OfxHost {
  private final HostTable table;
  private final HostTraits traits;
  private final Suites suites;
  private final PropertySet properties;

  /**
   * Fetches the suites.
   *
   * @param address of the OfxHost struct
   * @throws HostException if a suite is missing that no effect can do without
   */
  public OfxHost(long address) {
    table = HostTable.at(address);
    Suites first = Suites.of(table, false);
    if (!first.property().present() || !first.effect().present() || !first.parameter().present()) {
      throw new HostException(
          OfxStatus.ERR_MISSING_HOST_FEATURE,
          "this application lacks an OFX suite that every host must have"
              + " (property, image effect or parameter)");
    }
    properties = new PropertySet(first.property(), table.properties());
    traits = HostTraits.of(properties);
    suites = traits.messageSuite2IsSound() ? Suites.of(table, true) : first;
  }

  /** Whether the struct at an address is still this host's: hosts are made anew in old places. */
  public boolean isAt(long address) {
    return HostTable.at(address).equals(table);
  }

  /** What is peculiar to it. */
  public HostTraits traits() {
    return traits;
  }

  /** The host's own properties. */
  public PropertySet properties() {
    return properties;
  }

  /** Names of the suites that the host has beyond the mandatory three, for a log. */
  public List<String> suiteNames() {
    List<String> names = new ArrayList<>();
    add(names, "message", suites.message().present());
    add(names, "progress", suites.progress().present());
    add(names, "timeline", suites.timeLine().present());
    add(names, "memory", suites.memory().present());
    add(names, "multithread", suites.multiThread().present());
    add(names, "interact", suites.interact().present());
    add(names, "draw", suites.draw().present());
    add(names, "parametric", suites.parametric().present());
    add(names, "planes", suites.plane().present());
    add(names, "opengl", suites.openGl().present());
    add(names, "opencl", suites.openCl().present());
    add(names, "dialog", suites.dialog().present());
    return List.copyOf(names);
  }

  private static void add(List<String> names, String name, boolean present) {
    if (present) {
      names.add(name);
    }
  }

  /** A property set of this host. */
  public PropertySet set(long handle) {
    return new PropertySet(suites.property(), handle);
  }

  /** Asks the host to give up what it keeps in its OpenGL context; false where it has none. */
  public boolean flushOpenGl() {
    return suites.openGl().flushResources() == OfxStatus.OK;
  }

  /**
   * Has the host compile an OpenCL program for its own device.
   *
   * @param optional whether the host may leave it for later
   * @return address of the {@code cl_program}, 0 where there is none
   */
  public long compileOpenCl(String source, boolean optional) {
    Scratch out = Scratch.get().clear(1);
    int status =
        CStrings.with(source, text -> suites.openCl().compileProgram(text, optional, out.at(0)));
    return status == OfxStatus.OK ? out.longAt(0) : 0;
  }

  /** The host's threads. */
  public HostThreads threads() {
    return new HostThreads(suites.multiThread());
  }

  Suites suites() {
    return suites;
  }
}
