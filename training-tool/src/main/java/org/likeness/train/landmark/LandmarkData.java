package org.likeness.train.landmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.likeness.face.Similarity3;
import org.likeness.image.Frame;
import org.likeness.image.opencv.PictureIo;

/** Rendered faces with exact truth: folders with one folder a person, as the generator writes. */
public final class LandmarkData {
  private static final ObjectMapper JSON = new ObjectMapper();

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
    int people = 0;
    for (Path folder : folders) {
      for (Path person : sorted(folder)) {
        Path meta = person.resolve("meta");
        if (Files.isDirectory(meta)) {
          all.addAll(person(person, sorted(meta)));
          people++;
        }
      }
    }
    if (all.isEmpty()) {
      throw new IOException(
          folders
              + ": no <person>/meta/*.json here; folders of rendered faces with their truth are"
              + " needed");
    }
    return new LandmarkData(List.copyOf(all), people);
  }

  private static List<Path> sorted(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + ": no such folder");
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static List<LandmarkPicture> person(Path folder, List<Path> metas) throws IOException {
    List<JsonNode> records = new ArrayList<>();
    for (Path meta : metas) {
      JsonNode r;
      try {
        r = JSON.readTree(meta.toFile());
      } catch (IOException e) {
        throw new IOException(meta + ": not a record of a rendered face: " + e.getMessage(), e);
      }
      for (String key : List.of("file", "landmarks68", "landmarks68_cam", "head_to_camera")) {
        if (!r.has(key)) {
          throw new IOException(meta + ": the record lacks '" + key + "'");
        }
      }
      if (Files.isRegularFile(folder.resolve(r.get("file").asText()))) {
        records.add(r);
      }
    }
    if (records.isEmpty()) {
      return List.of();
    }
    Similarity3 template = LandmarkTruth.template(records);
    LandmarkPicture[] out = new LandmarkPicture[records.size()];
    try {
      IntStream.range(0, out.length)
          .parallel()
          .forEach(
              i -> {
                JsonNode r = records.get(i);
                try {
                  Frame f = PictureIo.read(folder.resolve(r.get("file").asText()));
                  out[i] = picture(f, LandmarkTruth.of(r, template));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return List.of(out);
  }

  private static LandmarkPicture picture(Frame f, LandmarkTruth truth) {
    int w = f.dataWindow().width();
    int h = f.dataWindow().height();
    byte[] rgb = new byte[3 * w * h];
    float[][] planes = {f.r().data(), f.g().data(), f.b().data()};
    for (int i = 0; i < w * h; i++) {
      for (int c = 0; c < 3; c++) {
        rgb[3 * i + c] = (byte) Math.round(255 * Math.max(0, Math.min(1, planes[c][i])));
      }
    }
    return new LandmarkPicture(rgb, w, h, truth);
  }
}
