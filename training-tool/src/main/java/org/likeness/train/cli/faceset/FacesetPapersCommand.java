package org.likeness.train.cli.faceset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.likeness.cli.CliException;
import org.likeness.cli.ExitCode;
import org.likeness.train.data.FaceRecord;
import org.likeness.train.data.Faceset;
import org.likeness.train.data.curate.CuratedSet;
import org.likeness.train.data.curate.FaceFilter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code likeness faceset papers}. */
@Command(
    name = "papers",
    description = "Fills in source, licence, consent and synthetic of pictures in the index.")
public final class FacesetPapersCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private FacesetOption faceset = new FacesetOption();

  @Option(
      names = "--where",
      showDefaultValue = Visibility.NEVER,
      paramLabel = "CONDITION",
      description = "Which faces, as for faceset reject. Default: all.")
  private @Nullable String where;

  @Option(
      names = "--source",
      showDefaultValue = Visibility.NEVER,
      paramLabel = "TEXT",
      description = "Where the pictures come from.")
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
      paramLabel = "ID",
      description = "Number of the consent.")
  private @Nullable String consentId;

  @Option(
      names = "--synthetic",
      arity = "1",
      showDefaultValue = Visibility.NEVER,
      paramLabel = "YES|NO",
      description = "Whether the pictures are rendered or generated: true or false.")
  private @Nullable Boolean synthetic;

  /** For picocli. */
  public FacesetPapersCommand() {}

  @Override
  public Integer call() throws IOException {
    if (source == null && licence == null && consentId == null && synthetic == null) {
      throw new CliException(
          ExitCode.USAGE, "say what to fill in: --source, --licence, --consent-id or --synthetic");
    }
    Faceset all = Faceset.readAll(faceset.folder());
    Set<Integer> chosen = null;
    if (where != null) {
      CuratedSet set = faceset.open();
      chosen = new HashSet<>(FaceFilter.select(set, set.in("all"), where));
    }
    List<FaceRecord> faces = new ArrayList<>();
    int changed = 0;
    for (int i = 0; i < all.faces().size(); i++) {
      FaceRecord face = all.faces().get(i);
      if (chosen == null || chosen.contains(i)) {
        face = face.withPapers(source, licence, consentId, synthetic);
        changed++;
      }
      faces.add(face);
    }
    new Faceset(all.folder(), all.header(), faces).writeIndex();
    spec.commandLine().getOut().printf("papers of %d of %d faces%n", changed, faces.size());
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }
}
