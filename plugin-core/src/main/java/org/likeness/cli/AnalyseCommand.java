package org.likeness.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.likeness.colour.ColourSpace;
import org.likeness.face.FaceFinder;
import org.likeness.face.FaceObservation;
import org.likeness.face.ShotAnalyser;
import org.likeness.face.ShotAnalysis;
import org.likeness.model.WeightStore;
import org.likeness.pipeline.FramePattern;
import org.likeness.pipeline.FrameRange;
import org.likeness.pipeline.PlateSource;
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
      "Finds the faces of every frame of a plate, follows them through the shot, steadies them and",
      "stores the result, which swap and the node read. The weights of the face networks come from",
      "npm on first use and are cached."
    },
    footer = {
      "",
      "Examples:",
      "  likeness analyse plate.####.exr --out shot.analysis",
      "  likeness analyse plate.%%04d.exr --out shot.analysis --frames 1-48 --threads 4",
      "  likeness analyse plate.####.exr --out shot.analysis --plate-colour-space acescg \\",
      "      --json shot.json"
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
    FramePattern pattern = FramePattern.parse(plate);
    List<Integer> list = range.of(pattern);
    PlateSource source = new PlateSource(pattern, list, colourSpace);
    WeightStore store = models == null ? WeightStore.open() : WeightStore.ofFolder(models);
    ShotAnalysis analysis;
    try (FaceFinder finder = FaceFinder.open(store);
        CliProgress progress = CliProgress.start("analyse", "frame", list.size())) {
      analysis = ShotAnalyser.analyse(finder, source, threads, progress::step);
    }
    analysis.write(out);
    if (json != null) {
      Files.writeString(json, analysis.toJson(), StandardCharsets.UTF_8);
    }
    report(analysis);
    return ExitCode.OK;
  }

  private void checkColourSpace() {
    try {
      ColourSpace.byName(colourSpace);
    } catch (IllegalArgumentException e) {
      throw new CliException(ExitCode.USAGE, "--plate-colour-space: " + e.getMessage(), e);
    }
  }

  private void report(ShotAnalysis a) {
    var print = spec.commandLine().getOut();
    for (ShotAnalysis.Track t : a.tracks()) {
      List<Integer> seen = t.observations().stream().map(FaceObservation::frame).toList();
      print.println("face id:" + t.id() + " in frames " + FrameRange.describe(seen));
    }
    List<Integer> empty =
        a.frames().stream()
            .filter(f -> a.tracks().stream().noneMatch(t -> t.at(f).isPresent()))
            .toList();
    if (!empty.isEmpty()) {
      print.println("no face in frames " + FrameRange.describe(empty));
    }
    print.println(a.frames().size() + " frames, " + a.tracks().size() + " faces: " + out);
    print.flush();
  }
}
