package org.likeness.train.direction;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.likeness.model.ModelControl;
import org.likeness.train.loop.Checkpoint;
import org.likeness.train.net.NetRegistry;
import org.likeness.train.net.ParameterSet;
import org.likeness.train.net.SwapNet;
import org.likeness.train.net.TorchOps;
import org.likeness.train.net.TorchParameters;

/** A network of a checkpoint, its averaged weights, in float32. Not thread-safe. */
public final class TrainedModel implements AutoCloseable {
  private final SwapNet net;
  private final TorchParameters parameters;

  /** Takes the checkpoint's network as it is. */
  public TrainedModel(Checkpoint from) {
    net = NetRegistry.create(from.header().config().net());
    ParameterSet set = ParameterSet.of(net, from.header().identities().size());
    parameters = new TorchParameters(set, from.average());
  }

  /** The network. */
  public SwapNet net() {
    return net;
  }

  /**
   * The code of one crop.
   *
   * @param crop [3,S,S], encoded colour 0..1
   */
  public float[] code(float[] crop) {
    int s = net.config().resolution();
    float[] out = new float[net.codeLength()];
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      TorchOps ops = TorchOps.initial(parameters, net);
      net.code(ops, Tensor.create(crop, 1, 3, s, s)).contiguous().data_ptr_float().get(out);
    }
    return out;
  }

  /**
   * An identity's face for a crop.
   *
   * @param crop [3,S,S], encoded colour 0..1
   * @param directions that may be used
   * @param strengths by id; 0 where none is given
   */
  public SwapNet.Output<float[]> show(
      float[] crop, int identity, Directions directions, Map<String, Double> strengths) {
    int s = net.config().resolution();
    SwapNet steered = SteeredNet.of(net, directions);
    Map<String, Double> values = new HashMap<>();
    for (ModelControl control : steered.controls()) {
      values.put(control.id(), strengths.getOrDefault(control.id(), control.initial()));
    }
    try (PointerScope scope = new PointerScope();
        NoGradGuard guard = new NoGradGuard()) {
      TorchOps ops = new TorchOps(parameters, values, null);
      Tensor input = Tensor.create(crop, 1, 3, s, s);
      SwapNet.Output<Tensor> made = steered.decode(ops, steered.encode(ops, input), identity);
      float[] face = new float[3 * s * s];
      float[] matte = new float[s * s];
      made.face().contiguous().data_ptr_float().get(face);
      made.matte().contiguous().data_ptr_float().get(matte);
      return new SwapNet.Output<>(face, matte);
    }
  }

  @Override
  public void close() {
    parameters.close();
  }
}
