package org.likeness.train.loop;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.likeness.train.data.Batch;
import org.likeness.train.loss.SwapLoss;
import org.likeness.train.net.Mixing;
import org.likeness.train.net.SwapNet;
import org.likeness.train.net.TorchOps;
import org.likeness.train.net.TorchParameters;
import org.likeness.train.net.TorchRuntime;

/**
 * From an iteration's batches to the loss: the shared part once for all identities together, then
 * each identity's way out for its own samples. Tensors belong to the open scope.
 *
 * @param parameters the network's weights
 * @param loss scores an identity
 * @param seed of the training
 * @param bfloat16 whether convolutions and products run in bfloat16
 */
record ForwardPass(TorchParameters parameters, SwapLoss loss, long seed, boolean bfloat16) {
  /**
   * What came out.
   *
   * @param total the loss, a float32 scalar, summed over the identities
   * @param parts of each identity
   * @param made of each identity
   */
  record Result(Tensor total, List<SwapLoss.Parts> parts, List<SwapNet.Output<Tensor>> made) {
    /** Adds loss and means of colour, dissimilarity and matte over the identities. */
    void addTo(double[] sums, double share) {
      sums[0] += share * total.item_float();
      for (SwapLoss.Parts part : parts) {
        sums[1] += share * part.colour().item_float() / parts.size();
        sums[2] += share * part.dssim().item_float() / parts.size();
        sums[3] += share * part.matte().item_float() / parts.size();
      }
    }
  }

  /**
   * Runs it.
   *
   * @param net as it is grown now
   * @param batches of the net's resolution, one for each trained identity, of the same count: all
   *     samples of the iteration
   * @param first identity of the first batch; the others follow
   * @param iteration from 0
   */
  Result run(SwapNet net, List<Batch> batches, int first, long iteration) {
    return run(net, Part.split(batches, loss.weights(), 1).get(0), first, iteration);
  }

  /** The same for a part of an iteration's samples. */
  Result run(SwapNet net, Part part, int first, long iteration) {
    List<Batch> batches = part.batches();
    int count = batches.get(0).count();
    TensorVector inputs = new TensorVector();
    for (Batch batch : batches) {
      inputs.push_back(TorchRuntime.tensor(batch.input(), count, 3, batch.size(), batch.size()));
    }
    Tensor input = torch.cat(inputs, 0).contiguous(torch.MemoryFormat.ChannelsLast);
    TorchOps initial = TorchOps.initial(parameters, net);
    List<SwapNet.Output<Tensor>> made = new ArrayList<>();
    List<SwapNet.Output<Tensor>> swapped = new ArrayList<>();
    TorchRuntime.autocast(bfloat16);
    try {
      Tensor shared = net.encode(initial, input);
      for (int i = 0; i < batches.size(); i++) {
        Mixing mixing = new Mixing(seed, iteration, first + i, part.from(), count);
        TorchOps ops = new TorchOps(parameters, initial.controls(), mixing);
        Tensor own = shared.narrow(0, (long) i * count, count);
        made.add(net.decode(ops, own, first + i));
        if (loss.weights().needsSwaps() && batches.size() > 1) {
          swapped.add(net.decode(ops, own, first + partner(i, batches.size(), iteration)));
        }
      }
    } finally {
      TorchRuntime.autocast(false);
    }
    Tensor total = null;
    List<SwapLoss.Parts> parts = new ArrayList<>();
    for (int i = 0; i < batches.size(); i++) {
      SwapLoss.Parts scored = loss.of(made.get(i), batches.get(i), part.wholes().get(i));
      parts.add(scored);
      total = total == null ? scored.total() : total.add(scored.total());
    }
    if (total == null) {
      throw new IllegalArgumentException("a training needs at least one identity");
    }
    for (int i = 0; i < swapped.size(); i++) {
      int who = partner(i, batches.size(), iteration);
      total = total.add(loss.swap(swapped.get(i), batches.get(i), who, part.wholes().get(i)));
    }
    return new Result(total, parts, made);
  }

  /** Who takes an identity's place in an iteration: each of the others in turn. */
  private static int partner(int identity, int identities, long iteration) {
    return (int) ((identity + 1 + iteration % (identities - 1)) % identities);
  }
}
