package org.likeness.train.export;

import java.util.List;
import java.util.Optional;
import org.likeness.model.ModelManifest;

/**
 * What is still to be done for the default match to leave an identity its skin: that needs plates
 * of the performer, which an export has not.
 */
public final class ToneHint {
  private ToneHint() {}

  /**
   * Makes it.
   *
   * @param m of an exported model
   * @param file where the model lies
   * @return the command to run for the identities without a tone; nothing where all have one, or
   *     the model knows no performer to compare them with
   */
  public static Optional<String> of(ModelManifest m, String file) {
    List<String> ids = m.identities().stream().map(ModelManifest.Identity::id).toList();
    if (!(m.training().get("performer") instanceof String performer) || !ids.contains(performer)) {
      return Optional.empty();
    }
    List<String> without =
        ids.stream().filter(id -> !id.equals(performer) && m.tone(id).isEmpty()).toList();
    return without.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Until the model knows by how much skins differ, the default match brings the"
                + " performer's: likeness model tone "
                + file
                + " --identity "
                + String.join("|", without)
                + " --plate PLATES-OF-"
                + performer);
  }
}
