package org.likeness.ofx.effect;

import org.likeness.ofx.abi.OfxStatus;
import org.likeness.ofx.host.HostEffect;
import org.likeness.ofx.host.HostException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an effect throws becomes a line in the log, a sentence on the node and a status. */
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  /** Says it on the node and gives the status. */
  static int tell(HostEffect instance, String action, Throwable t) {
    LOG.error("{} failed", action, t);
    instance.say(HostEffect.Severity.ERROR, sentence(t));
    return status(t);
  }

  /** Only the log is told, and the status is given. */
  static int log(String action, Throwable t) {
    LOG.error("{} failed", action, t);
    return status(t);
  }

  private static int status(Throwable t) {
    if (t instanceof HostException e) {
      // A failure that says it is none would pass for a picture.
      return e.status() == OfxStatus.OK || e.status() == OfxStatus.REPLY_DEFAULT
          ? OfxStatus.FAILED
          : e.status();
    }
    return t instanceof OutOfMemoryError ? OfxStatus.ERR_MEMORY : OfxStatus.FAILED;
  }

  private static String sentence(Throwable t) {
    if (t instanceof OutOfMemoryError) {
      return "not enough memory for Java ("
          + Runtime.getRuntime().maxMemory() / (1 << 20)
          + " MiB allowed); set LIKENESS_JAVA_OPTS=-Xmx8g or render on fewer threads";
    }
    String text = t.getMessage();
    return text == null || text.isBlank() ? "an error without a text: " + t.getClass() : text;
  }
}
