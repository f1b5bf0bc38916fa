package org.likeness.train.landmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.likeness.image.Frame;
import org.likeness.image.opencv.PictureIo;

/** Rendered faces with exact truth: folders with one folder a person, as the generator writes. */
public final class LandmarkData {
  private final List<LandmarkPicture> pictures;
  private final int people;

  private LandmarkData(List<LandmarkPicture> pictures, int people) {
    this.pictures = pictures;
    this.people = people;
  }

  /** The pictures, by person, then by name. */
  List<LandmarkPicture> pictures() {
    return pictures;
  }

  /** How many pictures. */
  public int size() {
    return pictures.size();
  }

  /** How many people. */
  public int people() {
    return people;
  }

  /**
   * Reads all pictures whose record and picture are there.
   *
   * @param folders each holds {@code <person>/meta/*.json} and the pictures that these name
   * @throws IOException with a sentence, if there is none, or one cannot be read
   */
  public static LandmarkData read(List<Path> folders) throws IOException {
    List<LandmarkPicture> all = new ArrayList<>();
    List<RenderedPerson> people = RenderedPerson.find(folders, List.of("file"));
    for (RenderedPerson person : people) {
      all.addAll(
          person.read(
              (folder, r, truth) ->
                  picture(PictureIo.read(folder.resolve(r.get("file").asText())), truth)));
    }
    return new LandmarkData(List.copyOf(all), people.size());
  }

  /** A picture's bytes, R, G, B by turns. */
  public static byte[] bytes(Frame f) {
    int n = f.dataWindow().width() * f.dataWindow().height();
    byte[] rgb = new byte[3 * n];
    float[][] planes = {f.r().data(), f.g().data(), f.b().data()};
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < 3; c++) {
        rgb[3 * i + c] = (byte) Math.round(255 * Math.max(0, Math.min(1, planes[c][i])));
      }
    }
    return rgb;
  }

  private static LandmarkPicture picture(Frame f, LandmarkTruth truth) {
    return new LandmarkPicture(bytes(f), f.dataWindow().width(), f.dataWindow().height(), truth);
  }
}
