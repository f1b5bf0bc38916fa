package org.likeness.train.net;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.global.torch;

/** Loads libtorch once and sets its threads. */
public final class TorchRuntime {
  private TorchRuntime() {}

  /**
   * Makes libtorch ready.
   *
   * @param threads of its one pool, at least 1
   */
  public static synchronized void start(int threads) {
    // OpenBLAS's own pool would fight with libtorch's: 1.4 to 1.9 times slower.
    Loader.load(openblas_nolapack.class);
    openblas_nolapack.blas_set_num_threads(1);
    Loader.load(torch.class);
    torch.set_num_threads(threads);
  }

  /** Switches bfloat16 autocast of the calling thread. */
  public static void autocast(boolean on) {
    torch.set_autocast_dtype(torch.DeviceType.CPU, torch.ScalarType.BFloat16);
    torch.set_autocast_enabled(torch.DeviceType.CPU, on);
    if (!on) {
      torch.clear_cache();
    }
  }
}
