package org.likeness.pipeline.temporal;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.pipeline.evaluate.ResultSequence.Composite;

/**
 * A rendition in which some frames are spoilt in known ways, to see what a search finds. Which ones
 * depends on the frames alone.
 */
public final class InjectedFlashes implements Rendition {
  /** What is done to a frame. */
  public enum Fault {
    /** The face is a tenth brighter. */
    BRIGHTER,
    /** The plate's own face shows. */
    PLATES_FACE,
    /** The face lies beside its place, by a fiftieth of its height. */
    MOVED,
    /** The lower half of the matte is gone. */
    HALF_MATTE
  }

  /** Frames between two faults. */
  private static final int APART = 7;

  private final Rendition clean;
  private final TreeMap<Integer, Fault> faults = new TreeMap<>();

  /**
   * Spoils every seventh frame with a face, one way after the other; never the first or last three.
   *
   * @param frames of the shot, ascending
   */
  public InjectedFlashes(Rendition clean, List<Integer> frames) {
    this.clean = clean;
    int n = 0;
    for (int i = 3; i < frames.size() - 3; i += APART) {
      if (clean.face(frames.get(i)) != null) {
        faults.put(frames.get(i), Fault.values()[n++ % Fault.values().length]);
      }
    }
  }

  /** The frames that are spoilt, and how. */
  public TreeMap<Integer, Fault> faults() {
    return new TreeMap<>(faults);
  }

  /** The spoilt frames that no flash and no flicker of a list holds. */
  public List<Integer> missed(List<Finding> findings) {
    return faults.keySet().stream()
        .filter(f -> findings.stream().noneMatch(x -> x.first() <= f && f <= x.last()))
        .toList();
  }

  /**
   * The findings of a list that hold no spoilt frame and not the one after it, where the picture
   * changes back.
   */
  public List<Finding> wrong(List<Finding> findings) {
    return findings.stream()
        .filter(x -> faults.keySet().stream().noneMatch(f -> x.first() <= f + 1 && f <= x.last()))
        .toList();
  }

  /** The faults that are among some frames. */
  public Set<Fault> kinds(List<Integer> frames) {
    Set<Fault> out = new TreeSet<>();
    for (int f : frames) {
      Fault fault = faults.get(f);
      if (fault != null) {
        out.add(fault);
      }
    }
    return out;
  }

  @Override
  public Frame plate(int frame) throws IOException {
    return clean.plate(frame);
  }

  @Override
  public boolean has(int frame) {
    return clean.has(frame);
  }

  @Override
  public @Nullable FacePlace face(int frame) {
    return clean.face(frame);
  }

  @Override
  public float[] plateIdentity(int frame) {
    return clean.plateIdentity(frame);
  }

  @Override
  public boolean cutBefore(int frame) {
    return clean.cutBefore(frame);
  }

  @Override
  public Composite result(int frame, Frame plate) throws IOException {
    Composite c = clean.result(frame, plate);
    Fault fault = faults.get(frame);
    FacePlace place = clean.face(frame);
    if (fault == null || place == null) {
      return c;
    }
    PixelRect w = plate.dataWindow();
    Plane given = c.alpha();
    Plane alpha = given == null ? place.stand(w) : given;
    return switch (fault) {
      case BRIGHTER -> new Composite(blend(c.comp(), c.comp(), alpha, 1.1f), given);
      case PLATES_FACE -> new Composite(blend(plate, c.comp(), alpha, 1f), given);
      case MOVED -> {
        int by = Math.max(2, (int) Math.round(place.height() / 50));
        Plane there = shifted(alpha, by);
        Frame f = c.comp();
        Frame moved =
            new Frame(
                w,
                f.displayWindow(),
                f.pixelAspect(),
                shifted(f.r(), by),
                shifted(f.g(), by),
                shifted(f.b(), by),
                null);
        yield new Composite(blend(moved, plate, there, 1f), given == null ? null : there);
      }
      case HALF_MATTE -> {
        PixelRect b = place.box();
        int middle = (b.y0() + b.y1()) / 2;
        Plane half = alpha.crop(w);
        for (int y = Math.max(w.y0(), middle); y < w.y1(); y++) {
          for (int x = w.x0(); x < w.x1(); x++) {
            half.data()[half.index(x, y)] = 0f;
          }
        }
        yield new Composite(blend(c.comp(), plate, half, 1f), given == null ? null : half);
      }
    };
  }

  /** One picture times a gain over another one by an alpha; all over one window. */
  private static Frame blend(Frame top, Frame under, Plane alpha, float gain) {
    Plane[] a = {top.r(), top.g(), top.b()};
    Plane[] b = {under.r(), under.g(), under.b()};
    Plane[] out = new Plane[3];
    for (int c = 0; c < 3; c++) {
      out[c] = Plane.zeros(b[c].rect());
      for (int i = 0; i < out[c].data().length; i++) {
        float t = alpha.data()[i];
        out[c].data()[i] = t * gain * a[c].data()[i] + (1 - t) * b[c].data()[i];
      }
    }
    return new Frame(
        under.dataWindow(),
        under.displayWindow(),
        under.pixelAspect(),
        out[0],
        out[1],
        out[2],
        null);
  }

  private static Plane shifted(Plane p, int by) {
    PixelRect r = p.rect();
    return new Plane(r.shift(by, by), p.data()).crop(r);
  }
}
