package org.likeness.train.loss;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import org.likeness.model.WeightStore;
import org.likeness.train.data.Augmentation;
import org.likeness.train.data.Batch;
import org.likeness.train.data.SampleMaker;
import org.likeness.train.data.TrainingFace;
import org.likeness.train.data.TrainingSet;
import org.likeness.train.net.SwapNet;
import org.likeness.train.net.TorchRuntime;

/**
 * Losses of a network's pictures, in float32. {@link #of} scores an identity's own face made again:
 * colour inside the face's area, with more weight on eyes and mouth and a little outside, and the
 * matte everywhere. {@link #swap} scores another identity's face made for a plate. Samples whose
 * {@link Batch#colour} is 0 teach nothing of colour. Not thread-safe.
 */
public final class SwapLoss implements AutoCloseable {
  /** About how many faces tell what an identity looks like. */
  private static final int MET = 64;

  private final LossWeights weights;
  private final @Nullable FaceFeatures features;
  private final List<float[]> means = new ArrayList<>();

  /**
   * What a batch scored.
   *
   * @param total to be minimised
   * @param colour the unweighted mean absolute difference of the colour, for people
   * @param dssim the unweighted dissimilarity
   * @param matte the unweighted mean squared difference of the matte
   */
  public record Parts(Tensor total, Tensor colour, Tensor dssim, Tensor matte) {}

  /**
   * Losses; the recognition network is fetched only if a weight asks for it.
   *
   * @throws org.likeness.model.ModelException if it is needed and cannot be had
   */
  public SwapLoss(LossWeights weights) {
    this(weights, weights.needsFeatures() ? FaceFeatures.open(WeightStore.open()) : null);
  }

  SwapLoss(LossWeights weights, @Nullable FaceFeatures features) {
    this.weights = weights;
    this.features = features;
  }

  /** The weights of the parts. */
  public LossWeights weights() {
    return weights;
  }

  /** Scores what a network made against a whole batch; tensors belong to the open scope. */
  public Parts of(SwapNet.Output<Tensor> made, Batch batch) {
    return of(made, batch, Whole.of(batch, weights, 1));
  }

  /**
   * Scores what a network made against a batch or a part of one.
   *
   * @param whole of the batch that it is a part of
   */
  public Parts of(SwapNet.Output<Tensor> made, Batch batch, Whole whole) {
    int n = batch.count();
    int s = batch.size();
    Tensor label = TorchRuntime.tensor(batch.label(), n, 3, s, s);
    Tensor matte = TorchRuntime.tensor(batch.matte(), n, 1, s, s);
    Tensor weight = TorchRuntime.tensor(weightMap(batch), n, 1, s, s);
    Scalar sum = new Scalar(3 * whole.weight());
    Tensor face = made.face().contiguous();
    Tensor difference = face.sub(label);
    Tensor l1 = difference.abs().mul(weight).sum().div(sum);
    Tensor total = l1.mul(new Scalar(weights.l1()));
    if (weights.mse() > 0) {
      Tensor mse = difference.square().mul(weight).sum().div(sum);
      total = total.add(mse.mul(new Scalar(weights.mse())));
    }
    Tensor dssim = Dssim.scales(face, label).mul(weight).sum().div(sum);
    total = total.add(dssim.mul(new Scalar(weights.dssim())));
    if (weights.gradient() > 0) {
      Tensor across = slope(difference, 3, s).mul(weight.narrow(3, 0, s - 1)).sum();
      Tensor down = slope(difference, 2, s).mul(weight.narrow(2, 0, s - 1)).sum();
      total = total.add(across.add(down).div(sum).mul(new Scalar(weights.gradient())));
    }
    Tensor madeMatte = made.matte().contiguous();
    Tensor cover = torch.mse_loss(madeMatte, matte);
    total = total.add(cover.mul(new Scalar(weights.matte())));
    if (weights.matteEdge() > 0) {
      Tensor wrong = madeMatte.sub(matte);
      Tensor edges = slope(wrong, 3, s).mean().add(slope(wrong, 2, s).mean());
      total = total.add(edges.mul(new Scalar(weights.matteEdge())));
    }
    if (features != null && (weights.perceptual() > 0 || weights.identity() > 0)) {
      total = total.add(seen(features, face, label, batch, whole));
    }
    return new Parts(total, l1, dssim, cover);
  }

  /**
   * Learns what the identities look like: for each the mean of the identity vectors of some of its
   * faces. Needed before {@link #swap} where {@link LossWeights#swapIdentity} counts.
   *
   * @param sets one for each identity
   */
  public void meet(List<TrainingSet> sets) {
    means.clear();
    if (features == null || weights.swapIdentity() <= 0) {
      return;
    }
    for (TrainingSet set : sets) {
      means.add(meanIdentity(features, set));
    }
  }

  private static float[] meanIdentity(FaceFeatures net, TrainingSet set) {
    float[] sum = new float[FaceFeatures.LENGTH];
    int step = Math.max(1, set.faces().size() / MET);
    try (NoGradGuard guard = new NoGradGuard()) {
      for (int i = 0; i < set.faces().size(); i += step) {
        TrainingFace face = set.faces().get(i);
        if (set.isReal() && face.synthetic()) {
          continue;
        }
        Batch batch = new SampleMaker(set.only(face), 0, 0).make(0, 1, Augmentation.NONE);
        try (PointerScope scope = new PointerScope()) {
          int s = batch.size();
          Tensor crop = TorchRuntime.tensor(batch.label(), 1, 3, s, s);
          float[] vector = new float[FaceFeatures.LENGTH];
          net.identity(FaceFeatures.chips(crop, batch.chip()))
              .contiguous()
              .data_ptr_float()
              .get(vector);
          for (int k = 0; k < vector.length; k++) {
            sum[k] += vector[k];
          }
        }
      }
    }
    double length = 0;
    for (float v : sum) {
      length += (double) v * v;
    }
    for (int k = 0; k < sum.length; k++) {
      sum[k] /= (float) Math.sqrt(Math.max(1e-12, length));
    }
    return sum;
  }

  /**
   * Scores another identity's face made for a plate (DeepFaceLab's styles): inside the matte mean
   * and deviation of each colour should be the plate's, outside the face's area the picture itself,
   * and the face should be recognised as the identity's. Weights of 0 are not computed.
   *
   * @param made of the plate's samples by the identity's decoder
   * @param plate the performer's samples
   * @param identity whose face was made
   * @param whole of the batch that they are a part of
   * @return scalar
   */
  public Tensor swap(SwapNet.Output<Tensor> made, Batch plate, int identity, Whole whole) {
    int n = plate.count();
    int s = plate.size();
    Tensor shown = TorchRuntime.tensor(plate.label(), n, 3, s, s);
    Tensor face = made.face().contiguous();
    Tensor total = TorchRuntime.tensor(new float[] {0}, 1).sum();
    if (weights.faceStyle() > 0) {
      Tensor matte = TorchRuntime.tensor(plate.matte(), n, 1, s, s);
      Tensor style = StyleLoss.face(face, shown, matte);
      total = total.add(style.mul(new Scalar(weights.faceStyle())));
    }
    if (weights.backgroundStyle() > 0) {
      Tensor area = TorchRuntime.tensor(plate.area(), n, 1, s, s);
      Tensor style = StyleLoss.background(face, shown, area, whole.outside());
      total = total.add(style.mul(new Scalar(weights.backgroundStyle())));
    }
    if (features != null && weights.swapIdentity() > 0) {
      Tensor chips = FaceFeatures.chips(inside(face, shown, plate), plate.chip(), whole.zoom());
      Tensor mean = TorchRuntime.tensor(means.get(identity), 1, FaceFeatures.LENGTH);
      Tensor strange = FaceFeatures.strangeness(features.identity(chips), mean).mean();
      total = total.add(strange.mul(new Scalar(weights.swapIdentity())));
    }
    return total;
  }

  /** What the recognition network makes of a face; what is not the face counts as it should be. */
  private Tensor seen(FaceFeatures net, Tensor face, Tensor label, Batch batch, Whole whole) {
    FaceFeatures.Seen wanted;
    boolean identity = weights.identity() > 0;
    double zoom = whole.zoom();
    Tensor chips = FaceFeatures.chips(inside(face, label, batch), batch.chip(), zoom);
    try (NoGradGuard guard = new NoGradGuard()) {
      wanted = net.see(FaceFeatures.chips(label, batch.chip(), zoom), identity);
    }
    FaceFeatures.Seen is = net.see(chips, identity);
    Tensor each = FaceFeatures.distance(is, wanted).mul(new Scalar(weights.perceptual()));
    if (identity) {
      Tensor strange = FaceFeatures.strangeness(is.identity(), wanted.identity());
      each = each.add(strange.mul(new Scalar(weights.identity())));
    }
    return mean(each, batch, whole);
  }

  private static Tensor inside(Tensor face, Tensor around, Batch batch) {
    int s = batch.size();
    Tensor area = TorchRuntime.tensor(batch.area(), batch.count(), 1, s, s);
    return around.add(face.sub(around).mul(area));
  }

  /** Mean over the samples that may teach colour. */
  private static Tensor mean(Tensor each, Batch batch, Whole whole) {
    Tensor counts = TorchRuntime.tensor(batch.colour(), batch.count());
    return each.mul(counts).sum().div(new Scalar(whole.colour()));
  }

  private static Tensor slope(Tensor difference, int axis, int size) {
    return difference.narrow(axis, 1, size - 1).sub(difference.narrow(axis, 0, size - 1)).abs();
  }

  private float[] weightMap(Batch batch) {
    float[] map = new float[batch.area().length];
    for (int i = 0; i < map.length; i++) {
      map[i] = Whole.weightAt(batch, weights, i);
    }
    return map;
  }

  @Override
  public void close() {
    if (features != null) {
      features.close();
    }
  }
}
