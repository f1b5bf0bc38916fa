package org.likeness.pipeline.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A folder of faces with known landmarks and poses: {@code meta/*.json} and its pictures. */
final class FaceSet {
  record Face(Path picture, double[] landmarks68) {}

  private FaceSet() {}

  /**
   * Faces whose yaw lies within a limit, in order of their names.
   *
   * @throws IOException if the folder is no face set or has no such face
   */
  static List<Face> frontal(Path folder, double maxYawDegrees) throws IOException {
    Path meta = folder.resolve("meta");
    if (!Files.isDirectory(meta)) {
      throw new IOException(folder + ": no face set there (a folder with meta/*.json is needed)");
    }
    List<Path> files;
    try (Stream<Path> list = Files.list(meta)) {
      files = list.filter(p -> p.toString().endsWith(".json")).sorted().toList();
    }
    List<Face> faces = new ArrayList<>();
    for (Path file : files) {
      JsonNode face = ShotMeta.json(file);
      if (Math.abs(face.path("pose").path("yaw").asDouble(90)) < maxYawDegrees) {
        Path picture = folder.resolve(face.path("file").asText());
        faces.add(new Face(picture, ShotMeta.landmarks(face, file)));
      }
    }
    if (faces.isEmpty()) {
      throw new IOException(
          folder + ": " + files.size() + " faces, none with a yaw under " + maxYawDegrees);
    }
    return faces;
  }
}
