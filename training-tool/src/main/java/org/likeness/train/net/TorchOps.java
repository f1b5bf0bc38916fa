package org.likeness.train.net;

import java.util.HashMap;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import org.likeness.model.ModelControl;

/**
 * Computes with libtorch. Every tensor made belongs to the caller's {@code PointerScope}.
 *
 * @param parameters where the weights are
 * @param controls values of the optional inputs by id
 * @param mixing chooses the channels of {@link #taken} at random, or null
 */
public record TorchOps(
    TorchParameters parameters, Map<String, Double> controls, @Nullable Mixing mixing)
    implements Ops<Tensor> {
  /** Without optional inputs. */
  public TorchOps(TorchParameters parameters) {
    this(parameters, Map.of(), null);
  }

  /** With the optional inputs of a network at their initial values. */
  public static TorchOps initial(TorchParameters parameters, SwapNet net) {
    Map<String, Double> values = new HashMap<>();
    for (ModelControl control : net.controls()) {
      values.put(control.id(), control.initial());
    }
    return new TorchOps(parameters, values, null);
  }

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
  public Tensor multiply(Tensor a, Tensor b) {
    return a.mul(b);
  }

  @Override
  public Tensor scale(Tensor x, double by) {
    return x.mul(new Scalar(by));
  }

  @Override
  public Tensor concat(Tensor a, Tensor b) {
    return torch.cat(new TensorVector(a, b), 1);
  }

  @Override
  public Tensor larger(Tensor x) {
    long[] s = x.sizes().vec().get();
    return x.reshape(s[0], s[1], s[2], 1, s[3], 1)
        .expand(s[0], s[1], s[2], 2, s[3], 2)
        .reshape(s[0], s[1], 2 * s[2], 2 * s[3])
        .contiguous(torch.MemoryFormat.ChannelsLast);
  }

  @Override
  public Tensor smaller(Tensor x) {
    return torch.avg_pool2d(x, 2);
  }

  @Override
  public Tensor clip(Tensor x, double least, double most) {
    return torch.clamp(
        x.to(torch.ScalarType.Float),
        new ScalarOptional(new Scalar(least)),
        new ScalarOptional(new Scalar(most)));
  }

  @Override
  public Tensor constant(String name, float[] values, long... shape) {
    return TorchRuntime.tensor(values, shape);
  }

  @Override
  public Tensor control(String id) {
    Double value = controls.get(id);
    if (value == null) {
      throw new IllegalStateException("no value is given for the control " + id);
    }
    return TorchRuntime.tensor(new float[] {value.floatValue()}, 1);
  }

  @Override
  public Tensor taken(String id, int channels) {
    return mixing == null
        ? Ops.super.taken(id, channels)
        : TorchRuntime.tensor(mixing.mask(channels), mixing.count(), channels, 1, 1);
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
    Tensor centres =
        TorchRuntime.tensor(Ops.centres(side), side, side, 2).narrow(0, 0, 1).select(2, 0);
    Tensor across = share.sum(2).mul(centres).sum(2);
    Tensor down = share.sum(3).mul(centres).sum(2);
    return torch.stack(new TensorVector(across, down), 2);
  }
}
