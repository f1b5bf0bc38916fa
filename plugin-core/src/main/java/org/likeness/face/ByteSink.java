package org.likeness.face;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Writes whole numbers, seven bits a byte, signed ones zigzag; texts in UTF-8. */
final class ByteSink {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  void signed(int v) {
    unsigned((v << 1) ^ (v >> 31));
  }

  /** All 32 bits, taken as unsigned. */
  void unsigned(int value) {
    int v = value;
    while ((v & ~0x7f) != 0) {
      out.write((v & 0x7f) | 0x80);
      v >>>= 7;
    }
    out.write(v);
  }

  void octet(int b) {
    out.write(b);
  }

  void raw(byte[] b) {
    out.writeBytes(b);
  }

  void text(String s) {
    byte[] b = s.getBytes(StandardCharsets.UTF_8);
    unsigned(b.length);
    raw(b);
  }

  void texts(Map<String, String> map) {
    unsigned(map.size());
    new TreeMap<>(map)
        .forEach(
            (k, v) -> {
              text(k);
              text(v);
            });
  }

  byte[] bytes() {
    return out.toByteArray();
  }
}
