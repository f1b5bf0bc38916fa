package org.likeness.train.data.curate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.likeness.file.AtomicFile;
import org.likeness.image.Frame;
import org.likeness.image.Plane;
import org.likeness.image.opencv.PictureIo;
import org.likeness.train.data.FaceRecord;
import org.likeness.train.data.Faceset;

/**
 * A faceset with what was measured on its crops. The measures are kept in {@value #CACHE} beside
 * the index and taken anew for crops that have changed.
 *
 * @param set all faces, rejected ones too
 * @param measures of each face; null of one whose picture cannot be read
 * @param broken a sentence for each picture that cannot be read
 */
public record MeasuredFaces(
    Faceset set, List<@Nullable PictureMeasures> measures, List<String> broken) {
  /** Name of the file inside the faceset's folder. */
  public static final String CACHE = "measures.jsonl";

  private static final ObjectMapper JSON = new ObjectMapper();

  private record Line(String file, long bytes, long changed, PictureMeasures measures) {}

  /**
   * Measures what is not measured yet.
   *
   * @param progress told each face that is through
   * @throws IOException if the faceset cannot be read
   */
  public static MeasuredFaces of(Path folder, IntConsumer progress) throws IOException {
    Faceset set = Faceset.readAll(folder);
    Map<String, Line> known = known(folder);
    List<@Nullable PictureMeasures> measures = new ArrayList<>();
    List<String> broken = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    boolean fresh = false;
    for (int i = 0; i < set.faces().size(); i++) {
      FaceRecord face = set.faces().get(i);
      try {
        Path file = folder.resolve(face.file());
        long bytes = Files.size(file);
        long changed = Files.getLastModifiedTime(file).toMillis();
        Line line = known.get(face.file());
        if (line == null || line.bytes() != bytes || line.changed() != changed) {
          line = new Line(face.file(), bytes, changed, measured(folder, face));
          fresh = true;
        }
        text.append(JSON.writeValueAsString(line)).append('\n');
        measures.add(line.measures());
      } catch (IOException e) {
        String why = e instanceof java.nio.file.NoSuchFileException ? "is missing" : e.getMessage();
        broken.add(face.file() + ": " + why);
        measures.add(null);
      }
      progress.accept(i);
    }
    if (fresh && Files.isWritable(folder)) {
      AtomicFile.write(folder.resolve(CACHE), text.toString().getBytes(StandardCharsets.UTF_8));
    }
    return new MeasuredFaces(set, measures, broken);
  }

  private static PictureMeasures measured(Path folder, FaceRecord face) throws IOException {
    Frame crop = PictureIo.read(folder.resolve(face.file()));
    Plane matte = PictureIo.read(folder.resolve(face.matte())).g();
    if (!crop.dataWindow().equals(matte.rect())) {
      throw new IOException("the crop and its matte are of two sizes");
    }
    return PictureMeasures.of(crop, matte);
  }

  /** A cache that cannot be read is no loss. */
  private static Map<String, Line> known(Path folder) throws IOException {
    Map<String, Line> out = new HashMap<>();
    Path cache = folder.resolve(CACHE);
    if (Files.isRegularFile(cache)) {
      for (String line : Files.readAllLines(cache, StandardCharsets.UTF_8)) {
        try {
          Line read = JSON.readValue(line, Line.class);
          out.put(read.file(), read);
        } catch (JsonProcessingException e) {
          return new HashMap<>();
        }
      }
    }
    return out;
  }
}
