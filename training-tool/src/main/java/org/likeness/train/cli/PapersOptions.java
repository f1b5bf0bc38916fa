package org.likeness.train.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.likeness.pipeline.PolicyException;
import org.likeness.train.data.Papers;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** The papers of pictures that faces are cut from. */
public final class PapersOptions {
  @Option(
      names = "--source",
      showDefaultValue = Visibility.NEVER,
      paramLabel = "TEXT",
      description = "Where the pictures come from: a shoot, a library.")
  private @Nullable String source;

  @Option(
      names = "--licence",
      showDefaultValue = Visibility.NEVER,
      paramLabel = "TEXT",
      description = "Licence of the pictures.")
  private @Nullable String licence;

  @Option(
      names = "--consent-id",
      showDefaultValue = Visibility.NEVER,
      paramLabel = "[NAME=]ID",
      description = "Number of the consent, of all or of one person; may be given several times.")
  private List<String> consentIds = List.of();

  @Option(names = "--synthetic", description = "The pictures are rendered or generated.")
  private boolean synthetic;

  @Option(
      names = "--strict",
      description =
          "Refuse pictures whose source, licence or consent is unknown (rendered ones need no"
              + " consent).")
  private boolean strict;

  /** The papers of a person's pictures. */
  public Papers of(String who) {
    String consent = null;
    for (String id : consentIds) {
      int equals = id.indexOf('=');
      if (equals < 0 && consent == null) {
        consent = id;
      } else if (equals >= 0 && id.substring(0, equals).equals(who)) {
        consent = id.substring(equals + 1);
      }
    }
    return new Papers(source, licence, consent, synthetic);
  }

  /**
   * Refuses in strict mode.
   *
   * @throws PolicyException if something is unknown of a person's pictures
   */
  public void check(String who) {
    String missing = of(who).missing();
    if (strict && !missing.isEmpty()) {
      throw new PolicyException(
          "strict: the "
              + missing
              + " of "
              + who
              + "'s pictures is unknown; say it with --source, --licence and --consent-id (or"
              + " --synthetic for rendered pictures)");
    }
  }
}
