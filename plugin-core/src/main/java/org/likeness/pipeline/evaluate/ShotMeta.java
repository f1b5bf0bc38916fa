package org.likeness.pipeline.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What is known of one frame.
 *
 * @param donor whose face the truth shows
 * @param landmarks68 of the truth's face, iBUG order, x and y in turn, in pixels
 * @param performer68 the same of the plate's face
 * @param yaw of the plate's face, degrees, positive turns to image right
 */
record ShotMeta(String donor, double[] landmarks68, double[] performer68, double yaw) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SUFFIX = "-face";

  /**
   * Reads {@code meta/NNNN.json}: the swapped face is the one named {@code performer+donor-face}.
   */
  static ShotMeta read(Path file) throws IOException {
    JsonNode json = json(file);
    int index = -1;
    for (JsonNode face : json.path("truth_faces")) {
      index++;
      String identity = face.path("identity").asText();
      int plus = identity.indexOf('+');
      if (plus >= 0) {
        String donor = identity.substring(plus + 1);
        if (donor.endsWith(SUFFIX)) {
          donor = donor.substring(0, donor.length() - SUFFIX.length());
        }
        JsonNode performer = json.path("faces").path(index);
        return new ShotMeta(
            donor,
            landmarks(face, file),
            landmarks(performer, file),
            performer.path("pose").path("yaw").asDouble());
      }
    }
    throw new IOException(
        file + ": no swapped face in truth_faces (one whose identity reads performer+donor-face)");
  }

  static JsonNode json(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + ": there is no such file");
    }
    try {
      return JSON.readTree(file.toFile());
    } catch (JsonProcessingException e) {
      throw new IOException(file + ": not sound JSON: " + e.getOriginalMessage(), e);
    }
  }

  static double[] landmarks(JsonNode face, Path file) throws IOException {
    JsonNode list = face.path("landmarks68");
    if (list.size() != 68) {
      throw new IOException(file + ": landmarks68 has " + list.size() + " points, not 68");
    }
    double[] out = new double[136];
    for (int i = 0; i < 68; i++) {
      out[2 * i] = list.get(i).path(0).asDouble();
      out[2 * i + 1] = list.get(i).path(1).asDouble();
    }
    return out;
  }
}
