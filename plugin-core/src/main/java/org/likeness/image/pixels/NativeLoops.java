package org.likeness.image.pixels;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.likeness.file.NativeFile;

/**
 * The loops of {@code native/exr/include/likeness_pixels.h}, bound directly. Opened as {@code
 * org.likeness.exr} opens its own part of that library, so that it is one and the same.
 */
final class NativeLoops implements PixelLoops {
  private static final int ABI = 2;

  private NativeLoops() {}

  /** These loops, or others where the library is not there or does not have them. */
  static PixelLoops orElse(PixelLoops others) {
    Optional<Path> library = NativeFile.EXR.find();
    if (library.isEmpty()) {
      return others;
    }
    try {
      Native.register(
          NativeLoops.class,
          NativeLibrary.getInstance(
              library.get().toString(),
              Map.of(Library.OPTION_OPEN_FLAGS, NativeFile.RTLD_NOW | NativeFile.RTLD_DEEPBIND)));
      return lk_pixels_abi() == ABI ? new NativeLoops() : others;
    } catch (UnsatisfiedLinkError e) {
      return others; // an older library, which has none of them
    }
  }

  @Override
  public void pack(
      ByteBuffer r,
      ByteBuffer g,
      ByteBuffer b,
      int from,
      int stride,
      int count,
      int rows,
      Pixels to,
      int at) {
    lk_pixels_pack(r, g, b, from, stride, count, rows, to.data(), at);
  }

  @Override
  public void halve(
      ByteBuffer r, ByteBuffer g, ByteBuffer b, int width, int rows, Pixels to, int toRow) {
    lk_pixels_halve_planes(r, g, b, width, rows, to.data(), toRow);
  }

  @Override
  public void halve(Pixels from, int row, int rows, Pixels to) {
    lk_pixels_halve(from.rows(row, rows), from.width(), rows, to.rows(row / 2, (rows + 1) / 2));
  }

  @Override
  public void crop(
      Pixels from,
      int x0,
      int y0,
      int width,
      int height,
      CropGrid grid,
      boolean clean,
      FloatBuffer out) {
    lk_pixels_crop(
        from.data(),
        from.width(),
        x0,
        y0,
        width,
        height,
        grid.u0(),
        grid.v0(),
        grid.right(),
        grid.rightDown(),
        grid.down(),
        grid.downRight(),
        grid.size(),
        clean ? 1 : 0,
        out);
  }

  @Override
  public void curve(ToneCurve curve, FloatBuffer v, int count, float gain, float low, float high) {
    lk_pixels_curve(
        v, count, gain, low, high, curve.table(), curve.lowest(), curve.highest(), curve.shift());
  }

  @Override
  public void turn(FloatBuffer from, int size, int quarters, FloatBuffer to) {
    lk_pixels_turn(from, size, Math.floorMod(quarters, 4), to);
  }

  @Override
  public double[] blur(FloatBuffer rgb, int size, FloatBuffer room) {
    double[] out = new double[4];
    lk_pixels_blur(rgb, size, room, out);
    return out;
  }

  private static native int lk_pixels_abi();

  private static native void lk_pixels_pack(
      ByteBuffer r,
      ByteBuffer g,
      ByteBuffer b,
      int from,
      int stride,
      int count,
      int rows,
      FloatBuffer to,
      int at);

  private static native void lk_pixels_halve_planes(
      ByteBuffer r, ByteBuffer g, ByteBuffer b, int width, int rows, FloatBuffer to, int toRow);

  private static native void lk_pixels_halve(
      FloatBuffer from, int width, int height, FloatBuffer to);

  private static native void lk_pixels_crop(
      FloatBuffer from,
      int stored,
      int x0,
      int y0,
      int width,
      int height,
      double u0,
      double v0,
      double right,
      double rightDown,
      double down,
      double downRight,
      int size,
      int clean,
      FloatBuffer out);

  private static native void lk_pixels_curve(
      FloatBuffer v,
      int count,
      float gain,
      float low,
      float high,
      FloatBuffer table,
      float lowest,
      float highest,
      int shift);

  private static native void lk_pixels_turn(
      FloatBuffer from, int size, int quarters, FloatBuffer to);

  private static native void lk_pixels_blur(
      FloatBuffer rgb, int size, FloatBuffer room, double[] out);
}
