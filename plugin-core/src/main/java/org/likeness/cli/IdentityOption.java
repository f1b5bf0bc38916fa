package org.likeness.cli;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.likeness.face.FaceIdentity;
import org.likeness.model.ModelException;
import org.likeness.model.WeightStore;
import picocli.CommandLine.Option;

/** Whether a command that looks at a sequence over time looks at the identity too. */
final class IdentityOption {
  @Option(names = "--no-identity", description = "Leave the identity out; no network is loaded.")
  private boolean none;

  /**
   * The network that tells faces apart, which is the caller's to close; null where it is not wished
   * for or cannot be had.
   *
   * @param remark is told why there is none
   */
  @Nullable FaceIdentity open(Consumer<String> remark) {
    if (none) {
      remark.accept("The identity was not looked at.");
      return null;
    }
    try {
      return FaceIdentity.open(WeightStore.open());
    } catch (ModelException e) {
      remark.accept(
          "The identity was not looked at, the network's weights cannot be had: "
              + Failures.oneLine(e.getMessage()));
      return null;
    }
  }
}
