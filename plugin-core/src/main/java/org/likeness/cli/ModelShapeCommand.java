package org.likeness.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.likeness.face.FaceFinder;
import org.likeness.face.FaceShape;
import org.likeness.image.opencv.PictureIo;
import org.likeness.model.ModelException;
import org.likeness.model.ModelManifest;
import org.likeness.model.WeightStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code likeness model shape}. */
@Command(
    name = "shape",
    description = {
      "Puts the shape of an identity's face into a swap model: jaw and brows, measured on pictures",
      "from the front (up to 20 degrees). The settings faceShape and headShape go by it. What",
      "likeness export writes has it already. The weights stay as they are."
    })
public final class ModelShapeCommand implements Callable<Integer> {
  private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg", ".tif", ".tiff");

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ModelEditOptions model = new ModelEditOptions();

  @Option(
      names = "--identity",
      paramLabel = "ID",
      description = "Identity of the model; may be left out where it has only one.")
  private @Nullable String identity;

  @Option(
      names = "--pictures",
      required = true,
      paramLabel = "DIR",
      showDefaultValue = Visibility.NEVER,
      description = "Pictures of the person (sRGB); the largest face of each counts.")
  private Path pictures = Path.of("");

  /** For picocli. */
  public ModelShapeCommand() {}

  @Override
  public Integer call() throws IOException {
    ModelManifest m = model.read();
    String id = id(m);
    List<Path> files = files();
    List<FaceShape.Look> looks = new ArrayList<>();
    try (FaceFinder finder = FaceFinder.open(WeightStore.open());
        CliProgress progress = CliProgress.start("shape", "picture", files.size())) {
      for (Path p : files) {
        finder.findDisplay(PictureIo.read(p), looks.size()).stream()
            .findFirst()
            .flatMap(o -> FaceShape.look(o, 1))
            .ifPresent(looks::add);
        progress.step(looks.size());
      }
    }
    FaceShape shape =
        FaceShape.of(looks)
            .orElseThrow(
                () ->
                    new ModelException(
                        pictures.toString(),
                        "shows no face from the front ("
                            + looks.size()
                            + " faces in "
                            + files.size()
                            + " pictures); its shape needs at least one"));
    Path to = model.write(m.withShape(id, shape.numbers()));
    spec.commandLine()
        .getOut()
        .println(to + ": the shape of " + id + ", of " + looks.size() + " faces");
    spec.commandLine().getOut().flush();
    return ExitCode.OK;
  }

  private String id(ModelManifest m) {
    List<String> ids = m.identities().stream().map(ModelManifest.Identity::id).toList();
    String asked = identity == null && ids.size() == 1 ? ids.get(0) : identity;
    if (asked == null || !ids.contains(asked)) {
      throw new CliException(
          ExitCode.USAGE,
          "say which identity by --identity; the model has " + String.join(", ", ids));
    }
    return asked;
  }

  private List<Path> files() throws IOException {
    if (!Files.isDirectory(pictures)) {
      throw new ModelException(pictures.toString(), "is no folder of pictures");
    }
    try (Stream<Path> all = Files.list(pictures)) {
      return all.filter(
              f ->
                  ENDINGS.stream()
                      .anyMatch(f.getFileName().toString().toLowerCase(Locale.ROOT)::endsWith))
          .sorted()
          .toList();
    }
  }
}
