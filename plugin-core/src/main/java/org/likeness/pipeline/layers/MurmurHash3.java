package org.likeness.pipeline.layers;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Austin Appleby's MurmurHash3, the 32-bit form for x86, which he placed in the public domain. */
final class MurmurHash3 {
  private static final int C1 = 0xcc9e2d51;
  private static final int C2 = 0x1b873593;

  private MurmurHash3() {}

  static int hash32(byte[] bytes, int seed) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int h = seed;
    while (in.remaining() >= Integer.BYTES) {
      h = Integer.rotateLeft(h ^ mixed(in.getInt()), 13) * 5 + 0xe6546b64;
    }
    int tail = 0;
    for (int shift = 0; in.hasRemaining(); shift += Byte.SIZE) {
      tail |= (in.get() & 0xff) << shift;
    }
    h ^= mixed(tail) ^ bytes.length;
    h = (h ^ (h >>> 16)) * 0x85ebca6b;
    h = (h ^ (h >>> 13)) * 0xc2b2ae35;
    return h ^ (h >>> 16);
  }

  private static int mixed(int k) {
    return Integer.rotateLeft(k * C1, 15) * C2;
  }
}
