package org.likeness.train.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.likeness.file.AtomicFile;

/**
 * A faceset: aligned crops of one identity. A folder with pictures and one index, {@value #INDEX},
 * in JSON lines: the header, then a line for each face.
 *
 * @param folder where it is
 * @param header what all faces have in common
 * @param faces the faces, in the order of the index
 */
public record Faceset(Path folder, FacesetHeader header, List<FaceRecord> faces) {
  /** Name of the index inside the folder. */
  public static final String INDEX = "faceset.jsonl";

  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /** Copies the list. */
  public Faceset {
    faces = List.copyOf(faces);
  }

  /**
   * Reads an index, without the faces that were rejected by {@link Curation}: what a training uses.
   *
   * @throws IOException as {@link #readAll}, and if the decisions cannot be read
   */
  public static Faceset read(Path folder) throws IOException {
    Faceset all = readAll(folder);
    Map<String, Curation.Action> decided = Curation.read(folder).decided();
    return decided.isEmpty()
        ? all
        : new Faceset(
            folder,
            all.header(),
            all.faces().stream()
                .filter(f -> decided.get(f.file()) != Curation.Action.REJECT)
                .toList());
  }

  /**
   * Reads an index with all its faces.
   *
   * @throws IOException if the folder holds no faceset, or one that cannot be used; the message
   *     says what to do
   */
  public static Faceset readAll(Path folder) throws IOException {
    Path index = folder.resolve(INDEX);
    if (!Files.isRegularFile(index)) {
      throw new IOException(
          folder + ": not a faceset (it has no " + INDEX + "); make one with: likeness extract");
    }
    List<String> lines = Files.readAllLines(index, StandardCharsets.UTF_8);
    if (lines.isEmpty()) {
      throw new IOException(index + ": the index is empty; extract the faceset again");
    }
    int line = 1;
    try {
      FacesetHeader header = JSON.readValue(lines.get(0), FacesetHeader.class);
      if (header.facesetVersion() < 1 || header.facesetVersion() > FacesetHeader.VERSION) {
        throw new IOException(
            index
                + ": faceset version "
                + header.facesetVersion()
                + "; this version of Likeness reads the versions 1 to "
                + FacesetHeader.VERSION
                + "; extract it again or use a newer Likeness");
      }
      IndexChecks.header(index, header);
      List<FaceRecord> faces = new ArrayList<>();
      for (; line < lines.size(); line++) {
        if (!lines.get(line).isBlank()) {
          faces.add(JSON.readValue(lines.get(line), FaceRecord.class));
        }
      }
      return new Faceset(folder, header, faces);
    } catch (JsonProcessingException e) {
      throw new IOException(
          index
              + ": line "
              + line
              + " is no line of a faceset's index ("
              + e.getOriginalMessage()
              + "); extract the faceset again",
          e);
    }
  }

  /** Writes the index, which must be of all faces, under a temporary name and renames it. */
  public void writeIndex() throws IOException {
    StringBuilder text = new StringBuilder(JSON.writeValueAsString(header.current())).append('\n');
    for (FaceRecord face : faces) {
      text.append(JSON.writeValueAsString(face)).append('\n');
    }
    AtomicFile.write(folder.resolve(INDEX), text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
