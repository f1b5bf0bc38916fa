package org.likeness.train.data.importing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The few things that a pickle may name: numpy's arrays, types and numbers, bytes, ordered
 * dictionaries. They are recognised by name and built here.
 */
final class PickleObjects {
  /** Names that make plain data: module and name. */
  private static final Set<String> ALLOWED =
      Set.of(
          "numpy.core.multiarray _reconstruct",
          "numpy._core.multiarray _reconstruct",
          "numpy.core.multiarray scalar",
          "numpy._core.multiarray scalar",
          "numpy.core.numeric _frombuffer",
          "numpy._core.numeric _frombuffer",
          "numpy ndarray",
          "numpy dtype",
          "_codecs encode",
          "collections OrderedDict",
          "builtins bytearray",
          "__builtin__ bytearray");

  /** A name that was mentioned. */
  record Name(String text) {}

  /** An array that waits for its state. */
  private static final class Pending {
    @Nullable NumpyArray array;
  }

  /** A numpy type that waits for its state, such as {@code f4}. */
  private static final class DType {
    final String code;
    boolean bigEndian;

    DType(String code) {
      this.code = code.replaceFirst("^[<>|=]", "");
      bigEndian = code.startsWith(">");
    }
  }

  private final String what;

  PickleObjects(String what) {
    this.what = what;
  }

  IOException refused(String name) {
    return new IOException(
        what
            + ": its description (a Python pickle) asks for "
            + name
            + ", which is no plain data; it is refused, and nothing of it was run");
  }

  static @Nullable Object plain(@Nullable Object o) {
    return o instanceof Pending p && p.array != null ? p.array : o;
  }

  Name name(String module, String name) throws IOException {
    String text = module + " " + name;
    if (!ALLOWED.contains(text)) {
      throw refused(module + "." + name);
    }
    return new Name(text);
  }

  @Nullable Object made(@Nullable Object callee, List<@Nullable Object> args) throws IOException {
    String name = callee instanceof Name n ? n.text() : "";
    if (name.endsWith("_reconstruct")) {
      return new Pending();
    }
    if (name.equals("numpy dtype")) {
      return new DType(asText(args.get(0)));
    }
    if (name.endsWith(" scalar")) {
      DType type = (DType) args.get(0);
      NumpyArray one = new NumpyArray(new int[0], numbers(type, (byte[]) args.get(1), new int[0]));
      return one.values()[0];
    }
    if (name.endsWith("_frombuffer")) {
      return array(
          (byte[]) args.get(0), (DType) args.get(1), list(args.get(2)), "F".equals(args.get(3)));
    }
    if (name.equals("_codecs encode")) {
      return asText(args.get(0)).getBytes(StandardCharsets.ISO_8859_1);
    }
    if (name.endsWith("bytearray")) {
      return args.isEmpty() ? new byte[0] : args.get(0);
    }
    if (name.equals("collections OrderedDict")) {
      Map<Object, Object> map = new LinkedHashMap<>();
      if (!args.isEmpty()) {
        for (Object pair : list(args.get(0))) {
          put(map, list(pair));
        }
      }
      return map;
    }
    throw refused("a call of " + (name.isEmpty() ? "something unknown" : name.replace(' ', '.')));
  }

  void build(@Nullable Object target, @Nullable Object state) throws IOException {
    if (target instanceof DType type) {
      type.bigEndian = ">".equals(asText(list(state).get(1)));
    } else if (target instanceof Pending pending) {
      List<@Nullable Object> parts = list(state);
      pending.array =
          array(
              data(parts.get(4)),
              (DType) parts.get(2),
              list(parts.get(1)),
              Boolean.TRUE.equals(parts.get(3)));
    } else {
      throw refused("a state of an object that is no array");
    }
  }

  /** Raw bytes; protocol 2 wrote them as a text. */
  private static byte[] data(@Nullable Object o) {
    return o instanceof String s
        ? s.getBytes(StandardCharsets.ISO_8859_1)
        : (byte[]) Objects.requireNonNull(o);
  }

  private NumpyArray array(
      byte[] raw, DType type, List<@Nullable Object> shape, boolean columnsFirst)
      throws IOException {
    int[] sides = new int[shape.size()];
    for (int i = 0; i < sides.length; i++) {
      sides[i] = Math.toIntExact((Long) shape.get(i));
    }
    double[] values = numbers(type, raw, sides);
    if (columnsFirst && sides.length == 2) {
      double[] turned = new double[values.length];
      for (int r = 0; r < sides[0]; r++) {
        for (int c = 0; c < sides[1]; c++) {
          turned[r * sides[1] + c] = values[c * sides[0] + r];
        }
      }
      values = turned;
    } else if (columnsFirst && sides.length > 2) {
      throw refused("an array of " + sides.length + " dimensions, columns first");
    }
    return new NumpyArray(sides, values);
  }

  private double[] numbers(DType type, byte[] raw, int[] shape) throws IOException {
    long count = 1;
    for (int side : shape) {
      count *= side;
    }
    char kind = type.code.isEmpty() ? '?' : type.code.charAt(0);
    int width = type.code.length() > 1 ? Integer.parseInt(type.code.substring(1)) : 1;
    if ("fiub?".indexOf(kind) < 0 || width * count != raw.length) {
      throw refused(
          "an array of type "
              + type.code
              + " with "
              + raw.length
              + " bytes for "
              + count
              + " values");
    }
    ByteBuffer b =
        ByteBuffer.wrap(raw).order(type.bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    double[] out = new double[(int) count];
    for (int i = 0; i < out.length; i++) {
      int at = i * width;
      out[i] =
          switch (type.code) {
            case "f8" -> b.getDouble(at);
            case "f4" -> b.getFloat(at);
            case "i8", "u8" -> b.getLong(at);
            case "i4" -> b.getInt(at);
            case "u4" -> b.getInt(at) & 0xffffffffL;
            case "i2" -> b.getShort(at);
            case "u2" -> b.getShort(at) & 0xffff;
            case "i1" -> b.get(at);
            case "u1", "b1" -> b.get(at) & 255;
            default -> throw refused("an array of type " + type.code);
          };
    }
    return out;
  }

  private static String asText(@Nullable Object o) {
    return o instanceof byte[] b ? new String(b, StandardCharsets.ISO_8859_1) : String.valueOf(o);
  }

  @SuppressWarnings("unchecked") // every list and map here was made here
  static List<@Nullable Object> list(@Nullable Object o) {
    return (List<@Nullable Object>) Objects.requireNonNull(o);
  }

  @SuppressWarnings("unchecked")
  static Map<Object, Object> map(@Nullable Object o) {
    return (Map<Object, Object>) Objects.requireNonNull(o);
  }

  /** Keys are texts here; numbers become theirs. */
  static void put(Map<Object, Object> map, List<@Nullable Object> pairs) {
    for (int i = 0; i + 1 < pairs.size(); i += 2) {
      Object key = pairs.get(i);
      if (!(key instanceof String || key instanceof byte[] || key instanceof Number)) {
        throw new IllegalArgumentException("a key that is no text");
      }
      map.put(asText(key), plain(pairs.get(i + 1)));
    }
  }
}
