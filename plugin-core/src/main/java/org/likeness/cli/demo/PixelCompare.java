package org.likeness.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.likeness.exr.ExrChannel;
import org.likeness.exr.ExrPart;
import org.likeness.exr.ExrReader;
import org.likeness.image.HalfFloat;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

/** Compares two OpenEXR files pixel by pixel, bit by bit. */
public final class PixelCompare {
  /**
   * What a comparison found.
   *
   * @param samples number of samples compared
   * @param different how many of them differ
   * @param largest largest difference; NaN where one is NaN and the other is not
   */
  public record Result(long samples, long different, float largest) {
    /** Both together. */
    public Result plus(Result o) {
      float most =
          Float.isNaN(largest) || Float.isNaN(o.largest) ? Float.NaN : Math.max(largest, o.largest);
      return new Result(samples + o.samples, different + o.different, most);
    }
  }

  /** Nothing compared yet. */
  public static final Result NOTHING = new Result(0, 0, 0f);

  private PixelCompare() {}

  /**
   * Compares channels of the first parts over the first file's display window (outside a data
   * window a sample is 0). Where one file stores half and the other float, the float is rounded to
   * half as the writer of the first would have: the files then hold the same numbers.
   *
   * @param names channels that both must have
   * @throws IOException if a file cannot be read or lacks a channel
   */
  public static Result compare(Path one, Path other, List<String> names) throws IOException {
    ExrPart a = ExrReader.read(one).get(0);
    ExrPart b = ExrReader.read(other).get(0);
    Result all = NOTHING;
    for (String name : names) {
      all = all.plus(compare(channel(a, name, one), channel(b, name, other), a.displayWindow()));
    }
    return all;
  }

  private static ExrChannel channel(ExrPart part, String name, Path file) throws IOException {
    return part.channel(name)
        .orElseThrow(() -> new IOException(file + " has no channel " + name + " to compare"));
  }

  static Result compare(ExrChannel a, ExrChannel b, PixelRect over) {
    boolean half = a.type() == ExrChannel.Type.HALF || b.type() == ExrChannel.Type.HALF;
    long different = 0;
    float largest = 0f;
    for (int y = over.y0(); y < over.y1(); y++) {
      for (int x = over.x0(); x < over.x1(); x++) {
        float va = sample(a.plane(), x, y, half);
        float vb = sample(b.plane(), x, y, half);
        if (Float.floatToIntBits(va) != Float.floatToIntBits(vb)) {
          different++;
          float d = Math.abs(va - vb);
          largest = Float.isNaN(d) || Float.isNaN(largest) ? Float.NaN : Math.max(largest, d);
        }
      }
    }
    return new Result(over.area(), different, largest);
  }

  private static float sample(Plane p, int x, int y, boolean half) {
    float v = p.get(x, y);
    // 0 outside a data window and -0 inside one look and count the same.
    float plain = v == 0f ? 0f : v;
    return half ? HalfFloat.toFloat(HalfFloat.fromFloat(plain)) : plain;
  }
}
