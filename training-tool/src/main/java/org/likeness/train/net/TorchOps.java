package org.likeness.train.net;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Computes with libtorch. Every tensor made belongs to the caller's {@code PointerScope}.
 *
 * @param parameters where the weights are
 */
public record TorchOps(TorchParameters parameters) implements Ops<Tensor> {
  @Override
  public Tensor conv(Tensor x, String name, int in, int out, int kernel, int stride) {
    return torch.conv2d(
        x,
        parameters.tensor(name + ".weight"),
        new TensorOptional(parameters.tensor(name + ".bias")),
        new long[] {stride, stride},
        new long[] {kernel / 2, kernel / 2},
        new long[] {1, 1},
        1);
  }

  @Override
  public Tensor convToShuffle(Tensor x, String name, int in, int out) {
    return conv(x, name, in, out, 3, 1);
  }

  @Override
  public Tensor dense(Tensor x, String name, int in, int out) {
    return torch.linear(
        x,
        parameters.tensor(name + ".weight"),
        new TensorOptional(parameters.tensor(name + ".bias")));
  }

  @Override
  public Tensor leaky(Tensor x) {
    return torch.leaky_relu(x, new Scalar(LEAK));
  }

  @Override
  public Tensor shuffle(Tensor x) {
    return torch.pixel_shuffle(x, 2);
  }

  @Override
  public Tensor flatten(Tensor x) {
    return x.flatten(1, -1);
  }

  @Override
  public Tensor volume(Tensor x, int c, int h, int w) {
    return x.reshape(-1, c, h, w).contiguous(torch.MemoryFormat.ChannelsLast);
  }

  @Override
  public Tensor add(Tensor a, Tensor b) {
    return a.add(b);
  }

  @Override
  public Tensor sigmoid(Tensor x) {
    return torch.sigmoid(x.to(torch.ScalarType.Float));
  }

  @Override
  public Tensor channels(Tensor x, int from, int count) {
    return x.narrow(1, from, count);
  }

  @Override
  public Tensor places(Tensor x, int count, int side) {
    Tensor flat = x.to(torch.ScalarType.Float).reshape(-1, count, (long) side * side);
    Tensor share = torch.softmax(flat, 2).reshape(-1, count, side, side);
    // Sums, not a matrix product: autocast would make that one bfloat16, a quarter of a pixel wide.
    Tensor centres = Tensor.create(Ops.centres(side), side, side, 2).narrow(0, 0, 1).select(2, 0);
    Tensor across = share.sum(2).mul(centres).sum(2);
    Tensor down = share.sum(3).mul(centres).sum(2);
    return torch.stack(new TensorVector(across, down), 2);
  }
}
