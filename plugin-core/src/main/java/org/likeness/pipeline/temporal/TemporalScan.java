package org.likeness.pipeline.temporal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.likeness.face.FaceIdentity;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.pipeline.evaluate.FaceColour;
import org.likeness.pipeline.evaluate.Parallel;
import org.likeness.pipeline.evaluate.ResultSequence.Composite;

/**
 * Looks at every frame of a result and at how it follows on the one before. Several frames at a
 * time; the figures do not depend on how many. Holds two frames a thread.
 */
public final class TemporalScan {
  /** Up to so many degrees of yaw the identity net is sound. */
  public static final double JUDGED_YAW = 45;

  /** Frames that one thread takes in a row; each run reads one frame more than it has. */
  private static final int RUN = 8;

  /** An alpha of less than this share of the face is empty. */
  private static final double EMPTY = 0.02;

  private static final int SURE_PIXELS = 64;

  private final Rendition shot;
  private final List<Integer> frames;
  private final @Nullable FaceIdentity identity;
  private final int step;

  /**
   * A scan.
   *
   * @param frames wanted, ascending
   * @param identity null = without identity vectors; stays the caller's
   */
  public TemporalScan(Rendition shot, List<Integer> frames, @Nullable FaceIdentity identity) {
    this.shot = shot;
    this.frames = List.copyOf(frames);
    this.identity = identity;
    int least = Integer.MAX_VALUE;
    for (int i = 1; i < frames.size(); i++) {
      least = Math.min(least, frames.get(i) - frames.get(i - 1));
    }
    this.step = least;
  }

  /**
   * Does it.
   *
   * @param done told each frame, from several threads
   * @return by frame, ascending
   * @throws IOException if the plate cannot be read
   */
  public List<FrameFigures> run(int threads, IntConsumer done) throws IOException {
    List<Integer> starts = new ArrayList<>();
    for (int i = 0; i < frames.size(); i += RUN) {
      starts.add(i);
    }
    List<FrameFigures> out = new ArrayList<>();
    Parallel.map(starts, threads, s -> some(s, done)).forEach(out::addAll);
    return out;
  }

  private List<FrameFigures> some(int start, IntConsumer done) throws IOException {
    List<FrameFigures> out = new ArrayList<>();
    LoadedFrame before = null;
    if (start > 0 && linked(start)) {
      before = load(frames.get(start - 1)).loaded();
    }
    for (int i = start; i < Math.min(frames.size(), start + RUN); i++) {
      int frame = frames.get(i);
      Load now = load(frame);
      LoadedFrame own = now.loaded();
      if (own == null) {
        out.add(FrameFigures.without(frame, now.state(), now.note()));
      } else {
        boolean pair = before != null && linked(i);
        out.add(figures(own, pair ? before : null));
      }
      before = own;
      done.accept(frame);
    }
    return out;
  }

  /** Whether a frame of the list follows on the one before it in the list. */
  private boolean linked(int i) {
    if (i == 0 || frames.get(i) - frames.get(i - 1) != step) {
      return false;
    }
    for (int f = frames.get(i - 1) + 1; f <= frames.get(i); f++) {
      if (shot.cutBefore(f)) {
        return false;
      }
    }
    return true;
  }

  private record Load(@Nullable LoadedFrame loaded, FrameFigures.State state, String note) {}

  private static Load without(FrameFigures.State state, String note) {
    return new Load(null, state, note);
  }

  private Load load(int frame) throws IOException {
    if (!shot.has(frame)) {
      return without(FrameFigures.State.GAP, "there is no file");
    }
    Frame plate = shot.plate(frame);
    Composite made;
    try {
      made = shot.result(frame, plate);
    } catch (IOException e) {
      // Its name is enough: a report is sent on, and nobody else's folders are called the same.
      String why = String.valueOf(e.getMessage()).replaceFirst("^.*/(?=[^/]*\\.exr)", "");
      return without(FrameFigures.State.UNREADABLE, why);
    }
    FacePlace place = shot.face(frame);
    if (place == null || place.region().intersect(plate.dataWindow()).isEmpty()) {
      return without(FrameFigures.State.NO_FACE, "");
    }
    LoadedFrame own = LoadedFrame.of(frame, place, plate, made);
    long broken = broken(own);
    if (broken > 0) {
      return without(
          FrameFigures.State.BROKEN, broken + " pixels of the face are no numbers or infinite");
    }
    String empty = empty(own);
    return empty.isEmpty()
        ? new Load(own, FrameFigures.State.WHOLE, "")
        : without(FrameFigures.State.EMPTY, empty);
  }

  private static long broken(LoadedFrame f) {
    Plane alpha = f.coverage();
    long n = 0;
    for (int i = 0; i < alpha.data().length; i++) {
      float a = alpha.data()[i];
      boolean seen = !(a <= 0f);
      if (seen
          && !(Float.isFinite(a)
              && Float.isFinite(f.comp().r().data()[i])
              && Float.isFinite(f.comp().g().data()[i])
              && Float.isFinite(f.comp().b().data()[i]))) {
        // The plate's own bad pixels show through where the face is not opaque.
        boolean own =
            Float.isFinite(f.plate().r().data()[i])
                && Float.isFinite(f.plate().g().data()[i])
                && Float.isFinite(f.plate().b().data()[i]);
        n += own || !Float.isFinite(a) ? 1 : 0;
      }
    }
    return n;
  }

  /** Why there is no face, or an empty text. */
  private static String empty(LoadedFrame f) {
    Plane alpha = f.alpha();
    if (alpha != null) {
      double sum = 0;
      for (float a : alpha.data()) {
        sum += a;
      }
      return sum >= EMPTY * f.place().area(f.window()) ? "" : "the alpha is empty";
    }
    Plane stand = f.coverage();
    for (int i = 0; i < stand.data().length; i++) {
      if (stand.data()[i] > 0
          && (f.comp().r().data()[i] != f.plate().r().data()[i]
              || f.comp().g().data()[i] != f.plate().g().data()[i]
              || f.comp().b().data()[i] != f.plate().b().data()[i])) {
        return "";
      }
    }
    return "the face is the plate's own";
  }

  private FrameFigures figures(LoadedFrame now, @Nullable LoadedFrame before) {
    float[] vector = new float[0];
    float[] plateVector = new float[0];
    FaceIdentity net = identity;
    if (net != null && Math.abs(now.place().yaw()) <= JUDGED_YAW) {
      vector = net.vector(now.comp(), now.place().floats());
      plateVector = shot.plateIdentity(now.frame());
      if (plateVector.length == 0) {
        plateVector = net.vector(now.plate(), now.place().floats());
      }
    }
    return new FrameFigures(
        now.frame(),
        FrameFigures.State.WHOLE,
        "",
        now.place().yaw(),
        ratio(now),
        vector,
        plateVector,
        before == null ? null : PairFigures.of(PairPictures.of(before, now)));
  }

  /** Where the face is sure, so that the edge of the matte is no part of the colour. */
  private static double[] ratio(LoadedFrame f) {
    PixelRect w = f.window();
    float[] sure = f.coverage().data().clone();
    int n = 0;
    for (int i = 0; i < sure.length; i++) {
      sure[i] = sure[i] >= 0.999f ? 1f : 0f;
      n += sure[i] > 0 ? 1 : 0;
    }
    if (n < SURE_PIXELS) {
      return new double[0];
    }
    double[] is = FaceColour.mean(f.comp(), sure, w);
    double[] was = FaceColour.mean(f.plate(), sure, w);
    double[] out = new double[3];
    for (int c = 0; c < 3; c++) {
      if (!(is[c] > 0 && was[c] > 0)) {
        return new double[0];
      }
      out[c] = is[c] / was[c];
    }
    return out;
  }
}
