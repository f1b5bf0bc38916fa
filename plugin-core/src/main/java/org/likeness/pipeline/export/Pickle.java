package org.likeness.pipeline.export;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Python's serialised objects (pickle, protocol 3) of dictionaries, lists, texts, whole numbers,
 * floats and None; the opcodes are those of Python's own module {@code pickletools}.
 */
final class Pickle {
  private Pickle() {}

  /**
   * Of maps, lists, strings, Integer, Double and null.
   *
   * @throws IllegalArgumentException for anything else
   */
  static byte[] of(@Nullable Object object) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(new byte[] {(byte) 0x80, 3}); // PROTO
      write(object, out);
      out.writeByte('.'); // STOP
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(@Nullable Object o, DataOutputStream out) throws IOException {
    if (o == null) {
      out.writeByte('N'); // NONE
    } else if (o instanceof Integer i) {
      out.writeByte('J'); // BININT, little endian
      out.writeInt(Integer.reverseBytes(i));
    } else if (o instanceof Double d) {
      out.writeByte('G'); // BINFLOAT, big endian
      out.writeDouble(d);
    } else if (o instanceof String s) {
      byte[] utf = s.getBytes(StandardCharsets.UTF_8);
      out.writeByte('X'); // BINUNICODE
      out.writeInt(Integer.reverseBytes(utf.length));
      out.write(utf);
    } else if (o instanceof List<?> list) {
      out.writeByte(']'); // EMPTY_LIST
      out.writeByte('('); // MARK
      for (Object e : list) {
        write(e, out);
      }
      out.writeByte('e'); // APPENDS
    } else if (o instanceof Map<?, ?> map) {
      out.writeByte('}'); // EMPTY_DICT
      out.writeByte('('); // MARK
      for (Map.Entry<?, ?> e : map.entrySet()) {
        write(e.getKey(), out);
        write(e.getValue(), out);
      }
      out.writeByte('u'); // SETITEMS
    } else {
      throw new IllegalArgumentException(o.getClass() + " cannot be pickled");
    }
  }
}
