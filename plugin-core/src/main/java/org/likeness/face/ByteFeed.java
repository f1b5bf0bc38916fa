package org.likeness.face;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Reads what {@link ByteSink} wrote; never takes more memory than the bytes that are there. */
final class ByteFeed {
  private final byte[] data;
  private int at;

  ByteFeed(byte[] data) {
    this.data = data;
  }

  int signed() throws IOException {
    int v = unsigned();
    return (v >>> 1) ^ -(v & 1);
  }

  int unsigned() throws IOException {
    int v = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      if (at >= data.length) {
        throw new EOFException("ends early");
      }
      int b = data[at++];
      v |= (b & 0x7f) << shift;
      if (b >= 0) {
        return v;
      }
    }
    throw new IOException("a number of more than 32 bits");
  }

  /** A count of things of at least so many bytes each. */
  int count(int leastBytes) throws IOException {
    int n = unsigned();
    if (n < 0 || (long) n * leastBytes > data.length - at) {
      throw new IOException("a count of " + n + " where " + (data.length - at) + " bytes are left");
    }
    return n;
  }

  int octet() throws IOException {
    check(1);
    return data[at++] & 0xff;
  }

  /** That so many bytes are left. */
  void check(int n) throws IOException {
    if (n < 0 || n > data.length - at) {
      throw new EOFException("ends early");
    }
  }

  byte[] raw(int length) throws IOException {
    check(length);
    at += length;
    return Arrays.copyOfRange(data, at - length, at);
  }

  byte[] rest() {
    byte[] all = Arrays.copyOfRange(data, at, data.length);
    at = data.length;
    return all;
  }

  String text() throws IOException {
    return new String(raw(count(1)), StandardCharsets.UTF_8);
  }

  Map<String, String> texts() throws IOException {
    Map<String, String> map = new TreeMap<>();
    for (int n = count(2); n > 0; n--) {
      String key = text();
      map.put(key, text());
    }
    return map;
  }

  void end() throws IOException {
    if (at != data.length) {
      throw new IOException((data.length - at) + " bytes too many");
    }
  }
}
