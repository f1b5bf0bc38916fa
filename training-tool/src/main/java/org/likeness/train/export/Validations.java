package org.likeness.train.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.likeness.train.loop.Checkpoint;
import org.likeness.train.loop.Validator;

/** What was said of a training's checkpoints. */
public final class Validations {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Validations() {}

  /** The figures of one checkpoint, by name; empty if it was not judged. */
  public static Map<String, Object> of(Path folder, Checkpoint checkpoint) throws IOException {
    Path file = folder.resolve(Validator.FILE);
    if (!Files.isRegularFile(file)) {
      return Map.of();
    }
    List<String> lines = Files.readAllLines(file);
    for (int i = lines.size() - 1; i >= 0; i--) {
      try {
        Map<String, Object> line = JSON.readValue(lines.get(i), new TypeReference<>() {});
        if (line.get("iteration") instanceof Number n
            && n.longValue() == checkpoint.header().iteration()) {
          line.remove("iteration");
          return line;
        }
      } catch (JsonProcessingException e) {
        // A line that was being written when the machine stopped.
      }
    }
    return Map.of();
  }
}
