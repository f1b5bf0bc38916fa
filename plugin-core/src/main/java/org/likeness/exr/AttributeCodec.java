package org.likeness.exr;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Attribute values as the file format stores them (little-endian; "OpenEXR File Layout", section
 * "Predefined attribute types"), and as Java values.
 */
final class AttributeCodec {
  private static final Map<String, Integer> INTS =
      Map.of("v2i", 2, "v3i", 3, "box2i", 4, "keycode", 7, "rational", 2);
  private static final Map<String, Integer> FLOATS =
      Map.of("v2f", 2, "v3f", 3, "box2f", 4, "chromaticities", 8, "m33f", 9, "m44f", 16);
  private static final Map<String, Integer> DOUBLES =
      Map.of("v2d", 2, "v3d", 3, "m33d", 9, "m44d", 16);

  private AttributeCodec() {}

  /**
   * Java value to stored bytes.
   *
   * @throws IllegalArgumentException where the value's class or length does not fit the type
   */
  static byte[] encode(ExrAttribute a) {
    Object v = a.value();
    String type = a.type();
    switch (type) {
      case "string":
        return as(String.class, a).getBytes(StandardCharsets.UTF_8);
      case "int":
        return buffer(4).putInt(as(Integer.class, a)).array();
      case "float":
        return buffer(4).putFloat(as(Float.class, a)).array();
      case "double":
        return buffer(8).putDouble(as(Double.class, a)).array();
      case "timecode":
        TimeCode t = as(TimeCode.class, a);
        return buffer(8).putInt(t.timeAndFlags()).putInt(t.userData()).array();
      case "stringvector":
        return strings(a, as(List.class, a));
      default:
        break;
    }
    Integer n = INTS.get(type);
    if (n != null) {
      int[] ints = as(int[].class, a);
      ByteBuffer b = buffer(4 * checked(a, ints.length, n));
      b.asIntBuffer().put(ints);
      return b.array();
    }
    n = FLOATS.get(type);
    if (n != null) {
      float[] floats = as(float[].class, a);
      ByteBuffer b = buffer(4 * checked(a, floats.length, n));
      b.asFloatBuffer().put(floats);
      return b.array();
    }
    n = DOUBLES.get(type);
    if (n != null) {
      double[] doubles = as(double[].class, a);
      ByteBuffer b = buffer(8 * checked(a, doubles.length, n));
      b.asDoubleBuffer().put(doubles);
      return b.array();
    }
    if (v instanceof byte[] bytes) {
      return bytes;
    }
    throw wrong(a, "byte[]");
  }

  /** Stored bytes to a Java value; a value whose length does not fit its type stays as bytes. */
  static Object decode(String type, byte[] bytes) {
    ByteBuffer b = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int n = bytes.length;
    switch (type) {
      case "string":
        return new String(bytes, StandardCharsets.UTF_8);
      case "int":
        return n == 4 ? (Object) b.getInt() : bytes;
      case "float":
        return n == 4 ? (Object) b.getFloat() : bytes;
      case "double":
        return n == 8 ? (Object) b.getDouble() : bytes;
      case "timecode":
        return n == 8 ? new TimeCode(b.getInt(), b.getInt()) : bytes;
      case "stringvector":
        return strings(b, bytes);
      default:
        break;
    }
    Integer count = INTS.get(type);
    if (count != null && n == 4 * count) {
      int[] v = new int[count];
      b.asIntBuffer().get(v);
      return v;
    }
    count = FLOATS.get(type);
    if (count != null && n == 4 * count) {
      float[] v = new float[count];
      b.asFloatBuffer().get(v);
      return v;
    }
    count = DOUBLES.get(type);
    if (count != null && n == 8 * count) {
      double[] v = new double[count];
      b.asDoubleBuffer().get(v);
      return v;
    }
    return bytes;
  }

  private static byte[] strings(ExrAttribute a, List<?> list) {
    int size = 0;
    List<byte[]> parts = new ArrayList<>();
    for (Object o : list) {
      if (!(o instanceof String s)) {
        throw wrong(a, "List<String>");
      }
      byte[] utf8 = s.getBytes(StandardCharsets.UTF_8);
      parts.add(utf8);
      size += 4 + utf8.length;
    }
    ByteBuffer b = buffer(size);
    for (byte[] p : parts) {
      b.putInt(p.length).put(p);
    }
    return b.array();
  }

  private static Object strings(ByteBuffer b, byte[] whole) {
    List<String> list = new ArrayList<>();
    while (b.remaining() >= 4) {
      int length = b.getInt();
      if (length < 0 || length > b.remaining()) {
        return whole;
      }
      byte[] utf8 = new byte[length];
      b.get(utf8);
      list.add(new String(utf8, StandardCharsets.UTF_8));
    }
    return b.hasRemaining() ? whole : List.copyOf(list);
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int checked(ExrAttribute a, int found, int needed) {
    if (found != needed) {
      throw new IllegalArgumentException(
          "attribute "
              + a.name()
              + ": "
              + a.type()
              + " needs "
              + needed
              + " numbers, not "
              + found);
    }
    return needed;
  }

  private static <T> T as(Class<T> type, ExrAttribute a) {
    if (!type.isInstance(a.value())) {
      throw wrong(a, type.getSimpleName());
    }
    return type.cast(a.value());
  }

  private static IllegalArgumentException wrong(ExrAttribute a, String needed) {
    return new IllegalArgumentException(
        "attribute "
            + a.name()
            + ": type "
            + a.type()
            + " needs "
            + needed
            + ", not "
            + a.value().getClass().getSimpleName());
  }
}
