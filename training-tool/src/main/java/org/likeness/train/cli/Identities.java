package org.likeness.train.cli;

import java.util.Locale;
import org.likeness.cli.CliException;
import org.likeness.cli.ExitCode;

/** Ids of identities. */
public final class Identities {
  private Identities() {}

  /** The id of a name: lower case, words joined by hyphens. */
  public static String id(String name) {
    String id =
        name.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    if (id.isEmpty()) {
      throw new CliException(
          ExitCode.USAGE,
          "--identity \"" + name + "\" has no letter a-z and no digit to make an id of");
    }
    return id;
  }
}
