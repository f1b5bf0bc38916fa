package org.likeness.model.tflite;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads tables of a FlatBuffer (little-endian; a table begins with the distance back to its vtable,
 * which lists the offset of each field, 0 = default). A bad offset ends in an {@link
 * IndexOutOfBoundsException}.
 */
final class FlatBuffer {
  private final ByteBuffer bytes;

  FlatBuffer(byte[] data) {
    bytes = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The root table. */
  Table root() {
    return new Table(bytes.getInt(0));
  }

  /** Four letters after the root offset. */
  String identifier() {
    byte[] id = new byte[4];
    bytes.get(4, id);
    return new String(id, StandardCharsets.ISO_8859_1);
  }

  /** One table. */
  final class Table {
    private final int at;

    Table(int at) {
      this.at = at;
    }

    private int field(int index) {
      int vtable = at - bytes.getInt(at);
      int size = Short.toUnsignedInt(bytes.getShort(vtable));
      int slot = 4 + 2 * index;
      int offset = slot + 2 <= size ? Short.toUnsignedInt(bytes.getShort(vtable + slot)) : 0;
      return offset == 0 ? 0 : at + offset;
    }

    private int indirect(int index) {
      int f = field(index);
      return f == 0 ? 0 : f + bytes.getInt(f);
    }

    boolean has(int index) {
      return field(index) != 0;
    }

    int int8(int index, int otherwise) {
      int f = field(index);
      return f == 0 ? otherwise : bytes.get(f);
    }

    int int32(int index, int otherwise) {
      int f = field(index);
      return f == 0 ? otherwise : bytes.getInt(f);
    }

    Table table(int index) {
      int f = indirect(index);
      if (f == 0) {
        throw new IndexOutOfBoundsException("table field " + index + " is absent");
      }
      return new Table(f);
    }

    Table[] tables(int index) {
      int v = indirect(index);
      Table[] out = new Table[length(v)];
      for (int i = 0; i < out.length; i++) {
        int e = v + 4 + 4 * i;
        out[i] = new Table(e + bytes.getInt(e));
      }
      return out;
    }

    int[] ints(int index) {
      int v = indirect(index);
      int[] out = new int[length(v)];
      for (int i = 0; i < out.length; i++) {
        out[i] = bytes.getInt(v + 4 + 4 * i);
      }
      return out;
    }

    byte[] data(int index) {
      int v = indirect(index);
      byte[] out = new byte[length(v)];
      if (out.length > 0) {
        bytes.get(v + 4, out);
      }
      return out;
    }

    String string(int index) {
      return new String(data(index), StandardCharsets.UTF_8);
    }

    private int length(int vector) {
      if (vector == 0) {
        return 0;
      }
      int n = bytes.getInt(vector);
      if (n < 0 || n > bytes.limit()) {
        throw new IndexOutOfBoundsException("a vector of length " + n);
      }
      return n;
    }
  }
}
