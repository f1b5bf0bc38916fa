package org.likeness.ofx.host;

import org.likeness.ofx.abi.HostTable;
import org.likeness.ofx.abi.MessageSuite;
import org.likeness.ofx.abi.OfxStatus;
import org.likeness.ofx.abi.ProgressSuite;

/** The application around the effect: its traits and its suites. Made once a host, shared. */
public final class OfxHost {
  private final HostTable table;
  private final HostTraits traits;
  private final MessageSuite messages;
  private final ProgressSuite progress;

  /**
   * Binds the suites.
   *
   * @param address of the OfxHost struct
   * @throws HostException if a suite is missing that no effect can do without
   */
  public OfxHost(long address) {
    table = new HostTable(address);
    if (!table.bindMandatory()) {
      throw new HostException(
          OfxStatus.ERR_MISSING_HOST_FEATURE,
          "this application lacks an OFX suite that every host must have"
              + " (property, image effect or parameter)");
    }
    traits = HostTraits.of(new PropertySet(table.properties()));
    messages = table.messages(traits.messageSuite2IsSound());
    progress = table.progress();
  }

  /** Binds the suites again if another host of this process bound its own since. */
  public void select() {
    table.bindMandatory();
  }

  /** Address of the host's struct. */
  public long address() {
    return table.address();
  }

  /** What is peculiar to it. */
  public HostTraits traits() {
    return traits;
  }

  MessageSuite messages() {
    return messages;
  }

  ProgressSuite progress() {
    return progress;
  }
}
