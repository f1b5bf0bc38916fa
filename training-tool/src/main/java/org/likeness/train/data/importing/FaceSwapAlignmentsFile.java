package org.likeness.train.data.importing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Alignments of FaceSwap: a dictionary by frame name with the faces of each, pickled and packed
 * with zlib ({@code .fsa}), or as JSON. Of a face's masks the best is read, thumbnails are not.
 */
final class FaceSwapAlignmentsFile {
  private static final long MOST = 1L << 30;

  private FaceSwapAlignmentsFile() {}

  static List<ImportedFace> read(Path file, Consumer<String> problems) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Object root;
    if (bytes.length > 0 && (bytes[0] == '{' || Character.isWhitespace(bytes[0]))) {
      try {
        root = new ObjectMapper().readValue(bytes, Map.class);
      } catch (JsonProcessingException e) {
        throw new IOException(file + ": not JSON: " + e.getOriginalMessage(), e);
      }
    } else {
      root = PickleReader.read(unpacked(bytes, file), file.toString());
    }
    if (root instanceof Map<?, ?> map && map.get("__data__") instanceof Map<?, ?> data) {
      root = data;
    }
    if (!(root instanceof Map<?, ?> frames)) {
      throw new IOException(file + ": holds no frames by name; it is no FaceSwap alignments file");
    }
    List<ImportedFace> out = new ArrayList<>();
    for (Map.Entry<?, ?> frame : frames.entrySet()) {
      String name = String.valueOf(frame.getKey());
      Object faces = frame.getValue();
      if (faces instanceof Map<?, ?> entry) {
        faces = entry.get("faces");
      }
      if (!(faces instanceof List<?> list)) {
        problems.accept(file + ": frame " + name + " has no list of faces");
        continue;
      }
      int i = 0;
      for (Object face : list) {
        String what = file + " frame " + name + " face " + i++;
        try {
          PickledFields fields = new PickledFields(face, what);
          String key = fields.has("landmarks_xy") ? "landmarks_xy" : "landmarksXY";
          out.add(
              new ImportedFace(
                  what,
                  file + " (FaceSwap)",
                  null,
                  new float[0],
                  name,
                  fields.points(key),
                  null,
                  MaskFields.faceSwap(fields, what),
                  null));
        } catch (IOException e) {
          problems.accept(String.valueOf(e.getMessage()));
        }
      }
    }
    return out;
  }

  private static byte[] unpacked(byte[] bytes, Path file) throws IOException {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(bytes);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[1 << 16];
      while (!inflater.finished()) {
        int n = inflater.inflate(buffer);
        if (n == 0 && !inflater.finished()) {
          throw new IOException(file + ": is cut short; it is no whole FaceSwap alignments file");
        }
        out.write(buffer, 0, n);
        if (out.size() > MOST) {
          throw new IOException(file + ": unpacks to more than a gigabyte; it is refused");
        }
      }
      return out.toByteArray();
    } catch (DataFormatException e) {
      throw new IOException(file + ": is no FaceSwap alignments file (neither zlib nor JSON)", e);
    } finally {
      inflater.end();
    }
  }
}
