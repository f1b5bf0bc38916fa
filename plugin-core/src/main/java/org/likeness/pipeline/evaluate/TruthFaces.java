package org.likeness.pipeline.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.likeness.pipeline.FramePattern;
import org.likeness.pipeline.PlateSource;

/** Pictures and shots whose faces are known. */
final class TruthFaces {
  /** One picture of a set, sRGB-encoded, with its face. */
  record Picture(Path file, TruthFace face) {}

  private TruthFaces() {}

  /**
   * All pictures of a face set, or of a folder of face sets, in order of their names.
   *
   * @throws IOException if there are none
   */
  static List<Picture> set(Path folder) throws IOException {
    List<Picture> out = new ArrayList<>();
    if (Files.isDirectory(folder.resolve("meta"))) {
      for (Path file : list(folder.resolve("meta"))) {
        if (file.toString().endsWith(".json")) {
          JsonNode face = ShotMeta.json(file);
          Path picture = folder.resolve(face.path("file").asText());
          out.add(new Picture(picture, TruthFace.of(face, face.path("camera"), file)));
        }
      }
    } else if (Files.isDirectory(folder)) {
      for (Path one : list(folder)) {
        if (Files.isDirectory(one.resolve("meta"))) {
          out.addAll(set(one));
        }
      }
    }
    if (out.isEmpty()) {
      throw new IOException(
          folder + ": no face set there (a folder with meta/*.json, or a folder of such folders)");
    }
    return out;
  }

  /** The plate of a shot. */
  static PlateSource plate(Path shot) throws IOException {
    if (!Files.isDirectory(shot.resolve("plate")) || !Files.isDirectory(shot.resolve("meta"))) {
      throw new IOException(shot + ": no shot with known faces there (plate and meta are needed)");
    }
    FramePattern pattern = FramePattern.parse(shot + "/plate/plate.####.exr");
    return new PlateSource(pattern, pattern.existing(), "lin_rec709");
  }

  /** The faces of a shot's frame. */
  static List<TruthFace> faces(Path shot, int frame) throws IOException {
    Path file = shot.resolve("meta").resolve(String.format(Locale.ROOT, "%04d.json", frame));
    JsonNode json = ShotMeta.json(file);
    List<TruthFace> out = new ArrayList<>();
    for (JsonNode face : json.path("faces")) {
      out.add(TruthFace.of(face, json.path("camera"), file));
    }
    return out;
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> s = Files.list(folder)) {
      return s.sorted().toList();
    }
  }
}
