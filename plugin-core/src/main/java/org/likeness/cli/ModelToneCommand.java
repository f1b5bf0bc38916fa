package org.likeness.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.likeness.face.FaceFinder;
import org.likeness.face.FaceObservation;
import org.likeness.image.Frame;
import org.likeness.model.ModelException;
import org.likeness.model.ModelManifest;
import org.likeness.model.SwapModel;
import org.likeness.model.WeightStore;
import org.likeness.pipeline.FramePattern;
import org.likeness.pipeline.IdentityTone;
import org.likeness.pipeline.PlateSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code likeness model tone}. */
@Command(
    name = "tone",
    description = {
      "Puts into a swap model how much darker or lighter an identity's skin is than the performer's:",
      "the model paints both from the same plates of the performer (from the front, up to 30",
      "degrees), so that their light cancels. The match mode gain then goes by the plate's light and",
      "keeps the identity's skin. The model must know both. The weights stay as they are."
    },
    footer = {
      "",
      "Example:",
      "  likeness model tone ana-ben.onnx --identity ben --performer ana --plate ana.####.exr"
    })
public final class ModelToneCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ModelEditOptions model = new ModelEditOptions();

  @Option(
      names = "--identity",
      required = true,
      paramLabel = "ID",
      description = "Whose tone to put in.")
  private String identity = "";

  @Option(
      names = "--performer",
      paramLabel = "ID",
      description =
          "Whom the plates show. Default: the performer that the model was trained for (likeness"
              + " train --performer).")
  private @Nullable String performer;

  @Option(
      names = "--plate",
      required = true,
      paramLabel = "PLATE",
      showDefaultValue = Visibility.NEVER,
      description =
          "Pattern or file of a plate or of pictures of the performer; the largest face of each"
              + " frame counts. May be given several times.")
  private List<String> plates = List.of();

  @Option(
      names = "--plate-colour-space",
      paramLabel = "SPACE",
      description = "Of OpenEXR files; pictures are sRGB.")
  private String space = "lin_rec709";

  /** For picocli. */
  public ModelToneCommand() {}

  @Override
  public Integer call() throws IOException {
    ModelManifest m = model.read();
    String from = performer(m);
    if (from.equals(identity)) {
      throw new CliException(
          ExitCode.USAGE, "the performer is " + from + " as well: a tone is that of another skin");
    }
    List<PlateSource> sources = new ArrayList<>();
    int frames = 0;
    for (String plate : plates) {
      FramePattern pattern = FramePattern.parse(plate);
      sources.add(new PlateSource(pattern, pattern.existing(), space));
      frames += sources.get(sources.size() - 1).frames().size();
    }
    IdentityTone measured;
    try (SwapModel theirs = SwapModel.open(model.file(), from);
        SwapModel ours = SwapModel.open(model.file(), identity);
        FaceFinder finder = FaceFinder.open(WeightStore.open());
        CliProgress progress = CliProgress.start("tone", "frame", frames)) {
      measured = new IdentityTone(ours, theirs);
      int done = 0;
      for (PlateSource source : sources) {
        for (int f : source.frames()) {
          Frame light = source.read(f);
          Optional<FaceObservation> face = finder.find(light, f).stream().findFirst();
          if (face.isPresent()) {
            measured.add(light, face.get());
          }
          progress.step(++done);
        }
      }
    }
    int all = frames;
    List<Float> tone =
        measured
            .tone()
            .orElseThrow(
                () ->
                    new ModelException(
                        String.join(", ", plates),
                        "shows no face from the front in "
                            + all
                            + " frames; a tone needs at least one"));
    Path to = model.write(m.withTone(identity, tone));
    spec.commandLine()
        .getOut()
        .println(
            String.format(
                Locale.ROOT,
                "%s: skin of %s over that of %s: %.3f %.3f %.3f, of %d faces",
                to,
                identity,
                from,
                tone.get(0),
                tone.get(1),
                tone.get(2),
                measured.count()));
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }

  private String performer(ModelManifest m) {
    String known = m.training().get("performer") instanceof String p ? p : null;
    String asked = performer == null ? known : performer;
    List<String> ids = m.identities().stream().map(ModelManifest.Identity::id).toList();
    if (asked == null || !ids.contains(asked)) {
      throw new CliException(
          ExitCode.USAGE,
          "say who performs by --performer; the model has " + String.join(", ", ids));
    }
    return asked;
  }
}
