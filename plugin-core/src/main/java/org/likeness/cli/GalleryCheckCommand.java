package org.likeness.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.likeness.face.FaceFinder;
import org.likeness.face.GalleryFigures;
import org.likeness.face.IdentityGallery;
import org.likeness.image.opencv.PictureIo;
import org.likeness.model.WeightStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code likeness gallery check}. */
@Command(
    name = "check",
    description = {
      "Tries a gallery on other pictures of known people: precision and recall.",
      "DIR has one folder of pictures a person; folders that the gallery has no person for are",
      "strangers. Precision: how many of those who were given a name got the right one. Recall: how",
      "many of those whom the gallery has got it. AUC: the chance that a picture is more like its own",
      "person than another picture is like a person not its own."
    })
public final class GalleryCheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "CAST.gallery", description = "The gallery.")
  private Path file = Path.of("");

  @Parameters(index = "1", paramLabel = "DIR", description = "Folder of the people's folders.")
  private Path folder = Path.of("");

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description = "Folder that holds the weights of the face networks; then npm is not used.")
  private @Nullable Path models;

  /** For picocli. */
  public GalleryCheckCommand() {}

  @Override
  public Integer call() throws IOException {
    IdentityGallery gallery = IdentityGallery.read(file);
    WeightStore store = models == null ? WeightStore.open() : WeightStore.ofFolder(models);
    Map<String, List<float[]>> vectors;
    PrintWriter err = spec.commandLine().getErr();
    try (FaceFinder finder = FaceFinder.open(store)) {
      gallery.requireNetwork(finder.models());
      vectors =
          IdentityGallery.vectors(
              finder, PictureIo::read, folder, s -> err.println("left out " + s));
    }
    print("single pictures", GalleryFigures.ofPictures(gallery, vectors));
    print("all pictures of one", GalleryFigures.ofPeople(gallery, vectors));
    return ExitCode.OK;
  }

  private void print(String what, GalleryFigures f) {
    PrintWriter o = spec.commandLine().getOut();
    o.printf(
        Locale.ROOT,
        "%-20s %d of the gallery's people, %d of strangers: precision %.3f, recall %.3f, AUC %.4f%n",
        what,
        f.known(),
        f.strangers(),
        f.precision(),
        f.recall(),
        f.auc());
    o.flush();
  }
}
