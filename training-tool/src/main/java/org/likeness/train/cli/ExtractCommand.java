package org.likeness.train.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.likeness.cli.CliCommand;
import org.likeness.cli.CliException;
import org.likeness.cli.CliProgress;
import org.likeness.cli.ExitCode;
import org.likeness.cli.GalleryOption;
import org.likeness.face.CropTemplate;
import org.likeness.face.DflCrop;
import org.likeness.face.FaceAligner;
import org.likeness.face.FaceFinder;
import org.likeness.face.IdentityGallery;
import org.likeness.model.WeightStore;
import org.likeness.train.data.ExtractJob;
import org.likeness.train.data.FaceExtractor;
import org.likeness.train.data.FaceRecord;
import org.likeness.train.data.FaceRouter;
import org.likeness.train.data.Faceset;
import org.likeness.train.data.FacesetHeader;
import org.likeness.train.data.MatteFiles;
import org.likeness.train.data.PlateFile;
import org.likeness.train.data.VideoReader;
import org.likeness.train.data.coverage.TrainingPick;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code likeness extract}: pictures to a faceset. */
@Command(
    name = "extract",
    description = {
      "Finds faces in pictures and makes facesets of them.",
      "With --identity the faces are taken for that person's. With --gallery each face is told by",
      "likeness to the people of a gallery, and --out holds a faceset for each of them; with both,",
      "only that person's faces are kept. Later steps: likeness faceset --help."
    },
    footer = {
      "",
      "Examples:",
      "  likeness extract takes/ben --identity ben --out ben.faceset",
      "  likeness extract plate.####.exr b-roll.mp4 --gallery cast.gallery --unknown --out"
          + " facesets",
      "  likeness extract scans --identity ana --out ana.faceset --strict --source \"scan day 2\""
          + " \\",
      "      --licence \"in house\" --consent-id C-17",
      "  likeness extract ben.mp4 --pick shot.list --size 640 --identity ben --out ben-fine.faceset"
    })
public final class ExtractCommand implements CliCommand {
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
      paramLabel = "NAME",
      description = "Who it is.")
  private @Nullable String identity;

  @Option(
      names = "--gallery",
      showDefaultValue = Visibility.NEVER,
      paramLabel = "CAST.gallery",
      description =
          "People by whom the faces are told: a file of likeness gallery make, or a folder of"
              + " people's folders.")
  private @Nullable Path gallery;

  @Option(
      names = "--unknown",
      description =
          "With --gallery: keep faces that are nobody's in it, in a faceset of their own.")
  private boolean unknown;

  @Option(
      names = "--out",
      showDefaultValue = Visibility.NEVER,
      required = true,
      paramLabel = "DIR",
      description = "Faceset to make; with --gallery alone, the folder of the people's facesets.")
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
      description = "Which faces of a picture, without --gallery: ${COMPLETION-CANDIDATES}.")
  private Which faces = Which.largest;

  @Option(
      names = "--size",
      paramLabel = "PIXELS",
      description = "Side of the stored crops, pixels, 64 to 2048.")
  private int size = 320;

  @Option(
      names = "--coverage",
      paramLabel = "RATIO",
      description = {
        "Side of a model's crop over the face's height. Default: 1.3, or with --template",
        "dfl-whole-face its own 1.585."
      })
  private @Nullable Double coverage;

  @Option(
      names = "--template",
      paramLabel = "ID",
      description = {
        "How crops are laid on faces: whole-face-v2 keeps its size as a head turns; dfl-whole-face",
        "is DeepFaceLab's, for models that are to be exported as a DFM."
      })
  private String template = CropTemplate.WHOLE_FACE_V2;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Pictures at a time; 0 = one for each processor.")
  private int threads;

  @Mixin private PapersOptions papers = new PapersOptions();

  @Option(names = "--every", paramLabel = "N", description = "Take every N-th picture only.")
  private int every = 1;

  @Option(
      names = "--pick",
      showDefaultValue = Visibility.NEVER,
      paramLabel = "FILE.list",
      description =
          "Take only the pictures of a list that likeness coverage --pick wrote, such as to cut"
              + " them again larger.")
  private @Nullable Path pick;

  @Option(names = "--overwrite", description = "Replace a faceset that is there already.")
  private boolean overwrite;

  /** Which faces of a picture. */
  enum Which {
    largest,
    all
  }

  @Override
  public Integer call() throws IOException {
    check();
    TrainingPick picked = pick == null ? null : TrainingPick.read(pick);
    List<PlateFile> plates = PlateFile.list(inputs);
    try (FaceFinder finder = FaceFinder.open(WeightStore.open())) {
      IdentityGallery people = gallery == null ? null : GalleryOption.open(gallery, finder);
      Map<String, String> names = names(people);
      for (String name : names.keySet()) {
        papers.check(name);
        Path index = folder(name).resolve(Faceset.INDEX);
        if (Files.exists(index) && !overwrite) {
          throw new IOException(
              folder(name)
                  + ": there is a faceset already; choose another folder or add --overwrite");
        }
      }
      FaceRouter router =
          people == null
              ? FaceRouter.one(names.keySet().iterator().next(), faces == Which.all)
              : FaceRouter.byGallery(people, unknown, identity);
      FaceExtractor.Job job =
          new FaceExtractor.Job(
              header("", ""), router, matte == null ? null : new MatteFiles(matte), papers::of);
      return extract(new FaceExtractor(finder, job, this::made), names, plates, picked);
    }
  }

  /** Whose facesets there may be: the id of each name. */
  private Map<String, String> names(@Nullable IdentityGallery people) throws IOException {
    Map<String, String> names = new LinkedHashMap<>();
    if (people == null) {
      names.put(String.valueOf(identity), Identities.id(String.valueOf(identity)));
      return names;
    }
    for (IdentityGallery.Person p : people.people()) {
      if (identity == null || identity.equals(p.name())) {
        String id = Identities.id(p.name());
        if (names.containsValue(id) || id.equals(FaceRouter.UNKNOWN)) {
          throw new IOException(
              gallery + ": the name " + p.name() + " makes the folder " + id + ", which is taken");
        }
        names.put(p.name(), id);
      }
    }
    if (names.isEmpty()) {
      throw new IOException(
          gallery
              + ": nobody in it is called "
              + identity
              + "; it has "
              + people.people().stream()
                  .map(IdentityGallery.Person::name)
                  .collect(Collectors.joining(", ")));
    }
    if (unknown) {
      names.put(FaceRouter.UNKNOWN, FaceRouter.UNKNOWN);
    }
    return names;
  }

  /** Of one person's faceset: the folder itself, or one in it. */
  private Path folder(String name) {
    return gallery == null || (name.equals(identity) && !unknown)
        ? out
        : out.resolve(Identities.id(name));
  }

  private Path made(String name) {
    try {
      return Files.createDirectories(folder(name));
    } catch (IOException e) {
      throw new UncheckedIOException(folder(name) + ": cannot be made", e);
    }
  }

  private FacesetHeader header(String id, String name) {
    return new FacesetHeader(
        FacesetHeader.VERSION,
        id,
        name,
        template,
        coverage() * FacesetHeader.MARGIN,
        coverage(),
        size,
        "film-shoulder-v1");
  }

  private double coverage() {
    if (coverage != null) {
      return coverage;
    }
    return template.equals(CropTemplate.DFL_WHOLE_FACE)
        ? DflCrop.COVERAGE
        : FaceAligner.DEFAULT_COVERAGE;
  }

  private void check() {
    CropTemplate.byId(template);
    if (identity == null && gallery == null) {
      throw new CliException(
          ExitCode.USAGE, "say who it is with --identity, or whom to look for with --gallery");
    }
    if (identity != null) {
      Identities.id(identity);
    }
    if (unknown && gallery == null) {
      throw new CliException(ExitCode.USAGE, "--unknown goes with --gallery");
    }
    if (gallery != null && faces == Which.all) {
      throw new CliException(
          ExitCode.USAGE, "--faces goes without --gallery, which looks at every face");
    }
    if (size < 64 || size > 2048) {
      throw new CliException(ExitCode.USAGE, "--size is " + size + ": it must be 64 to 2048");
    }
    if (pick != null && every != 1) {
      throw new CliException(
          ExitCode.USAGE, "--every goes without --pick, whose list names the pictures");
    }
    if (every < 1) {
      throw new CliException(ExitCode.USAGE, "--every is " + every + ": it must be 1 or more");
    }
    if (!(coverage() >= 1 && coverage() <= 4)) {
      throw new CliException(ExitCode.USAGE, "--coverage is " + coverage + ": it must be 1 to 4");
    }
  }

  private long count(List<PlateFile> plates, @Nullable TrainingPick picked) throws IOException {
    if (picked != null) {
      return picked.originals().size();
    }
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

  private static ExtractJob.Choice only(TrainingPick picked) {
    return (n, plate) -> picked.takes(plate);
  }

  private void tellMissing(TrainingPick picked, int found) throws IOException {
    int all = picked.originals().size();
    if (found == 0) {
      throw new IOException(
          pick
              + ": none of its "
              + all
              + " pictures is among the inputs"
              + picked.originals().stream().findFirst().map(o -> " (it names " + o + ")").orElse("")
              + "; give the folders or videos that the faceset was extracted from");
    }
    if (found < all) {
      System.out.printf("%d of the %d pictures in %s are among the inputs%n", found, all, pick);
    }
  }

  private int extract(
      FaceExtractor extractor,
      Map<String, String> names,
      List<PlateFile> plates,
      @Nullable TrainingPick picked)
      throws IOException {
    int workers = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    ExtractJob.Result result;
    try (CliProgress progress = CliProgress.start("extract", "picture", count(plates, picked))) {
      ExtractJob.Choice choice = picked == null ? (n, plate) -> n % every == 0 : only(picked);
      result = ExtractJob.run(extractor, plates, workers, choice, progress::step);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(ExitCode.TRY_AGAIN, "interrupted", e);
    }
    List<String> failures = result.failures();
    if (picked != null) {
      tellMissing(picked, result.pictures());
    }
    if (result.faces().isEmpty()) {
      throw new IOException(
          failures.isEmpty()
              ? "no face"
                  + (gallery == null ? "" : " of " + String.join(" or ", names.keySet()))
                  + " in "
                  + result.pictures()
                  + " pictures: faceset not made"
              : failures.get(0));
    }
    for (Map.Entry<String, List<FaceRecord>> e : result.faces().entrySet()) {
      String id = names.getOrDefault(e.getKey(), e.getKey());
      Path to = folder(e.getKey());
      new Faceset(to, header(id, e.getKey()), e.getValue()).writeIndex();
      long crowded = e.getValue().stream().filter(f -> f.otherFaces() > 0).count();
      System.out.printf(
          "%s: %d faces of %s from %d pictures%s%n",
          to,
          e.getValue().size(),
          id,
          result.pictures(),
          crowded == 0 ? "" : ", " + crowded + " crops with another face in them");
    }
    if (result.faceless() > 0) {
      System.out.printf(
          "%d pictures without a face%s%n",
          result.faceless(), gallery == null ? "" : " of these people");
    }
    for (int i = 0; i < Math.min(NAMED, failures.size()); i++) {
      System.err.println("left out: " + failures.get(i));
    }
    if (failures.size() > NAMED) {
      System.err.println("left out: " + (failures.size() - NAMED) + " more");
    }
    return failures.isEmpty() ? ExitCode.OK : ExitCode.PARTLY;
  }
}
