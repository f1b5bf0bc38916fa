package org.likeness.ofx.abi;

import com.sun.jna.Function;
import com.sun.jna.Pointer;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The OfxHost struct: the host's property set and the function that hands out suites.
 *
 * @param address of the struct, which the host keeps as long as the plugin is loaded
 */
public record HostTable(long address) {
  private static final AtomicLongArray BOUND = new AtomicLongArray(3);

  /** Handle of the host's property set. */
  public long properties() {
    return new Pointer(address).getLong(0);
  }

  /** Address of a suite's struct, 0 if the host has none of that name and version. */
  public long suite(String name, int version) {
    Function fetch = Function.getFunction(new Pointer(new Pointer(address).getLong(8)));
    return fetch.invokeLong(
        new Object[] {new Pointer(properties()), new Pointer(CStrings.name(name)), version});
  }

  /**
   * Binds the three suites that every host must have. Binding is for the process; a second host
   * with other addresses in the same process replaces the first, as only one can be talking.
   *
   * @return false if one is missing
   */
  public boolean bindMandatory() {
    long property = suite("OfxPropertySuite", 1);
    long effect = suite("OfxImageEffectSuite", 1);
    long parameter = suite("OfxParameterSuite", 1);
    if (property == 0 || effect == 0 || parameter == 0) {
      return false;
    }
    synchronized (BOUND) {
      if (BOUND.get(0) != property) {
        SuiteBinder.bind(PropertySuite.class, property, PropertySuite.ORDER);
        BOUND.set(0, property);
      }
      if (BOUND.get(1) != effect) {
        SuiteBinder.bind(ImageEffectSuite.class, effect, ImageEffectSuite.ORDER);
        BOUND.set(1, effect);
      }
      if (BOUND.get(2) != parameter) {
        ParameterSuite.bind(parameter);
        BOUND.set(2, parameter);
      }
    }
    return true;
  }

  /** The message suites. */
  public MessageSuite messages(boolean secondIsSound) {
    return MessageSuite.of(
        suite("OfxMessageSuite", 1), secondIsSound ? suite("OfxMessageSuite", 2) : 0);
  }

  /** The progress suite, the newest that there is. */
  public ProgressSuite progress() {
    long two = suite("OfxProgressSuite", 2);
    return two != 0
        ? new ProgressSuite(two, 2)
        : new ProgressSuite(suite("OfxProgressSuite", 1), 1);
  }
}
