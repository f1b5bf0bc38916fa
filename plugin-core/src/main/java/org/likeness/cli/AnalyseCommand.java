package org.likeness.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.likeness.colour.ColourSpace;
import org.likeness.face.Corrections;
import org.likeness.face.FaceFinder;
import org.likeness.face.FaceObservation;
import org.likeness.face.FrameFaces;
import org.likeness.face.IdentityGallery;
import org.likeness.face.Lens;
import org.likeness.face.ShotAnalyser;
import org.likeness.face.ShotAnalysis;
import org.likeness.face.ShotChunk;
import org.likeness.model.WeightStore;
import org.likeness.pipeline.AnalyseJob;
import org.likeness.pipeline.FramePattern;
import org.likeness.pipeline.FrameRange;
import org.likeness.pipeline.PartialAnalysis;
import org.likeness.pipeline.PlateSource;
import org.likeness.pipeline.PreviousAnalysis;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code likeness analyse}: finds and follows the faces of a shot, once. */
@Command(
    name = "analyse",
    description = {
      "Finds, follows and steadies the faces of a shot.",
      "Looks at every frame of a plate and stores what it found in one file, which swap and the node",
      "read. The weights of the face networks come from npm on first use and are cached. Corrections",
      "in a file that is already there are carried over; one that cannot be read is kept aside."
    },
    footer = {
      "",
      "Examples:",
      "  likeness analyse plate.####.exr --out shot.analysis",
      "  likeness analyse plate.%%04d.exr --out shot.analysis --frames 1-48 --threads 4",
      "  likeness analyse plate.####.exr --out shot.analysis --plate-colour-space acescg \\",
      "      --json shot.json",
      "  likeness analyse plate.####.exr --out shot.analysis --gallery cast.gallery",
      "On a farm, in parts and in any order:",
      "  likeness analyse plate.####.exr --out a.chunk --frames 1-24 --chunk",
      "  likeness analyse plate.####.exr --out b.chunk --frames 25-48 --chunk",
      "  likeness analysis merge a.chunk b.chunk --out shot.analysis"
    })
public final class AnalyseCommand implements CliCommand {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "PLATE",
      description = "Pattern (plate.####.exr, plate.%%04d.exr) or file.")
  private String plate = "";

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "SHOT.analysis",
      showDefaultValue = Visibility.NEVER,
      description = "File to write; its folder is made.")
  private Path out = Path.of("");

  @Mixin private FrameOptions range = new FrameOptions();

  @Option(
      names = "--plate-colour-space",
      paramLabel = "NAME",
      description = "Of an OpenEXR plate; PNG, JPEG and TIFF are taken for sRGB.")
  private String colourSpace = "lin_rec709";

  @Option(
      names = "--focal",
      paramLabel = "F",
      showDefaultValue = Visibility.NEVER,
      description =
          "Focal length, which poses off the middle depend on: in widths of the picture (2.76), or"
              + " millimetres over the sensor's width (75/27.2). Default: what the header of the"
              + " first frame tells, else 2 widths, 50 mm on Super 35.")
  private @Nullable String focal;

  @Option(names = "--resume", description = "Go on where a run with the same output was stopped.")
  private boolean resume;

  @Option(
      names = "--chunk",
      description = "Write a part of a shot's analysis, to be joined by likeness analysis merge.")
  private boolean chunk;

  @Option(
      names = "--shot",
      paramLabel = "R",
      description = "With --chunk: all frames of the shot. Default: all that exist.")
  private @Nullable String shot;

  @Option(
      names = "--gallery",
      paramLabel = "CAST.gallery",
      description =
          "People by whom the faces are told: a file of likeness gallery make, or a folder with one"
              + " folder of pictures a person.")
  private @Nullable Path gallery;

  @Option(names = "--json", paramLabel = "FILE", description = "Write everything as JSON too.")
  private @Nullable Path json;

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description = "Folder that holds the weights of the face networks; then npm is not used.")
  private @Nullable Path models;

  /** For the service loader. */
  public AnalyseCommand() {}

  @Override
  public Integer call() throws IOException {
    int threads = range.threads();
    checkColourSpace();
    checkChunk();
    FramePattern pattern = FramePattern.parse(plate);
    List<Integer> list = range.of(pattern);
    List<Integer> whole = chunk ? shotFrames(pattern, list) : list;
    PlateSource source = new PlateSource(pattern, list, whole, colourSpace);
    Map<String, String> settings =
        AnalyseJob.settings(source.colourSpace(), lens(source), source.pixelAspect());
    WeightStore store = models == null ? WeightStore.open() : WeightStore.ofFolder(models);
    try (FaceFinder finder = FaceFinder.open(store);
        CliProgress progress = CliProgress.start("analyse", "frame", list.size())) {
      PartialAnalysis partial =
          new PartialAnalysis(
              out, finder.models(), settings, pattern.fileName(), list, progress::step);
      if (resume) {
        partial.resume();
      }
      @Nullable IdentityGallery cast = gallery == null ? null : GalleryOption.open(gallery, finder);
      return Stoppable.run(
          partial::stop,
          () -> {
            List<FrameFaces> frames = looked(finder, source, threads, partial);
            if (chunk) {
              new ShotChunk(finder.models(), settings, pattern.fileName(), whole, frames)
                  .write(out);
              say(frames.size() + " of " + whole.size() + " frames: " + out);
            } else {
              ShotAnalysis analysis = ShotAnalyser.join(finder.models(), settings, frames);
              finish(cast == null ? analysis : cast.recognise(analysis));
            }
            partial.discard();
            return ExitCode.OK;
          });
    }
  }

  /** What was got is kept, whatever ends the run. */
  private static List<FrameFaces> looked(
      FaceFinder finder, PlateSource source, int threads, PartialAnalysis partial)
      throws IOException {
    boolean whole = false;
    try {
      List<FrameFaces> frames = ShotAnalyser.look(finder, source, threads, partial);
      whole = frames.size() == source.frames().size();
      if (!whole) {
        throw new CliException(
            ExitCode.TRY_AGAIN,
            "stopped after "
                + frames.size()
                + " of "
                + source.frames().size()
                + " frames; go on with --resume");
      }
      return frames;
    } finally {
      if (!whole) {
        partial.write();
      }
    }
  }

  private void finish(ShotAnalysis fresh) throws IOException {
    PreviousAnalysis previous = PreviousAnalysis.at(out);
    if (!previous.note().isEmpty()) {
      spec.commandLine().getErr().println("note: " + previous.note());
    }
    Corrections kept = previous.corrections();
    ShotAnalysis analysis = fresh.with(kept);
    analysis.write(out);
    if (!kept.isEmpty()) {
      say(
          kept.size()
              - analysis.problems().size()
              + " of "
              + kept.size()
              + " corrections of the analysis that was there are carried over");
      analysis.problems().forEach(p -> spec.commandLine().getErr().println("note: " + p));
    }
    if (json != null) {
      Files.writeString(json, analysis.toJson(), StandardCharsets.UTF_8);
    }
    report(analysis);
  }

  private void checkChunk() {
    if (chunk && json != null) {
      throw new CliException(
          ExitCode.USAGE, "--json shows a whole analysis; a part made with --chunk is none");
    }
    if (chunk && gallery != null) {
      throw new CliException(
          ExitCode.USAGE, "--gallery tells the faces of a whole shot; give it to analysis merge");
    }
    if (!chunk && shot != null) {
      throw new CliException(ExitCode.USAGE, "--shot is for --chunk");
    }
  }

  private List<Integer> shotFrames(FramePattern pattern, List<Integer> list) throws IOException {
    List<Integer> whole;
    try {
      whole = shot == null ? pattern.existing() : FrameRange.parse(shot).frames();
    } catch (IllegalArgumentException e) {
      throw new CliException(ExitCode.USAGE, "--shot: " + e.getMessage(), e);
    }
    List<Integer> outside = list.stream().filter(f -> !whole.contains(f)).toList();
    if (!outside.isEmpty()) {
      throw new CliException(
          ExitCode.USAGE, "the frames " + FrameRange.describe(outside) + " are none of the shot's");
    }
    return whole;
  }

  private Lens lens(PlateSource source) throws IOException {
    try {
      return focal == null ? source.lens() : Lens.parse(focal);
    } catch (IllegalArgumentException e) {
      throw new CliException(ExitCode.USAGE, "--focal: " + e.getMessage(), e);
    }
  }

  private void checkColourSpace() {
    try {
      ColourSpace.byName(colourSpace);
    } catch (IllegalArgumentException e) {
      throw new CliException(ExitCode.USAGE, "--plate-colour-space: " + e.getMessage(), e);
    }
  }

  private void report(ShotAnalysis a) {
    for (ShotAnalysis.Track t : a.tracks()) {
      List<Integer> seen = t.observations().stream().map(FaceObservation::frame).toList();
      String who = t.identity().isEmpty() ? "" : " " + t.identity();
      say("face id:" + t.id() + who + " in frames " + FrameRange.describe(seen));
    }
    List<Integer> empty =
        a.frames().stream()
            .filter(f -> a.tracks().stream().noneMatch(t -> t.at(f).isPresent()))
            .toList();
    if (!empty.isEmpty()) {
      say("no face in frames " + FrameRange.describe(empty));
    }
    say(a.frames().size() + " frames, " + a.tracks().size() + " faces: " + out);
  }

  private void say(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }
}
