package org.likeness.train.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.likeness.cli.CliCommand;
import org.likeness.cli.CliException;
import org.likeness.cli.ExitCode;
import org.likeness.face.FaceChoice;
import org.likeness.face.FaceObservation;
import org.likeness.face.FaceTrack;
import org.likeness.face.ShotAnalysis;
import org.likeness.face.ShotRisk;
import org.likeness.file.AtomicFile;
import org.likeness.pipeline.FrameRange;
import org.likeness.train.data.FaceRecord;
import org.likeness.train.data.Faceset;
import org.likeness.train.data.coverage.Coverage;
import org.likeness.train.data.coverage.CoverageJson;
import org.likeness.train.data.coverage.CoveragePage;
import org.likeness.train.data.coverage.Gap;
import org.likeness.train.data.coverage.IdentityFace;
import org.likeness.train.data.coverage.PlateFace;
import org.likeness.train.data.coverage.TrainingPick;
import org.likeness.train.data.traits.FaceTraits;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code likeness coverage}. */
@Command(
    name = "coverage",
    description = {
      "Compares an identity's pictures with a plate: what the plate needs and the identity lacks, by",
      "pose, expression and light, the gaps that hit most frames first; and a risk for each frame, 0",
      "well covered to 1 nothing like it. --write puts the risk into the analysis, from where renders",
      "take it into the layer risk.A."
    },
    footer = {
      "",
      "Examples:",
      "  likeness coverage ben.faceset --plate shot.analysis --write --page coverage.html",
      "  likeness coverage ben-1.faceset ben-2.faceset --plate ana-plate.faceset --json c.json",
      "  likeness coverage ben.faceset --plate shot.analysis --pick 300 --out shot.list",
      "  likeness train ana.faceset ben.faceset --only shot.list --out ben.run"
    })
public final class CoverageCommand implements CliCommand {
  private static final int PRINTED = 12;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "1..*",
      showDefaultValue = Visibility.NEVER,
      paramLabel = "FACESET",
      description = "Facesets of the identity; rejected faces do not count.")
  private List<Path> facesets = List.of();

  @Option(
      names = "--plate",
      required = true,
      showDefaultValue = Visibility.NEVER,
      paramLabel = "SHOT.analysis|FACESET",
      description = "The plate: its analysis, or a faceset of it.")
  private Path plate = Path.of("");

  @Option(
      names = "--face",
      paramLabel = "WHICH",
      description = "Which face of the analysis, as for swap.")
  private String face = "largest";

  @Option(names = "--write", description = "Store the risk of every face in the analysis.")
  private boolean write;

  @Option(
      names = "--json",
      showDefaultValue = Visibility.NEVER,
      paramLabel = "FILE",
      description = "Write histograms, gaps and risk as data.")
  private @Nullable Path json;

  @Option(
      names = "--page",
      showDefaultValue = Visibility.NEVER,
      paramLabel = "FILE.html",
      description = "Draw them as one page that needs nothing beside it.")
  private @Nullable Path page;

  @Option(
      names = "--pick",
      showDefaultValue = Visibility.NEVER,
      paramLabel = "N",
      description = "Choose N pictures of the identity that cover this plate best; needs --out.")
  private @Nullable Integer pick;

  @Option(
      names = {"-o", "--out"},
      showDefaultValue = Visibility.NEVER,
      paramLabel = "FILE.list",
      description = "Where the chosen pictures are listed, for train --only.")
  private @Nullable Path out;

  /** For the service loader. */
  public CoverageCommand() {}

  @Override
  public Integer call() throws IOException {
    if (pick != null && (pick < 1 || out == null)) {
      throw new CliException(
          ExitCode.USAGE, "--pick needs a number from 1 on and a file for the list with --out");
    }
    if (write && Files.isDirectory(plate)) {
      throw new CliException(
          ExitCode.USAGE, "--write stores the risk in an analysis; " + plate + " is a faceset");
    }
    List<IdentityFace> pictures = new ArrayList<>();
    String identity = "";
    for (Path folder : facesets) {
      Faceset set = Faceset.read(folder);
      if (!identity.isEmpty() && !identity.equals(set.header().identity())) {
        throw new IOException(
            folder
                + ": is of "
                + set.header().identity()
                + ", the first one of "
                + identity
                + "; a coverage is of one identity");
      }
      identity = set.header().identity();
      for (FaceRecord f : set.faces()) {
        pictures.add(new IdentityFace(folder, f, FaceTraits.of(f)));
      }
    }
    if (pictures.isEmpty()) {
      throw new IOException(facesets.get(0) + ": no face is left in it to compare with");
    }
    return Files.isDirectory(plate)
        ? byFaceset(identity, pictures)
        : byAnalysis(identity, pictures);
  }

  private int byFaceset(String identity, List<IdentityFace> pictures) throws IOException {
    List<PlateFace> faces = new ArrayList<>();
    for (FaceRecord f : Faceset.read(plate).faces()) {
      faces.add(new PlateFace(0, faces.size(), FaceTraits.of(f)));
    }
    return report(Coverage.of(identity, pictures, faces), 0);
  }

  private int byAnalysis(String identity, List<IdentityFace> pictures) throws IOException {
    ShotAnalysis analysis = ShotAnalysis.read(plate);
    FaceTrack chosen;
    try {
      chosen = analysis.track(FaceChoice.parse(face));
    } catch (IllegalArgumentException e) {
      throw new CliException(ExitCode.USAGE, "--face " + face + ": " + e.getMessage(), e);
    }
    Map<Integer, Map<Integer, Double>> risk = new HashMap<>();
    for (ShotAnalysis.Track track : write ? analysis.tracks() : List.<ShotAnalysis.Track>of()) {
      risk.put(
          track.id(),
          Coverage.of(identity, pictures, faces(track, analysis.frames())).risk(track.id()));
    }
    List<PlateFace> faces = faces(chosen, analysis.frames());
    Coverage coverage = Coverage.of(identity, pictures, faces);
    int code = report(coverage, faces.isEmpty() ? 0 : faces.get(0).track());
    if (write) {
      analysis.with(new ShotRisk(identity, risk)).write(plate);
      spec.commandLine().getOut().println("risk of " + identity + " written to " + plate);
      spec.commandLine().getOut().flush();
    }
    return code;
  }

  private static List<PlateFace> faces(FaceTrack track, List<Integer> frames) {
    List<PlateFace> out = new ArrayList<>();
    for (int frame : frames) {
      FaceObservation o = track.at(frame).orElse(null);
      if (o != null) {
        out.add(new PlateFace(o.trackId(), frame, FaceTraits.of(o)));
      }
    }
    return out;
  }

  private int report(Coverage coverage, int track) throws IOException {
    if (coverage.plate().isEmpty()) {
      throw new IOException(plate + ": holds no face to compare with");
    }
    long old = coverage.pictures().stream().filter(p -> !p.record().isAnalysed()).count();
    if (old > 0) {
      spec.commandLine()
          .getErr()
          .printf(
              "note: %d of %d pictures have no expression and light (an older index): they are"
                  + " compared by pose; extract them again%n",
              old, coverage.pictures().size());
    }
    PrintWriter said = spec.commandLine().getOut();
    double mean = coverage.support().stream().mapToDouble(s -> s.risk()).average().orElse(0);
    long high = coverage.support().stream().filter(s -> s.risk() > 0.5).count();
    said.printf(
        Locale.ROOT,
        "%d pictures of %s, %d faces of the plate: mean risk %.2f, %d above 0.5%n",
        coverage.pictures().size(),
        coverage.identity(),
        coverage.plate().size(),
        mean,
        high);
    said.println(
        coverage.gaps().isEmpty()
            ? "the plate needs nothing that the identity lacks"
            : "the plate needs, the identity lacks:");
    for (Gap g : coverage.gaps().subList(0, Math.min(PRINTED, coverage.gaps().size()))) {
      said.printf(
          Locale.ROOT,
          "%6d frames  %-10s %s  (%.1f pictures near; frames %s)%n",
          g.frames().size(),
          g.kind(),
          g.what(),
          g.near(),
          FrameRange.describe(g.frames()));
    }
    if (json != null) {
      AtomicFile.write(json, CoverageJson.write(coverage).getBytes(StandardCharsets.UTF_8));
    }
    if (page != null) {
      String title = "Coverage of " + plate.getFileName() + " by " + coverage.identity();
      AtomicFile.write(
          page, CoveragePage.of(coverage, title, track).getBytes(StandardCharsets.UTF_8));
    }
    if (pick != null && out != null) {
      List<IdentityFace> picked = TrainingPick.of(coverage, pick);
      TrainingPick.write(out, picked);
      said.printf("%d pictures that cover the plate: %s%n", picked.size(), out);
    }
    said.flush();
    return ExitCode.OK;
  }
}
