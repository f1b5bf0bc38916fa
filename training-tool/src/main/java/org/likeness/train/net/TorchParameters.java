package org.likeness.train.net;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The parameters as libtorch sees them: one block of native memory, owned here, and a leaf tensor
 * for each parameter that views its part, or is its copy on the device of the thread that made it.
 * Not thread-safe.
 */
public final class TorchParameters implements AutoCloseable {
  private final ParameterSet set;
  private final FloatPointer memory;
  private final boolean elsewhere;
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();

  /**
   * @param set what there is
   * @param values first values, {@code set.total()} numbers, copied
   */
  public TorchParameters(ParameterSet set, float[] values) {
    this.set = set;
    memory = new FloatPointer(set.total());
    memory.retainReference();
    elsewhere = TorchRuntime.device() != null;
    memory.put(values, 0, set.total());
    for (ParameterSet.Spec spec : set.specs()) {
      Tensor tensor = TorchRuntime.here(staged(spec));
      tensor.requires_grad_(true);
      tensor.retainReference();
      tensors.put(spec.name(), tensor);
    }
  }

  /** The set. */
  public ParameterSet set() {
    return set;
  }

  /** Copies new values in. */
  public void set(float[] values) {
    memory.put(values, 0, set.total());
    if (elsewhere) {
      NoGradGuard guard = new NoGradGuard();
      try (PointerScope scope = new PointerScope()) {
        for (ParameterSet.Spec spec : set.specs()) {
          tensor(spec.name()).copy_(staged(spec));
        }
      } finally {
        guard.close();
      }
    }
  }

  private Tensor staged(ParameterSet.Spec spec) {
    return torch.from_blob(memory.getPointer(spec.offset()), spec.shape());
  }

  /** The leaf tensor of a parameter; it stays this object's. */
  public Tensor tensor(String name) {
    return Objects.requireNonNull(tensors.get(name), () -> "no parameter " + name);
  }

  /**
   * Derivatives of a scalar by every parameter; 0 where it does not depend on one.
   *
   * @param loss float32 scalar
   * @param into {@code set().total()} numbers
   */
  public void gradients(Tensor loss, float[] into) {
    gradients(loss, set.specs(), into);
  }

  /**
   * Derivatives of a scalar by some of the parameters; 0 for the others.
   *
   * @param loss float32 scalar
   * @param by parameters of this set
   * @param into {@code set().total()} numbers
   */
  public void gradients(Tensor loss, List<ParameterSet.Spec> by, float[] into) {
    Tensor[] leaves = by.stream().map(spec -> tensor(spec.name())).toArray(Tensor[]::new);
    TensorVector result =
        torch.grad(
            new TensorVector(loss),
            new TensorVector(leaves),
            new TensorVector(),
            new BoolOptional(),
            false,
            true);
    if (by.size() < set.specs().size()) {
      Arrays.fill(into, 0f);
    }
    int i = 0;
    for (ParameterSet.Spec spec : by) {
      Tensor gradient = result.get(i++);
      int from = spec.offset();
      if (gradient.defined()) {
        TorchRuntime.copy(gradient, into, from, spec.count());
      } else {
        Arrays.fill(into, from, from + spec.count(), 0f);
      }
    }
  }

  @Override
  public void close() {
    for (Tensor tensor : tensors.values()) {
      tensor.releaseReference();
    }
    tensors.clear();
    memory.releaseReference();
  }
}
