package org.likeness.train.data.importing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Faces of DeepFaceLab: aligned JPEG with a description in the segment APP15, one by one or packed
 * in one file {@code faceset.pak}.
 */
final class DeepFaceLabFaces {
  private static final int APP15 = 0xef;
  private static final int START_OF_SCAN = 0xda;
  private static final long VERSION = 1;

  private DeepFaceLabFaces() {}

  /** The aligned pictures of a folder, or one of them. */
  static List<ImportedFace> pictures(Path path, Consumer<String> problems) throws IOException {
    List<Path> files;
    if (Files.isDirectory(path)) {
      try (Stream<Path> all = Files.list(path)) {
        files = all.filter(DeepFaceLabFaces::isJpeg).sorted().toList();
      }
    } else {
      files = List.of(path);
    }
    List<ImportedFace> out = new ArrayList<>();
    for (Path file : files) {
      try {
        out.add(face(Files.readAllBytes(file), file.toString(), null));
      } catch (IOException e) {
        problems.accept(String.valueOf(e.getMessage()));
      }
    }
    return out;
  }

  static boolean isJpeg(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".jpg") || name.endsWith(".jpeg");
  }

  /**
   * A packed faceset: version and length of the descriptions as 64 bits little endian, the
   * descriptions as one pickle, a table of offsets with one more than there are pictures, the
   * pictures.
   */
  static List<ImportedFace> packed(Path file, Consumer<String> problems) throws IOException {
    byte[] all = Files.readAllBytes(file);
    ByteBuffer in = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
    if (all.length < 16) {
      throw new IOException(file + ": is cut short (" + all.length + " bytes)");
    }
    long version = in.getLong();
    if (version != VERSION) {
      throw new IOException(
          file + ": is no packed faceset of version 1 (it says version " + version + ")");
    }
    long length = in.getLong();
    if (length < 0 || length > in.remaining()) {
      throw new IOException(
          file
              + ": is cut short (its descriptions have "
              + length
              + " bytes, left are "
              + in.remaining()
              + ")");
    }
    byte[] pickle = new byte[(int) length];
    in.get(pickle);
    if (!(PickleReader.read(pickle, file.toString()) instanceof List<?> configs)) {
      throw new IOException(file + ": its descriptions are no list");
    }
    int count = configs.size();
    if (in.remaining() < 8L * (count + 1)) {
      throw new IOException(
          file + ": is cut short (the table of " + count + " pictures is missing)");
    }
    long[] offsets = new long[count + 1];
    for (int i = 0; i <= count; i++) {
      offsets[i] = in.getLong();
    }
    int start = in.position();
    List<ImportedFace> out = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String what = file + " picture " + (i + 1);
      try {
        PickledFields config = new PickledFields(configs.get(i), what);
        String name = config.text("filename");
        long from = start + offsets[i];
        // The last offset is not counted from where the others are.
        long to = i + 1 == count ? all.length : start + offsets[i + 1];
        if (from < start || to > all.length || from >= to) {
          throw new IOException(what + ": its place in the file is wrong; the file is cut short");
        }
        byte[] picture = Arrays.copyOfRange(all, (int) from, (int) to);
        out.add(face(picture, file + "/" + (name == null ? i : name), config.text("person_name")));
      } catch (IOException e) {
        problems.accept(String.valueOf(e.getMessage()));
      }
    }
    return out;
  }

  private static ImportedFace face(byte[] jpeg, String name, @Nullable String person)
      throws IOException {
    byte[] description = description(jpeg, name);
    if (description == null) {
      throw new IOException(
          name
              + ": has no DeepFaceLab description (segment APP15); it was saved anew by another"
              + " program, or is no aligned face. Extract it with likeness extract");
    }
    PickledFields fields = new PickledFields(PickleReader.read(description, name), name);
    return new ImportedFace(
        name,
        name + " (DeepFaceLab, " + String.valueOf(fields.text("face_type")) + ")",
        jpeg,
        fields.points("landmarks"),
        fields.text("source_filename"),
        fields.has("source_landmarks") ? fields.points("source_landmarks") : new float[0],
        fields.map("image_to_face_mat"),
        MaskFields.deepFaceLab(fields, name),
        person);
  }

  /** The content of APP15, or null; segments lie before the picture's data. */
  private static byte @Nullable [] description(byte[] jpeg, String name) throws IOException {
    if (jpeg.length < 4 || (jpeg[0] & 255) != 0xff || (jpeg[1] & 255) != 0xd8) {
      throw new IOException(name + ": is no JPEG");
    }
    int at = 2;
    while (at + 4 <= jpeg.length) {
      int marker = jpeg[at + 1] & 255;
      if ((jpeg[at] & 255) != 0xff) {
        throw new IOException(name + ": is a damaged JPEG");
      }
      if (marker == START_OF_SCAN) {
        return null;
      }
      int length = (jpeg[at + 2] & 255) << 8 | jpeg[at + 3] & 255;
      if (length < 2 || at + 2 + length > jpeg.length) {
        throw new IOException(name + ": is a JPEG that is cut short");
      }
      if (marker == APP15) {
        return Arrays.copyOfRange(jpeg, at + 4, at + 2 + length);
      }
      at += 2 + length;
    }
    return null;
  }
}
