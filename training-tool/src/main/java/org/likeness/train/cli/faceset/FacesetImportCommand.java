package org.likeness.train.cli.faceset;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.likeness.cli.CliException;
import org.likeness.cli.CliProgress;
import org.likeness.cli.ExitCode;
import org.likeness.face.FaceFinder;
import org.likeness.model.WeightStore;
import org.likeness.train.cli.Identities;
import org.likeness.train.cli.PapersOptions;
import org.likeness.train.data.FaceExtractor;
import org.likeness.train.data.FaceRouter;
import org.likeness.train.data.Faceset;
import org.likeness.train.data.FacesetHeader;
import org.likeness.train.data.importing.ImportJob;
import org.likeness.train.data.importing.ImportedFace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code likeness faceset import}. */
@Command(
    name = "import",
    description = {
      "Makes a faceset of another program's: aligned JPEG or .pak of DeepFaceLab, alignments (.fsa,",
      ".json) of FaceSwap. Faces are cut anew to this program's crop: of the frames that --frames",
      "holds, which is best, else of the aligned pictures. The 68 points stay as they were; outlines and",
      "masks of DeepFaceLab's XSeg and FaceSwap's masks become the mattes. Descriptions are read as",
      "data: nothing in them is run."
    },
    footer = {
      "",
      "Examples:",
      "  likeness faceset import aligned/ --frames frames/ --identity ben --out ben.faceset",
      "  likeness faceset import faceset.pak --identity ben --out ben.faceset",
      "  likeness faceset import alignments.fsa --frames frames/ --identity ana --out ana.faceset"
    })
public final class FacesetImportCommand implements Callable<Integer> {
  private static final int NAMED = 5;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "1..*",
      showDefaultValue = Visibility.NEVER,
      paramLabel = "INPUT",
      description = "Folders of aligned JPEG, single ones, .pak, .fsa, .json.")
  private List<Path> inputs = List.of();

  @Option(
      names = "--identity",
      required = true,
      showDefaultValue = Visibility.NEVER,
      paramLabel = "NAME",
      description = "Who it is.")
  private String identity = "";

  @Option(
      names = "--out",
      required = true,
      showDefaultValue = Visibility.NEVER,
      paramLabel = "FACESET",
      description = "Folder to make.")
  private Path out = Path.of("");

  @Option(
      names = "--frames",
      showDefaultValue = Visibility.NEVER,
      paramLabel = "DIR",
      description = "The frames that the faces were cut from, by name.")
  private @Nullable Path frames;

  @Option(
      names = "--person",
      showDefaultValue = Visibility.NEVER,
      paramLabel = "NAME",
      description = "Whose faces of a packed faceset of several people.")
  private @Nullable String person;

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      description = "Side of the stored crops, pixels, 64 to 2048.")
  private int size = 320;

  @Option(names = "--overwrite", description = "Replace a faceset that is there already.")
  private boolean overwrite;

  @Mixin private PapersOptions papers = new PapersOptions();

  /** For picocli. */
  public FacesetImportCommand() {}

  @Override
  public Integer call() throws IOException {
    String id = Identities.id(identity);
    papers.check(identity);
    if (size < 64 || size > 2048) {
      throw new CliException(ExitCode.USAGE, "--size is " + size + ": it must be 64 to 2048");
    }
    if (Files.exists(out.resolve(Faceset.INDEX)) && !overwrite) {
      throw new IOException(
          out + ": there is a faceset already; choose another folder or add --overwrite");
    }
    List<String> problems = new ArrayList<>();
    List<ImportedFace> faces = ImportJob.read(inputs, person, problems);
    if (faces.isEmpty()) {
      throw new IOException(
          problems.isEmpty()
              ? inputs.get(0) + ": holds no face of DeepFaceLab or FaceSwap"
              : problems.get(0));
    }
    FacesetHeader header = FacesetHeader.standard(id, identity, size);
    ImportJob.Result result;
    try (FaceFinder finder = FaceFinder.open(WeightStore.open());
        CliProgress progress = CliProgress.start("import", "face", faces.size())) {
      FaceExtractor extractor =
          new FaceExtractor(
              finder,
              new FaceExtractor.Job(header, FaceRouter.one(identity, true), null, papers::of),
              who -> out);
      ImportJob job = new ImportJob(finder, extractor, identity, frames);
      Files.createDirectories(out);
      result = job.run(faces, progress::step);
    }
    problems.addAll(result.problems());
    if (result.faces().isEmpty()) {
      throw new IOException(problems.get(0));
    }
    new Faceset(out, header, result.faces()).writeIndex();
    PrintWriter said = spec.commandLine().getOut();
    said.printf(
        "%s: %d faces of %s%s%n",
        out,
        result.faces().size(),
        id,
        result.unseen() == 0
            ? ""
            : ", "
                + result.unseen()
                + " placed by their points alone, without expression and light");
    said.flush();
    problems.stream()
        .limit(NAMED)
        .forEach(p -> spec.commandLine().getErr().println("left out: " + p));
    if (problems.size() > NAMED) {
      spec.commandLine().getErr().println("left out: " + (problems.size() - NAMED) + " more");
    }
    return problems.isEmpty() ? ExitCode.OK : ExitCode.PARTLY;
  }
}
