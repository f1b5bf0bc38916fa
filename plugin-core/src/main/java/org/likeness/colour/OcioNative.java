package org.likeness.colour;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.Arrays;
import java.util.Map;
import org.likeness.file.NativeFile;

/**
 * The functions of {@code native/ocio/include/likeness_ocio.h}, bound directly; opened with local
 * symbols and its own ones first, as a host has an OpenColorIO of its own.
 */
final class OcioNative {
  static final int ABI = 1;
  static final int MESSAGE_BYTES = 2048;

  private OcioNative() {}

  static {
    String path =
        NativeFile.OCIO
            .find()
            .orElseThrow(
                () ->
                    new UnsatisfiedLinkError(
                        NativeFile.OCIO.name()
                            + " is not there; it is built where OpenColorIO is (Debian:"
                            + " libopencolorio-dev)"))
            .toString();
    NativeLibrary library =
        NativeLibrary.getInstance(
            path,
            Map.of(Library.OPTION_OPEN_FLAGS, NativeFile.RTLD_NOW | NativeFile.RTLD_DEEPBIND));
    Native.register(OcioNative.class, library);
    int found = lk_ocio_abi();
    if (found != ABI) {
      throw new UnsatisfiedLinkError(
          path + ": interface " + found + ", this version of Likeness needs " + ABI);
    }
  }

  /** UTF-8, ended by 0. */
  static byte[] text(String s) {
    byte[] utf8 = s.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return Arrays.copyOf(utf8, utf8.length + 1);
  }

  static String text(byte[] utf8) {
    return Native.toString(utf8, "UTF-8");
  }

  static native int lk_ocio_abi();

  static native String lk_ocio_version();

  static native int lk_ocio_open(byte[] path, PointerByReference out, byte[] message, int size);

  static native int lk_ocio_list(
      Pointer config, byte[] text, int length, IntByReference needed, byte[] message, int size);

  static native int lk_ocio_resolve(
      Pointer config, byte[] name, byte[] text, int length, byte[] message, int size);

  static native int lk_ocio_make(
      Pointer config, byte[] from, byte[] to, PointerByReference out, byte[] message, int size);

  static native int lk_ocio_apply(
      Pointer processor, float[] r, float[] g, float[] b, int count, byte[] message, int size);
}
