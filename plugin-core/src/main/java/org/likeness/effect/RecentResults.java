package org.likeness.effect;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.likeness.face.FaceObservation;
import org.likeness.image.Frame;
import org.likeness.image.Plane;
import org.likeness.pipeline.FramePipeline;
import org.likeness.pipeline.RenderRequest;
import org.likeness.pipeline.RightsStatus;
import org.likeness.pipeline.SwapSettings;

/**
 * The last results of the process: hosts ask for one frame in pieces, or again after a change that
 * changes nothing. A result counts only where everything that it was made of is the same, the
 * plate's pixels compared one by one: times and names say too little. Thread-safe; the memory goes
 * back when it is short.
 */
final class RecentResults {
  private static final int MOST = 2;

  /**
   * What a render hands back to the host's thread.
   *
   * @param picture the main output
   * @param found the face that was replaced, or null
   * @param messages for the artist
   * @param planes beside the picture, by the host's name of each
   */
  record Made(
      Frame picture,
      @Nullable FaceObservation found,
      List<String> messages,
      Map<String, Frame> planes) {}

  private record Ingredients(
      SwapSettings settings,
      int frame,
      double scaleX,
      double scaleY,
      String model,
      String analysis,
      RightsStatus rights) {
    static Ingredients of(FramePipeline p, RenderRequest r, SwapSettings s) {
      return new Ingredients(
          s, r.frame(), r.scaleX(), r.scaleY(), p.modelSha256(), p.analysisSha256(), p.rights());
    }
  }

  private record Entry(Ingredients of, RenderRequest request, Made made) {}

  private final Deque<SoftReference<Entry>> entries = new ArrayDeque<>();

  /** A result made of the same, if it is still there. */
  Optional<Made> find(FramePipeline pipeline, RenderRequest request, SwapSettings settings) {
    Ingredients of = Ingredients.of(pipeline, request, settings);
    List<Entry> candidates;
    synchronized (entries) {
      candidates =
          entries.stream()
              .map(SoftReference::get)
              .filter(e -> e != null && e.of().equals(of))
              .toList();
    }
    return candidates.stream()
        .filter(e -> samePixels(e.request(), request))
        .map(Entry::made)
        .findFirst();
  }

  /** Keeps a result; its request's planes are not written any more. */
  void keep(FramePipeline pipeline, RenderRequest request, SwapSettings settings, Made made) {
    Entry entry = new Entry(Ingredients.of(pipeline, request, settings), request, made);
    synchronized (entries) {
      for (Iterator<SoftReference<Entry>> i = entries.iterator(); i.hasNext(); ) {
        if (i.next().get() == null) {
          i.remove();
        }
      }
      entries.addFirst(new SoftReference<>(entry));
      while (entries.size() > MOST) {
        entries.removeLast();
      }
    }
  }

  /** Lets go of everything. */
  void clear() {
    synchronized (entries) {
      entries.clear();
    }
  }

  private static boolean samePixels(RenderRequest a, RenderRequest b) {
    Frame p = a.plate();
    Frame q = b.plate();
    return p.displayWindow().equals(q.displayWindow())
        && p.pixelAspect() == q.pixelAspect()
        && same(p.r(), q.r())
        && same(p.g(), q.g())
        && same(p.b(), q.b())
        && same(p.a(), q.a())
        && same(a.guides().matte(), b.guides().matte())
        && same(a.guides().holdout(), b.guides().holdout());
  }

  private static boolean same(@Nullable Plane a, @Nullable Plane b) {
    if (a == null || b == null) {
      return a == b;
    }
    return a.rect().equals(b.rect()) && Arrays.equals(a.data(), b.data());
  }
}
