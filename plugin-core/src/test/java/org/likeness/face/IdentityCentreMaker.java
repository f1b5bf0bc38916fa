package org.likeness.face;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.likeness.image.opencv.PictureIo;
import org.likeness.model.WeightStore;

/**
 * Measures what the identity vectors of all people have in common: the mean over people of the mean
 * over their fit pictures. Run as a program with a folder of face sets (each with a folder img),
 * the number of the first one to take, and the file to write.
 */
final class IdentityCentreMaker {
  private IdentityCentreMaker() {}

  public static void main(String[] args) throws IOException {
    List<Path> sets;
    try (Stream<Path> all = Files.list(Path.of(args[0]))) {
      sets =
          all.map(p -> p.resolve("img"))
              .filter(Files::isDirectory)
              .sorted()
              .skip(Integer.parseInt(args[1]))
              .toList();
    }
    double[] sum = new double[FaceDetail.IDENTITY];
    int people = 0;
    try (FaceFinder finder = FaceFinder.open(WeightStore.open())) {
      for (Path set : sets) {
        List<float[]> fit = new ArrayList<>();
        for (Path p : ReferencePictures.in(set)) {
          for (FaceObservation o : finder.findDisplay(PictureIo.read(p), 0)) {
            if (SeenFace.of(o, 0).quality() >= Tracklet.LEAST_QUALITY) {
              fit.add(o.detail().identity());
            }
          }
        }
        for (float[] v : fit) {
          for (int i = 0; i < sum.length; i++) {
            sum[i] += v[i] / (double) fit.size();
          }
        }
        people += fit.isEmpty() ? 0 : 1;
      }
    }
    StringBuilder text = new StringBuilder();
    text.append("# Mean identity vector of ").append(people).append(" CG people.\n");
    for (int i = 0; i < sum.length; i++) {
      text.append(String.format(Locale.ROOT, "%.5f%n", sum[i] / people));
    }
    Files.writeString(Path.of(args[2]), text);
  }
}
