package org.likeness.ofx.abi;

import com.sun.jna.Pointer;

/**
 * The OfxHost struct: the host's property set and the function that hands out suites.
 *
 * @param properties handle of the host's property set
 * @param fetchSuite address of the function that hands out suites
 */
public record HostTable(long properties, long fetchSuite) {
  /** Reads the struct at an address, which the host keeps as long as the plugin is loaded. */
  public static HostTable at(long address) {
    Pointer p = new Pointer(address);
    return new HostTable(p.getLong(0), p.getLong(8));
  }

  /** Address of a suite's struct, 0 if the host has none of that name and version. */
  public long suite(String name, int version) {
    return Calls.suite(fetchSuite, properties, CStrings.name(name), version);
  }
}
