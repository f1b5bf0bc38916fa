package org.likeness.train.loop;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.likeness.train.net.SwapNet;
import org.likeness.train.net.TorchOps;
import org.likeness.train.net.TorchRuntime;

/** What the averaged weights of a network in training make of crops. */
final class Showing {
  private Showing() {}

  /**
   * What is shown.
   *
   * @param numbers [count,3,S,S], encoded colour
   */
  record Crops(float[] numbers, int count) {}

  /**
   * Shows; while the network grows, at its size, enlarged.
   *
   * @param grown the network as it is now
   * @param side of its crops as it is now, pixels
   * @return face [count,3,S,S] and matte [count,1,S,S]
   */
  static SwapNet.Output<float[]> show(
      Learner learner, SwapNet grown, int side, TrainConfig config, Crops crops, int identity) {
    learner.showAverage();
    int size = config.net().resolution();
    NoGradGuard guard = new NoGradGuard();
    try (PointerScope scope = new PointerScope()) {
      TorchOps ops = TorchOps.initial(learner.parameters(), grown);
      Tensor input = TorchRuntime.tensor(crops.numbers(), crops.count(), 3, size, size);
      for (int s = size; s > side; s /= 2) {
        input = ops.smaller(input);
      }
      TorchRuntime.autocast(config.bfloat16());
      SwapNet.Output<Tensor> made;
      try {
        made = grown.decode(ops, grown.encode(ops, input), identity);
      } finally {
        TorchRuntime.autocast(false);
      }
      Tensor face = made.face();
      Tensor matte = made.matte();
      for (int s = side; s < size; s *= 2) {
        face = ops.larger(face);
        matte = ops.larger(matte);
      }
      int all = crops.numbers().length;
      return new SwapNet.Output<>(numbers(face, all), numbers(matte, all / 3));
    } finally {
      guard.close();
      learner.showWeights();
    }
  }

  private static float[] numbers(Tensor tensor, int count) {
    float[] out = new float[count];
    TorchRuntime.copy(tensor, out, 0, count);
    return out;
  }
}
