package org.likeness.ofx.effect;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Uncompressed scan-line OpenEXR for the bridge's tests, written from the published file layout.
 * The bridge itself knows no file format.
 *
 * @param x0 left of the data window
 * @param y0 top of the data window
 * @param width pixels
 * @param height pixels
 * @param rgba 4 samples a pixel, rows from the top
 */
record TinyExr(int x0, int y0, int width, int height, float[] rgba) {
  private static final String[] NAMES = {"A", "B", "G", "R"};

  /** Float channels; display window 0,0 to w,h. */
  void write(Path file, int displayWidth, int displayHeight) throws IOException {
    ByteBuffer b =
        ByteBuffer.allocate(1024 + height * (16 + 16 * width)).order(ByteOrder.LITTLE_ENDIAN);
    b.putInt(20000630).putInt(2);
    attribute(b, "channels", "chlist", 4 * 18 + 1);
    for (String name : NAMES) {
      text(b, name);
      b.putInt(2).putInt(0).putInt(1).putInt(1);
    }
    b.put((byte) 0);
    attribute(b, "compression", "compression", 1);
    b.put((byte) 0);
    attribute(b, "dataWindow", "box2i", 16);
    b.putInt(x0).putInt(y0).putInt(x0 + width - 1).putInt(y0 + height - 1);
    attribute(b, "displayWindow", "box2i", 16);
    b.putInt(0).putInt(0).putInt(displayWidth - 1).putInt(displayHeight - 1);
    attribute(b, "lineOrder", "lineOrder", 1);
    b.put((byte) 0);
    attribute(b, "pixelAspectRatio", "float", 4);
    b.putFloat(1);
    attribute(b, "screenWindowCenter", "v2f", 8);
    b.putFloat(0).putFloat(0);
    attribute(b, "screenWindowWidth", "float", 4);
    b.putFloat(1);
    b.put((byte) 0);
    int lineBytes = 8 + 16 * width;
    long first = b.position() + 8L * height;
    for (int y = 0; y < height; y++) {
      b.putLong(first + (long) y * lineBytes);
    }
    for (int y = 0; y < height; y++) {
      b.putInt(y0 + y).putInt(16 * width);
      for (int c = 3; c >= 0; c--) {
        for (int x = 0; x < width; x++) {
          b.putFloat(rgba[4 * (y * width + x) + c]);
        }
      }
    }
    Files.write(file, java.util.Arrays.copyOf(b.array(), b.position()));
  }

  /** Half channels A, B, G, R, not compressed, as likeness-host writes on request. */
  static TinyExr read(Path file) throws IOException {
    ByteBuffer b = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    b.position(8);
    int[] box = new int[4];
    for (String name = text(b); !name.isEmpty(); name = text(b)) {
      text(b);
      int size = b.getInt();
      int next = b.position() + size;
      if (name.equals("dataWindow")) {
        for (int i = 0; i < 4; i++) {
          box[i] = b.getInt();
        }
      } else if (name.equals("compression") && b.get(b.position()) != 0) {
        throw new IOException(file + " is compressed");
      }
      b.position(next);
    }
    int w = box[2] - box[0] + 1;
    int h = box[3] - box[1] + 1;
    float[] rgba = new float[4 * w * h];
    b.position(b.position() + 8 * h);
    for (int y = 0; y < h; y++) {
      b.position(b.position() + 8);
      for (int c = 3; c >= 0; c--) {
        for (int x = 0; x < w; x++) {
          rgba[4 * (y * w + x) + c] = half(b.getShort());
        }
      }
    }
    return new TinyExr(box[0], box[1], w, h, rgba);
  }

  private static float half(short bits) {
    int e = bits >> 10 & 31;
    int m = bits & 1023;
    float v =
        e == 31
            ? (m == 0 ? Float.POSITIVE_INFINITY : Float.NaN)
            : e == 0 ? Math.scalb(m, -24) : Math.scalb(1024f + m, e - 25);
    return bits < 0 ? -v : v;
  }

  private static void attribute(ByteBuffer b, String name, String type, int size) {
    text(b, name);
    text(b, type);
    b.putInt(size);
  }

  private static void text(ByteBuffer b, String s) {
    b.put(s.getBytes(StandardCharsets.US_ASCII)).put((byte) 0);
  }

  private static String text(ByteBuffer b) {
    StringBuilder s = new StringBuilder();
    for (byte c = b.get(); c != 0; c = b.get()) {
      s.append((char) c);
    }
    return s.toString();
  }
}
