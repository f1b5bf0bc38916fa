package org.likeness.exr;

import com.sun.jna.Library;
import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.likeness.file.NativeFile;

/**
 * The functions of {@code native/exr/include/likeness_exr.h}, bound directly. Found in the folder
 * of the property {@value #PATH_PROPERTY}, else in the build tree above the working folder. Opened
 * with local symbols and its own ones first (RTLD_NOW | RTLD_DEEPBIND): a host's OpenEXR and ours
 * do not see each other.
 */
final class ExrNative {
  static final String PATH_PROPERTY = NativeFile.PATH_PROPERTY;
  static final int ABI = 1;
  static final int MESSAGE_BYTES = 1024;

  private ExrNative() {}

  static {
    String path = locate();
    NativeLibrary library =
        NativeLibrary.getInstance(
            path,
            Map.of(Library.OPTION_OPEN_FLAGS, NativeFile.RTLD_NOW | NativeFile.RTLD_DEEPBIND));
    Native.register(ExrNative.class, library);
    int found = lk_exr_abi();
    if (found != ABI) {
      throw new UnsatisfiedLinkError(
          path + ": interface " + found + ", this version of Likeness needs " + ABI);
    }
  }

  private static String locate() {
    return NativeFile.EXR.find().map(Path::toString).orElseThrow(ExrNative::missing);
  }

  private static UnsatisfiedLinkError missing() {
    String name = NativeFile.EXR.name();
    String folder = System.getProperty(PATH_PROPERTY);
    return new UnsatisfiedLinkError(
        folder == null
            ? name
                + " was not found: set the property "
                + PATH_PROPERTY
                + " to its folder, or build native/ (cmake -S native -B native/target/cmake)"
            : Paths.get(folder, name)
                + " is missing: the property "
                + PATH_PROPERTY
                + " must name its folder");
  }

  /** A path as bytes for the system's calls, ended by 0. */
  static byte[] path(Path file) {
    return text(file.toAbsolutePath().toString());
  }

  /** UTF-8, ended by 0. */
  static byte[] text(String s) {
    byte[] utf8 = s.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return java.util.Arrays.copyOf(utf8, utf8.length + 1);
  }

  /** The sentence that a call left behind. */
  static String message(byte[] message) {
    return Native.toString(message, "UTF-8");
  }

  /** {@code lk_exr_part_info}: offsets of its members, in bytes. */
  static final class PartInfo {
    static final int SIZE = 56 + 256;
    static final int DATA_WINDOW = 4;
    static final int DISPLAY_WINDOW = 20;
    static final int PIXEL_ASPECT = 36;
    static final int COMPRESSION = 40;
    static final int STORAGE = 44;
    static final int CHANNEL_COUNT = 48;
    static final int ATTRIBUTE_COUNT = 52;
    static final int NAME = 56;

    private PartInfo() {}
  }

  /** {@code lk_exr_channel_info}. */
  static final class ChannelInfo {
    static final int SIZE = 16 + 256;
    static final int TYPE = 4;
    static final int X_SAMPLING = 8;
    static final int Y_SAMPLING = 12;
    static final int NAME = 16;

    private ChannelInfo() {}
  }

  /** {@code lk_exr_attribute_info}. */
  static final class AttributeInfo {
    static final int SIZE = 8 + 256 + 256;
    static final int VALUE_SIZE = 4;
    static final int NAME = 8;
    static final int TYPE = 8 + 256;

    private AttributeInfo() {}
  }

  /** A zeroed struct whose first member is its size. */
  static Memory struct(int size) {
    Memory m = new Memory(size);
    m.clear();
    m.setInt(0, size);
    return m;
  }

  static native int lk_exr_abi();

  static native String lk_exr_version();

  static native int lk_exr_writer_open(
      byte[] path, int threads, PointerByReference out, byte[] message, int messageSize);

  static native int lk_exr_writer_add_part(
      Pointer writer, Pointer info, byte[] message, int messageSize);

  static native int lk_exr_writer_add_channel(
      Pointer writer, int part, byte[] name, int type, byte[] message, int messageSize);

  static native int lk_exr_writer_set_attribute(
      Pointer writer,
      int part,
      byte[] name,
      byte[] type,
      byte[] value,
      int size,
      byte[] message,
      int messageSize);

  static native int lk_exr_writer_begin(Pointer writer, byte[] message, int messageSize);

  static native int lk_exr_writer_rows(
      Pointer writer,
      int part,
      int rows,
      Pointer data,
      long pixelStride,
      long rowStride,
      long planeStride,
      byte[] message,
      int messageSize);

  static native int lk_exr_writer_finish(Pointer writer, int sync, byte[] message, int messageSize);

  static native void lk_exr_writer_free(@Nullable Pointer writer);

  static native int lk_exr_reader_open(
      byte[] path,
      int threads,
      PointerByReference out,
      IntByReference partCount,
      byte[] message,
      int messageSize);

  static native int lk_exr_reader_part(
      Pointer reader, int part, Pointer info, byte[] message, int messageSize);

  static native int lk_exr_reader_channel(
      Pointer reader, int part, int index, Pointer info, byte[] message, int messageSize);

  static native int lk_exr_reader_attribute(
      Pointer reader, int part, int index, Pointer info, byte[] message, int messageSize);

  static native int lk_exr_reader_attribute_value(
      Pointer reader, int part, int index, byte[] value, int size, byte[] message, int messageSize);

  static native int lk_exr_reader_rows(
      Pointer reader,
      int part,
      int y,
      int rows,
      int[] channels,
      int count,
      Pointer data,
      long pixelStride,
      long rowStride,
      long planeStride,
      byte[] message,
      int messageSize);

  static native void lk_exr_reader_free(@Nullable Pointer reader);
}
