package org.likeness.ofx.effect;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.likeness.ofx.abi.BootTable;
import org.likeness.ofx.abi.CStrings;

/** The host gone mad, native/test/fake_host.c, in this process. */
final class FakeHost {
  private final NativeLibrary library;
  private final long id = CStrings.name(CuriousEffect.ID);

  private FakeHost(Path file) {
    library = NativeLibrary.getInstance(file.toString());
    BootTable.bind(Pointer.nativeValue(function("fake_shims").invokePointer(new Object[0])));
  }

  /** The library, or null where the native part was not built. */
  static @Nullable FakeHost load() {
    Path folder = TestBundle.nativeFolder();
    Path file = folder == null ? null : folder.resolve("liblikeness_fake_host.so");
    return file != null && Files.exists(file) ? new FakeHost(file) : null;
  }

  private Function function(String name) {
    return library.getFunction(name);
  }

  /** Begins a run: address of the host's struct. */
  long begin(long seed, int soundPercent) {
    return Pointer.nativeValue(
        function("fake_host").invokePointer(new Object[] {seed, soundPercent}));
  }

  /** How much was drawn since the run began. */
  long calls() {
    return function("fake_calls").invokeLong(new Object[0]);
  }

  /** Any handle. */
  long handle() {
    return function("fake_handle").invokeLong(new Object[0]);
  }

  /** One action. */
  int perform(int target, long host, String action, long handle) {
    return NativeEntry.perform(target, host, id, CStrings.name(action), handle, handle(), handle());
  }
}
