package org.likeness.train.matte;

import java.util.List;
import java.util.function.Predicate;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.likeness.train.net.ParameterSet;
import org.likeness.train.net.TorchOps;
import org.likeness.train.net.TorchRuntime;
import org.likeness.train.rendered.NetTrainer;

/** The matte network in training. Its arrays and native memory are its own. Not thread-safe. */
final class MatteTrainer extends NetTrainer<MatteBatch> {
  static final ParameterSet SET = ParameterSet.of(collector -> MatteNet.run(collector, 0));

  private final MatteConfig config;

  /** One that goes on; it takes over the arrays of {@link #state}. */
  MatteTrainer(
      MatteConfig config,
      List<float[]> state,
      long iteration,
      Predicate<ParameterSet.Spec> learns) {
    super(SET, config, state, iteration, learns);
    this.config = config;
  }

  @Override
  protected List<Tensor> losses(MatteBatch batch) {
    return MatteLoss.of(forward(batch), batch, config);
  }

  private MatteNet.Output<Tensor> forward(MatteBatch batch) {
    Tensor input =
        Tensor.create(batch.input(), batch.count(), 3, MatteNet.SIZE, MatteNet.SIZE)
            .contiguous(torch.MemoryFormat.ChannelsLast);
    TorchRuntime.autocast(config.bfloat16());
    try {
      return MatteNet.run(new TorchOps(parameters), input);
    } finally {
      TorchRuntime.autocast(false);
    }
  }

  /** Coverages and shares of the parts that the averaged network sees, 0..1. */
  MatteNet.Output<float[]> show(MatteBatch batch) {
    useAverage(true);
    NoGradGuard guard = new NoGradGuard();
    try (PointerScope scope = new PointerScope()) {
      MatteNet.Output<Tensor> made = forward(batch);
      float[] coverage = new float[batch.coverage().length];
      float[] parts = new float[batch.count() * MatteNet.PARTS * MatteNet.SIZE * MatteNet.SIZE];
      torch
          .sigmoid(made.coverage().to(torch.ScalarType.Float))
          .contiguous(torch.MemoryFormat.Contiguous)
          .data_ptr_float()
          .get(coverage);
      torch
          .softmax(made.parts().to(torch.ScalarType.Float), 1)
          .contiguous(torch.MemoryFormat.Contiguous)
          .data_ptr_float()
          .get(parts);
      return new MatteNet.Output<>(coverage, parts);
    } finally {
      guard.close();
      useAverage(false);
    }
  }
}
