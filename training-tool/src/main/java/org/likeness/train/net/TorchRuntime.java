package org.likeness.train.net;

import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** Loads libtorch once, sets its threads, and knows where each thread computes. */
public final class TorchRuntime {
  /** Nothing set is the processor. */
  private static final ThreadLocal<@Nullable Device> DEVICE = new ThreadLocal<>();

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

  /**
   * Makes libtorch ready for devices.
   *
   * @param threads of its one pool, at least 1
   * @param devices {@code cpu}, {@code cuda} or {@code cuda:} and a number
   * @throws IllegalArgumentException with a sentence, if one of them is not there
   */
  public static synchronized void start(int threads, List<String> devices) {
    boolean cuda = false;
    for (String device : devices) {
      if (!device.matches("cpu|cuda(:[0-9]{1,2})?")) {
        throw new IllegalArgumentException(
            "there is no device " + device + ": give cpu, cuda or cuda:0, cuda:1 ...");
      }
      cuda |= device.startsWith("cuda");
    }
    if (cuda) {
      // The libraries of the profile "cuda" have this in their names.
      System.setProperty("org.bytedeco.javacpp.platform.extension", "-gpu");
    }
    start(threads);
    if (cuda && !torch.cuda_is_available()) {
      throw new IllegalArgumentException(
          "no CUDA device can be used: it takes a build with -Pcuda, an NVIDIA driver, and CUDA 13"
              + " with cuDNN 9 and NCCL on the library path; --device cpu needs none of them");
    }
    for (String device : devices) {
      if (device.startsWith("cuda:")
          && Integer.parseInt(device.substring(5)) >= torch.cuda_device_count()) {
        throw new IllegalArgumentException(
            "there is no device " + device + ": " + torch.cuda_device_count() + " were found");
      }
    }
  }

  /** Where the calling thread computes from now on: {@code cpu}, or a device as above. */
  public static void use(String device) {
    if (device.equals("cpu")) {
      DEVICE.remove();
    } else {
      Device chosen = new Device(device);
      chosen.retainReference();
      DEVICE.set(chosen);
    }
  }

  /** The calling thread's device; null for the processor itself. */
  static @Nullable Device device() {
    return DEVICE.get();
  }

  /** Numbers as a float32 tensor on the calling thread's device. */
  public static Tensor tensor(float[] values, long... shape) {
    return here(Tensor.create(values, shape));
  }

  /** A float32 tensor on the calling thread's device: itself, if it is there. */
  static Tensor here(Tensor tensor) {
    Device device = DEVICE.get();
    return device == null ? tensor : tensor.to(device, torch.ScalarType.Float);
  }

  /** Copies a float32 tensor's numbers out, wherever it is. */
  public static void copy(Tensor tensor, float[] into, int from, int count) {
    tensor.cpu().contiguous().data_ptr_float().get(into, from, count);
  }

  /** Switches bfloat16 autocast of the calling thread. */
  public static void autocast(boolean on) {
    torch.DeviceType type = DEVICE.get() == null ? torch.DeviceType.CPU : torch.DeviceType.CUDA;
    torch.set_autocast_dtype(type, torch.ScalarType.BFloat16);
    torch.set_autocast_enabled(type, on);
    if (!on) {
      torch.clear_cache();
    }
  }
}
