package org.likeness.train.rendered;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.likeness.face.Similarity3;

/**
 * A rendered person: a folder with {@code meta/*.json} and the pictures that these name, as the
 * generator writes it.
 *
 * @param folder the person's
 * @param records what is true of each picture that is there, by name
 */
public record RenderedPerson(Path folder, List<JsonNode> records) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads one picture by its record. */
  public interface Reader<P> {
    /** Reads it; the truth is that of the record. */
    P read(Path folder, JsonNode record, RenderedTruth truth) throws IOException;
  }

  /**
   * Looks for people.
   *
   * @param folders each holds one folder a person
   * @param files keys of a record that name files which must be there; other pictures are passed
   *     over
   * @throws IOException with a sentence, if there is none, or a record cannot be read
   */
  public static List<RenderedPerson> find(List<Path> folders, List<String> files)
      throws IOException {
    List<RenderedPerson> people = new ArrayList<>();
    boolean any = false;
    for (Path folder : folders) {
      for (Path person : sorted(folder)) {
        Path meta = person.resolve("meta");
        if (Files.isDirectory(meta)) {
          List<JsonNode> records = new ArrayList<>();
          for (Path file : sorted(meta)) {
            JsonNode r = record(file);
            if (files.stream()
                .allMatch(k -> Files.isRegularFile(person.resolve(r.path(k).asText("?"))))) {
              records.add(r);
            }
          }
          people.add(new RenderedPerson(person, records));
          any |= !records.isEmpty();
        }
      }
    }
    if (!any) {
      throw new IOException(
          folders
              + ": no <person>/meta/*.json here; folders of rendered faces with their truth are"
              + " needed");
    }
    return people;
  }

  private static JsonNode record(Path file) throws IOException {
    JsonNode r;
    try {
      r = JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new IOException(file + ": not a record of a rendered face: " + e.getMessage(), e);
    }
    for (String key : List.of("file", "landmarks68", "landmarks68_cam", "head_to_camera")) {
      if (!r.has(key)) {
        throw new IOException(file + ": the record lacks '" + key + "'");
      }
    }
    return r;
  }

  private static List<Path> sorted(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + ": no such folder");
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  /** Reads all pictures, several at once, in the records' order. */
  public <P> List<P> read(Reader<P> reader) throws IOException {
    if (records.isEmpty()) {
      return List.of();
    }
    Similarity3 template = RenderedTruth.template(records);
    try {
      return IntStream.range(0, records.size())
          .parallel()
          .mapToObj(
              i -> {
                JsonNode r = records.get(i);
                try {
                  return reader.read(folder, r, RenderedTruth.of(r, template));
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              })
          .toList();
    } catch (java.io.UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
