package org.likeness.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.likeness.face.FaceFinder;
import org.likeness.face.IdentityGallery;
import org.likeness.image.opencv.PictureIo;
import org.likeness.model.WeightStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code likeness gallery make}. */
@Command(
    name = "make",
    description = {
      "Makes a gallery of a folder with one folder of pictures a person.",
      "The folders' names are the people's. Several pictures each, from the front, in the light and",
      "with the looks of the shots, are best; PNG, JPEG or TIFF, sRGB."
    })
public final class GalleryMakeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIR", description = "Folder of the people's folders.")
  private Path folder = Path.of("");

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "CAST.gallery",
      showDefaultValue = Visibility.NEVER,
      description = "File to write; its folder is made.")
  private Path out = Path.of("");

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description = "Folder that holds the weights of the face networks; then npm is not used.")
  private @Nullable Path models;

  /** For picocli. */
  public GalleryMakeCommand() {}

  @Override
  public Integer call() throws IOException {
    WeightStore store = models == null ? WeightStore.open() : WeightStore.ofFolder(models);
    IdentityGallery gallery;
    try (FaceFinder finder = FaceFinder.open(store)) {
      gallery =
          IdentityGallery.make(
              finder,
              PictureIo::read,
              folder,
              s -> spec.commandLine().getErr().println("left out " + s));
    }
    gallery.write(out);
    GalleryShowCommand.print(spec, gallery);
    return ExitCode.OK;
  }
}
