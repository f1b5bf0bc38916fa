package org.likeness.train.landmark;

import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.likeness.train.net.ParameterSet;
import org.likeness.train.net.TorchOps;
import org.likeness.train.net.TorchRuntime;
import org.likeness.train.rendered.NetTrainer;

/** The landmark network in training. Its arrays and native memory are its own. Not thread-safe. */
final class LandmarkTrainer extends NetTrainer<LandmarkBatch> {
  static final ParameterSet SET = ParameterSet.of(collector -> LandmarkNet.run(collector, 0));

  private final LandmarkConfig config;

  /** One that goes on; it takes over the arrays of {@link #state}. */
  LandmarkTrainer(LandmarkConfig config, List<float[]> state, long iteration) {
    super(SET, config, state, iteration, spec -> true);
    this.config = config;
  }

  @Override
  protected List<Tensor> losses(LandmarkBatch batch) {
    LandmarkLoss.Parts parts = LandmarkLoss.of(forward(batch), batch, config);
    return List.of(parts.total(), parts.distance(), parts.visible());
  }

  private LandmarkNet.Output<Tensor> forward(LandmarkBatch batch) {
    Tensor input =
        Tensor.create(batch.input(), batch.count(), 3, LandmarkNet.SIZE, LandmarkNet.SIZE)
            .contiguous(torch.MemoryFormat.ChannelsLast);
    TorchRuntime.autocast(config.bfloat16());
    try {
      return LandmarkNet.run(new TorchOps(parameters), input);
    } finally {
      TorchRuntime.autocast(false);
    }
  }

  /** What the averaged network makes of crops. */
  LandmarkNet.Output<float[]> show(LandmarkBatch batch) {
    useAverage(true);
    NoGradGuard guard = new NoGradGuard();
    try (PointerScope scope = new PointerScope()) {
      LandmarkNet.Output<Tensor> made = forward(batch);
      float[] places = new float[batch.places().length];
      float[] turn = new float[batch.turn().length];
      float[] facts = new float[batch.count() * LandmarkNet.FACTS];
      made.places().contiguous().data_ptr_float().get(places);
      float[] units = new float[batch.expression().length];
      made.units().to(torch.ScalarType.Float).contiguous().data_ptr_float().get(units);
      float[] code = new float[batch.count() * LandmarkNet.CODE];
      made.code().to(torch.ScalarType.Float).contiguous().data_ptr_float().get(code);
      made.turn().to(torch.ScalarType.Float).contiguous().data_ptr_float().get(turn);
      made.facts().to(torch.ScalarType.Float).contiguous().data_ptr_float().get(facts);
      return new LandmarkNet.Output<>(places, turn, facts, units, code);
    } finally {
      guard.close();
      useAverage(false);
    }
  }
}
