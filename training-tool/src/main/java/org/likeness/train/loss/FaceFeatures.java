package org.likeness.train.loss;

import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.likeness.face.IdentityChip;
import org.likeness.model.FaceNetwork;
import org.likeness.model.WeightStore;
import org.likeness.model.onnx.OnnxProgram;
import org.likeness.model.tfjs.DlibResnet;
import org.likeness.train.net.TorchRuntime;

/**
 * What dlib's face recognition network sees in faces, differentiable by the faces. Its weights are
 * in the public domain and come by package name; nobody has to be asked before a model trained with
 * them is handed on, which cannot be said of the usual networks for perceptual losses, trained on
 * pictures for research. Its first layers see skin, edges and eyes at 4, 8 and 16 pixels of a chip
 * of 150; its last is the identity vector.
 */
public final class FaceFeatures implements AutoCloseable {
  /** The values compared by {@link #distance}: 32, 64 and 128 channels of 35, 17 and 8 pixels. */
  static final List<String> LAYERS = List.of("conv32_3/relu", "conv64_3/relu", "conv128_2/relu");

  /** Numbers of an identity vector. */
  static final int LENGTH = DlibResnet.LENGTH;

  private static final String IDENTITY = "identity";
  private static final double TINY = 1e-10;

  private final TorchFrozenNet net;

  /**
   * What is seen.
   *
   * @param layers [N,C,h,w] for each of {@link #LAYERS}, unit length along the channels
   * @param identity [N,128], unit length
   */
  public record Seen(List<Tensor> layers, Tensor identity) {}

  /**
   * Loads the network.
   *
   * @throws org.likeness.model.ModelException if the weights cannot be had
   */
  public static FaceFeatures open(WeightStore weights) {
    return new FaceFeatures(FaceNetwork.IDENTITY.onnx(weights));
  }

  FaceFeatures(byte[] onnx) {
    net = new TorchFrozenNet(OnnxProgram.read(onnx, "face_recognition"), "face_recognition");
  }

  /**
   * Cuts the aligned chips out of crops, by straight lines between pixels; differentiable by the
   * crops. Crops much finer than a chip are first averaged.
   *
   * @param crops [N,3,S,S]
   * @param chip for each crop the six numbers of the map from the chip's to the crop's places, both
   *     -1..1 from edge to edge
   * @return [N,3,150,150]
   */
  static Tensor chips(Tensor crops, float[] chip) {
    return chips(crops, chip, zoom(chip));
  }

  /** The size of chips in crops, 0..1 of a side, in the mean. */
  static double zoom(float[] chip) {
    int n = chip.length / 6;
    double zoom = 0;
    for (int i = 0; i < n; i++) {
      zoom += Math.hypot(chip[6 * i], chip[6 * i + 3]) / n;
    }
    return zoom;
  }

  /** The same with the {@link #zoom} of more crops than these. */
  static Tensor chips(Tensor crops, float[] chip, double zoom) {
    long n = crops.size(0);
    long times = Math.round(zoom * crops.size(3) / IdentityChip.SIZE);
    Tensor from = times > 1 ? torch.avg_pool2d(crops, times, times) : crops;
    Tensor theta = TorchRuntime.tensor(chip, n, 2, 3);
    Tensor grid =
        torch.affine_grid_generator(
            theta, new long[] {n, 3, IdentityChip.SIZE, IdentityChip.SIZE}, false);
    // 0: bilinear; 1: the edge goes on.
    return torch.grid_sampler_2d(from, grid, 0, 1, false);
  }

  /** What the network sees in chips [N,3,150,150], RGB 0..1. */
  Seen see(Tensor chips, boolean withIdentity) {
    List<String> wanted =
        withIdentity ? List.of(LAYERS.get(0), LAYERS.get(1), LAYERS.get(2), IDENTITY) : LAYERS;
    List<Tensor> got = net.run(chips, wanted);
    List<Tensor> layers = got.subList(0, 3).stream().map(FaceFeatures::unit).toList();
    return new Seen(layers, withIdentity ? unit(got.get(3)) : got.get(0));
  }

  /**
   * Distance of what is seen in two pictures: the mean over places of the squared difference of the
   * features at unit length, summed over the layers; 0 to 12 (the form of Zhang et al., "The
   * unreasonable effectiveness of deep features as a perceptual metric", 2018, without its learnt
   * weights).
   *
   * @return [N]
   */
  static Tensor distance(Seen a, Seen b) {
    Tensor sum = null;
    for (int i = 0; i < a.layers().size(); i++) {
      Tensor d = a.layers().get(i).sub(b.layers().get(i)).square().sum(1).mean(1, 2);
      sum = sum == null ? d : sum.add(d);
    }
    return sum == null ? a.identity() : sum;
  }

  /** 1 − cosine of identity vectors [N,128]: 0 for the same, up to 2. */
  static Tensor strangeness(Tensor a, Tensor b) {
    return a.mul(b).sum(1).mul(new Scalar(-1.0)).add(new Scalar(1.0));
  }

  private static Tensor unit(Tensor x) {
    Tensor squares = x.square().sum(new long[] {1}, true, new ScalarTypeOptional());
    return x.div(squares.add(new Scalar(TINY)).sqrt());
  }

  /** The identity vectors of chips, unit length. */
  Tensor identity(Tensor chips) {
    return unit(net.run(chips, List.of(IDENTITY)).get(0));
  }

  @Override
  public void close() {
    net.close();
  }
}
