package org.likeness.face;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Pictures of one person, sRGB: a file or a folder of PNG, JPEG or TIFF. Where a picture shows
 * several people, the one counts who is most like those in the other pictures.
 */
final class ReferencePictures {
  private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg", ".tif", ".tiff");

  private ReferencePictures() {}

  /**
   * The faces of one person.
   *
   * @param faces one a picture
   */
  record Person(List<SeenFace> faces) {
    float[] vector() {
      return Tracklet.who(faces).vector();
    }
  }

  /** Pictures in a folder, by name. */
  static List<Path> in(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(
              f ->
                  ENDINGS.stream()
                      .anyMatch(f.getFileName().toString().toLowerCase(Locale.ROOT)::endsWith))
          .sorted()
          .toList();
    }
  }

  /**
   * Looks at the pictures.
   *
   * @param pictures of the same person, at least one
   * @param remarks gets a sentence for each picture that shows no face fit for use
   */
  static Person of(
      FaceFinder finder, PictureReader reader, List<Path> pictures, Consumer<String> remarks)
      throws IOException {
    List<List<SeenFace>> all = new ArrayList<>();
    for (Path p : pictures) {
      List<SeenFace> fit = new ArrayList<>();
      List<FaceObservation> found = finder.findDisplay(reader.read(p), all.size());
      for (FaceObservation o : found) {
        SeenFace f = SeenFace.of(o, all.size());
        if (f.quality() >= Tracklet.LEAST_QUALITY) {
          fit.add(f);
        }
      }
      if (fit.isEmpty()) {
        remarks.accept(
            p
                + (found.isEmpty()
                    ? ": no face was found"
                    : ": the face is too small or turned too far to tell whose it is"));
      } else {
        all.add(fit);
      }
    }
    return new Person(chosen(all));
  }

  private static List<SeenFace> chosen(List<List<SeenFace>> pictures) {
    List<SeenFace> out = new ArrayList<>();
    pictures.stream().filter(p -> p.size() == 1).forEach(p -> out.add(p.get(0)));
    if (out.isEmpty() && !pictures.isEmpty()) {
      out.add(pictures.get(0).get(0)); // The largest of the first picture: faces come so sorted.
    }
    float[] seen = Tracklet.who(out).vector();
    for (List<SeenFace> p : pictures) {
      if (p.size() > 1 && !out.contains(p.get(0))) {
        out.add(
            p.stream()
                .max(Comparator.comparingDouble(f -> IdentityVectors.likeness(f.identity(), seen)))
                .orElseThrow());
      }
    }
    return out;
  }
}
