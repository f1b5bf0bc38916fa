package org.likeness.train.validate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.likeness.image.PixelRect;
import org.likeness.model.SwapOutput;
import org.likeness.pipeline.evaluate.PictureMetrics;

/**
 * A model judged on crops that it was not trained on: each identity made again from its own crops,
 * and each shown on the crops of the others.
 *
 * @param frames the crops
 * @param samples what was measured, in the order of frames and identities
 */
public record Validation(List<HeldOut> frames, List<Sample> samples) {
  /** What makes a face; a model file or a network in training. */
  @FunctionalInterface
  public interface Maker {
    /**
     * Shows an identity in a crop.
     *
     * @param seen the crop and who is seen in it
     * @param identity id of whom to show
     */
    SwapOutput make(HeldOut seen, String identity);
  }

  /** Told of each sample. */
  @FunctionalInterface
  public interface Listener {
    /** {@code done} of {@code all} are measured; what was made is the listener's for the call. */
    void made(int done, int all, Sample sample, SwapOutput out);
  }

  /** Copies the lists. */
  public Validation {
    frames = List.copyOf(frames);
    samples = List.copyOf(samples);
  }

  /**
   * Judges.
   *
   * @param maker of faces at the crops' size
   * @param identities ids that the maker can show
   * @param faces looks at faces; null: only what needs no network is measured
   * @param swaps whether identities are shown on the crops of others as well
   */
  public static Validation of(
      Maker maker,
      List<HeldOut> frames,
      List<String> identities,
      @Nullable FaceLook faces,
      boolean swaps,
      Listener listener) {
    List<int[]> todo = new ArrayList<>();
    for (int f = 0; f < frames.size(); f++) {
      for (int i = 0; i < identities.size(); i++) {
        boolean own = frames.get(f).identity().equals(identities.get(i));
        if (own || swaps) {
          todo.add(new int[] {f, i});
        }
      }
    }
    Map<Integer, FaceLook.Seen> plates = new HashMap<>();
    Map<String, float[]> centres = new HashMap<>();
    if (faces != null) {
      for (int f = 0; f < frames.size(); f++) {
        HeldOut h = frames.get(f);
        FaceLook.Seen seen = faces.look(h.crop(), h.size());
        if (seen != null) {
          plates.put(f, seen);
          add(centres, h.identity(), seen.identity());
        }
      }
    }
    List<Sample> samples = new ArrayList<>();
    for (int[] t : todo) {
      HeldOut h = frames.get(t[0]);
      String who = identities.get(t[1]);
      SwapOutput out = maker.make(h, who);
      Sample s =
          measure(
              t[0],
              h,
              who,
              out,
              faces,
              plates.get(t[0]),
              centres.get(who),
              centres.get(h.identity()));
      samples.add(s);
      listener.made(samples.size(), todo.size(), s, out);
    }
    return new Validation(frames, samples);
  }

  private static void add(Map<String, float[]> centres, String who, float[] vector) {
    float[] sum = centres.computeIfAbsent(who, k -> new float[vector.length]);
    for (int i = 0; i < sum.length; i++) {
      sum[i] += vector[i];
    }
  }

  private static Sample measure(
      int frame,
      HeldOut h,
      String who,
      SwapOutput out,
      @Nullable FaceLook faces,
      FaceLook.@Nullable Seen plate,
      float @Nullable [] centre,
      float @Nullable [] performer) {
    boolean own = h.identity().equals(who);
    boolean hasTruth = !own && who.equals(h.truthIdentity()) && h.truth() != null;
    float[] made = over(out, h.crop());
    Map<Figure, Double> f = new EnumMap<>(Figure.class);
    float[] truth = own ? h.crop() : hasTruth ? h.truth() : null;
    float[] matte = own ? h.matte() : hasTruth ? h.truthMatte() : null;
    if (truth != null && matte != null) {
      float[][] a = planes(own ? out.face() : made, h.size());
      float[][] b = planes(truth, h.size());
      f.put(Figure.PSNR, PictureMetrics.psnr(a, b, matte));
      float[][] whole = planes(own ? under(out.face(), h.crop(), matte) : made, h.size());
      PixelRect box = box(matte, h.size());
      f.put(Figure.SSIM, PictureMetrics.ssim(whole, b, h.size(), box));
      if (!box.isEmpty()) {
        f.put(Figure.IOU, PictureMetrics.iou(out.matte(), matte));
      }
      if (faces != null) {
        f.put(Figure.PERCEPTUAL, faces.distance(made, truth, h.size()));
      }
    }
    if (faces != null) {
      FaceLook.Seen seen = faces.look(made, h.size());
      f.put(Figure.FOUND, seen == null ? 0.0 : 1.0);
      if (seen != null && centre != null) {
        double like = cosine(seen.identity(), centre);
        f.put(Figure.IDENTITY, like);
        if (!own && performer != null) {
          f.put(Figure.MARGIN, like - cosine(seen.identity(), performer));
        }
      }
      if (seen != null && plate != null) {
        f.put(Figure.POSE, seen.poseError(plate));
        f.put(Figure.LANDMARKS, seen.pointError(plate));
      }
    }
    Sample.Kind kind = own ? Sample.Kind.SELF : hasTruth ? Sample.Kind.TRUTH : Sample.Kind.SWAP;
    return new Sample(frame, who, kind, f);
  }

  /** The face over the crop by the model's own matte. */
  static float[] over(SwapOutput out, float[] crop) {
    return under(out.face(), crop, out.matte());
  }

  private static float[] under(float[] face, float[] crop, float[] matte) {
    float[] made = new float[crop.length];
    int n = matte.length;
    for (int i = 0; i < made.length; i++) {
      float m = Math.min(1f, Math.max(0f, matte[i % n]));
      made[i] = Math.min(1f, Math.max(0f, m * face[i] + (1 - m) * crop[i]));
    }
    return made;
  }

  private static float[][] planes(float[] all, int size) {
    int n = size * size;
    return new float[][] {
      Arrays.copyOfRange(all, 0, n),
      Arrays.copyOfRange(all, n, 2 * n),
      Arrays.copyOfRange(all, 2 * n, 3 * n)
    };
  }

  private static PixelRect box(float[] matte, int size) {
    int x0 = size;
    int y0 = size;
    int x1 = 0;
    int y1 = 0;
    for (int i = 0; i < matte.length; i++) {
      if (matte[i] > 0.5f) {
        x0 = Math.min(x0, i % size);
        x1 = Math.max(x1, i % size + 1);
        y0 = Math.min(y0, i / size);
        y1 = Math.max(y1, i / size + 1);
      }
    }
    return x1 <= x0 ? PixelRect.EMPTY : new PixelRect(x0, y0, x1, y1);
  }

  private static double cosine(float[] a, float[] b) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += a[i] * b[i];
      aa += a[i] * a[i];
      bb += b[i] * b[i];
    }
    return ab / Math.sqrt(Math.max(1e-12, aa * bb));
  }

  /** The samples of a kind. */
  public List<Sample> of(Sample.Kind kind) {
    return samples.stream().filter(s -> s.kind() == kind).toList();
  }

  /** The pose bin of a sample. */
  public PoseBin bin(Sample s) {
    HeldOut h = frames.get(s.frame());
    return PoseBin.of(h.yaw(), h.pitch());
  }
}
