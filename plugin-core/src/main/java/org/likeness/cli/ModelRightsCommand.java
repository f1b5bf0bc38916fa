package org.likeness.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.likeness.model.ModelManifest;
import org.likeness.model.RightsRecord;
import org.likeness.pipeline.RightsStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code likeness model rights}. */
@Command(
    name = "rights",
    description = {
      "Attaches a rights record to a swap model.",
      "A model without one, or with one that is over, renders with a mark across the face. The weights stay as they are."
    })
public final class ModelRightsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ModelEditOptions model = new ModelEditOptions();

  @Option(
      names = "--consent-id",
      showDefaultValue = Visibility.NEVER,
      required = true,
      description = "Your number of the consent.")
  private String consentId = "";

  @Option(
      names = "--holder",
      showDefaultValue = Visibility.NEVER,
      required = true,
      description = "Who gave it.")
  private String holder = "";

  @Option(
      names = "--scope",
      showDefaultValue = Visibility.NEVER,
      required = true,
      description = "Project, shots, dates, in words.")
  private String scope = "";

  @Option(
      names = "--expires",
      description = "Last day of use, such as 2027-12-31. Without it the record has no end.")
  private @Nullable String expires;

  @Option(
      names = "--contact",
      showDefaultValue = Visibility.NEVER,
      required = true,
      description = "Whom to ask.")
  private String contact = "";

  /** For picocli. */
  public ModelRightsCommand() {}

  @Override
  public Integer call() throws IOException {
    if (consentId.isBlank() || holder.isBlank()) {
      throw new CliException(ExitCode.USAGE, "--consent-id and --holder must not be empty");
    }
    if (expires != null) {
      try {
        LocalDate.parse(expires);
      } catch (DateTimeParseException e) {
        throw new CliException(
            ExitCode.USAGE, "--expires is \"" + expires + "\"; write it as 2027-12-31", e);
      }
    }
    RightsRecord rights = new RightsRecord(consentId, holder, scope, expires, contact);
    ModelManifest m = model.read();
    ModelManifest with = m.withRights(rights);
    Path to = model.write(with);
    RightsStatus status = RightsStatus.of(m.name(), rights, LocalDate.now(ZoneOffset.UTC));
    spec.commandLine()
        .getOut()
        .println(to + ": rights attached" + (status.marked() ? "; " + status.reason() : ""));
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }
}
