package org.likeness.train.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.likeness.cli.CliCommand;
import org.likeness.cli.CliException;
import org.likeness.cli.CliProgress;
import org.likeness.cli.ExitCode;
import org.likeness.face.CropTemplate;
import org.likeness.face.FaceAligner;
import org.likeness.face.FaceFinder;
import org.likeness.model.WeightStore;
import org.likeness.train.data.ExtractJob;
import org.likeness.train.data.FaceExtractor;
import org.likeness.train.data.FaceRecord;
import org.likeness.train.data.Faceset;
import org.likeness.train.data.FacesetHeader;
import org.likeness.train.data.MatteFiles;
import org.likeness.train.data.PlateFile;
import org.likeness.train.data.VideoReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code likeness extract}: pictures to a faceset. */
@Command(
    name = "extract",
    description = "Finds the faces of one identity in pictures and makes a faceset of them.")
public final class ExtractCommand implements CliCommand {
  /**
   * Stored crops are this much larger than a model's, so that samples can be turned and shifted.
   */
  private static final double MARGIN = 1.25;

  private static final int NAMED = 5;

  @Parameters(
      arity = "1..*",
      showDefaultValue = Visibility.NEVER,
      paramLabel = "INPUT",
      description =
          "Folders, pictures (EXR scene-linear; PNG, JPEG, TIFF as on a display), patterns"
              + " (plate.####.exr, plate.%%04d.exr) or videos.")
  private List<String> inputs = List.of();

  @Option(
      names = "--identity",
      showDefaultValue = Visibility.NEVER,
      required = true,
      paramLabel = "NAME",
      description = "Who it is.")
  private String identity = "";

  @Option(
      names = "--out",
      showDefaultValue = Visibility.NEVER,
      required = true,
      paramLabel = "FACESET",
      description = "Folder to make.")
  private Path out = Path.of("");

  @Option(
      names = "--matte",
      paramLabel = "DIR|PATTERN",
      description =
          "Drawn mattes: a folder with a PNG or EXR of each picture's name, or a pattern of frame"
              + " numbers. Without it the mesh's outline is the matte.")
  private @Nullable String matte;

  @Option(
      names = "--faces",
      paramLabel = "WHICH",
      description = "Which faces of a picture: ${COMPLETION-CANDIDATES}.")
  private Which faces = Which.largest;

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      description = "Side of the stored crops, pixels, 64 to 2048.")
  private int size = 320;

  @Option(
      names = "--coverage",
      paramLabel = "RATIO",
      description = "Side of a model's crop over the face's height.")
  private double coverage = FaceAligner.DEFAULT_COVERAGE;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Pictures at a time; 0 = one for each processor.")
  private int threads;

  @Option(names = "--consent-id", paramLabel = "ID", description = "Number of the consent.")
  private @Nullable String consentId;

  @Option(names = "--licence", paramLabel = "TEXT", description = "Licence of the pictures.")
  private @Nullable String licence;

  @Option(names = "--synthetic", description = "The pictures are rendered or generated.")
  private boolean synthetic;

  @Option(names = "--every", paramLabel = "N", description = "Take every N-th picture only.")
  private int every = 1;

  @Option(names = "--overwrite", description = "Replace a faceset that is there already.")
  private boolean overwrite;

  /** Which faces of a picture. */
  enum Which {
    largest,
    all
  }

  @Override
  public Integer call() throws IOException {
    String id = Identities.id(identity);
    check();
    List<PlateFile> plates = PlateFile.list(inputs);
    FacesetHeader header =
        new FacesetHeader(
            FacesetHeader.VERSION,
            id,
            identity,
            CropTemplate.WHOLE_FACE_V2,
            coverage * MARGIN,
            coverage,
            size,
            "film-shoulder-v1");
    Files.createDirectories(out);
    FaceExtractor.Job job =
        new FaceExtractor.Job(
            header,
            faces == Which.all,
            matte == null ? null : new MatteFiles(matte),
            synthetic,
            licence,
            consentId);
    try (FaceFinder finder = FaceFinder.open(WeightStore.open())) {
      return extract(new FaceExtractor(finder, job, out), header, plates);
    }
  }

  private void check() throws IOException {
    if (size < 64 || size > 2048) {
      throw new CliException(ExitCode.USAGE, "--size is " + size + ": it must be 64 to 2048");
    }
    if (every < 1) {
      throw new CliException(ExitCode.USAGE, "--every is " + every + ": it must be 1 or more");
    }
    if (!(coverage >= 1 && coverage <= 4)) {
      throw new CliException(ExitCode.USAGE, "--coverage is " + coverage + ": it must be 1 to 4");
    }
    if (Files.exists(out.resolve(Faceset.INDEX)) && !overwrite) {
      throw new IOException(
          out + ": there is a faceset already; choose another folder or add --overwrite");
    }
  }

  private long count(List<PlateFile> plates) throws IOException {
    long count = 0;
    for (PlateFile plate : plates) {
      if (plate.isVideo()) {
        try (VideoReader reader = new VideoReader(plate.path())) {
          count += reader.estimatedCount();
        }
      } else {
        count++;
      }
    }
    return (count + every - 1) / every;
  }

  private int extract(FaceExtractor extractor, FacesetHeader header, List<PlateFile> plates)
      throws IOException {
    int workers = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    ExtractJob.Result result;
    try (CliProgress progress = CliProgress.start("extract", "picture", count(plates))) {
      result = ExtractJob.run(extractor, plates, workers, every, progress::step);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(ExitCode.TRY_AGAIN, "interrupted", e);
    }
    List<FaceRecord> records = result.faces();
    List<String> failures = result.failures();
    int faceless = result.faceless();
    if (records.isEmpty()) {
      throw new IOException(
          failures.isEmpty()
              ? "no face in " + result.pictures() + " pictures: faceset not made"
              : failures.get(0));
    }
    new Faceset(out, header, records).writeIndex();
    System.out.printf(
        "%s: %d faces of %s from %d pictures%s%n",
        out,
        records.size(),
        header.identity(),
        result.pictures(),
        faceless == 0 ? "" : ", " + faceless + " without a face");
    for (int i = 0; i < Math.min(NAMED, failures.size()); i++) {
      System.err.println("left out: " + failures.get(i));
    }
    if (failures.size() > NAMED) {
      System.err.println("left out: " + (failures.size() - NAMED) + " more");
    }
    return failures.isEmpty() ? ExitCode.OK : ExitCode.PARTLY;
  }
}
