package org.likeness.face;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.likeness.image.Affine2;
import org.likeness.image.Frame;
import org.likeness.image.FrameRows;
import org.likeness.image.PixelRect;
import org.likeness.image.pixels.CropGrid;
import org.likeness.image.pixels.PixelLoops;
import org.likeness.image.pixels.Pixels;
import org.likeness.model.FloatTensor;

/**
 * A plate in halves: each level holds the means of two by two samples of the one before, made when
 * it is first asked for. A crop is read from the level whose samples are next finer than its own,
 * so that it costs the same from any plate. Samples that are not finite count as 0.
 *
 * <p>The plate itself, level 0, is seldom looked at: of it only a part is kept while it is read,
 * where somebody is expected to look, and read once more where somebody looks elsewhere. That costs
 * time and changes no number: what a crop shows depends on the plate's pixels alone.
 *
 * <p>Takes one plate after the other and keeps the memory. For one thread.
 */
final class PlatePyramid {
  private static final int MAX_LEVELS = 12;

  /** Plates of no more pixels are kept whole. */
  private static final int SMALL = 1 << 18;

  /** Rows are read again by the blocks that most files are packed in. */
  private static final int BLOCK = 32;

  /** Levels up to here are made while the plate is read: every frame needs them. */
  private static final int EAGER = 4;

  private static final PixelLoops LOOPS = PixelLoops.best();

  /**
   * One level, or a part of it.
   *
   * @param number 0 is the plate, each further one half as fine
   * @param width samples a row of the whole level
   * @param height rows of the whole level
   * @param part what of it there is
   * @param x0 the part's first column
   * @param y0 the part's first row
   */
  record Level(int number, int width, int height, Pixels part, int x0, int y0) {
    /** A channel of a sample, in the level's own coordinates; must lie in the part. */
    float get(int channel, int x, int y) {
      return part.get(channel, x - x0, y - y0);
    }

    /** The whole level with a column or a row repeated where there is but one. */
    private Level twoByTwo() {
      if (width > 1 && height > 1) {
        return this;
      }
      Pixels out = new Pixels();
      out.resize(Math.max(2, width), Math.max(2, height));
      for (int c = 0; c < 3; c++) {
        for (int y = 0; y < out.height(); y++) {
          for (int x = 0; x < out.width(); x++) {
            out.set(c, x, y, get(c, Math.min(x, width - 1), Math.min(y, height - 1)));
          }
        }
      }
      return new Level(number, out.width(), out.height(), out, 0, 0);
    }
  }

  private @Nullable FrameRows rows;
  private PixelRect window = PixelRect.EMPTY;

  /** What is kept of level 0, in samples from the window's corner. */
  private PixelRect held = PixelRect.EMPTY;

  private boolean missed;
  private final Pixels finest = new Pixels();

  /** Levels from 1 on, of which the first {@link #ready} are this plate's. */
  private final List<Pixels> coarser = new ArrayList<>();

  private int ready;

  /** Rows there are of each level while a plate is read. */
  private final int[] made = new int[EAGER + 1];

  private final Map<String, FloatTensor> inputs = new HashMap<>();
  private FloatBuffer scratch = Pixels.direct(0);

  /** Without a plate. */
  PlatePyramid() {}

  /** Of a plate in memory. */
  PlatePyramid(Frame frame) {
    try {
      fill(FrameRows.of(frame), PixelRect.EMPTY, (y, n, r, g, b) -> {});
    } catch (IOException e) {
      throw new UncheckedIOException("a picture in memory cannot fail", e);
    }
  }

  /** Forgets the plate and keeps the memory. */
  void letGo() {
    rows = null;
    window = PixelRect.EMPTY;
    held = PixelRect.EMPTY;
    ready = 0;
  }

  /**
   * Takes another plate.
   *
   * @param plate must stay open as long as this is asked for anything
   * @param keep where it will be looked at closely, plate pixels
   * @param also sees all rows too
   * @throws IOException if it cannot be read
   */
  void fill(FrameRows plate, PixelRect keep, FrameRows.Sink also) throws IOException {
    rows = plate;
    window = plate.dataWindow();
    PixelRect whole = PixelRect.ofSize(window.width(), window.height());
    PixelRect asked =
        new PixelRect(
            keep.x0() - window.x0(),
            keep.y0() - window.y0(),
            keep.x1() - window.x0(),
            keep.y1() - window.y0());
    held = whole.area() <= SMALL ? whole : asked.intersect(whole);
    finest.resize(held.width(), held.height());
    missed = false;
    ready = 0;
    boolean halved = window.width() > 1 || window.height() > 1;
    Pixels half = coarse(1);
    if (halved) {
      half.resize((window.width() + 1) / 2, (window.height() + 1) / 2);
      ready = 1;
    }
    plate.read(
        window.y0(),
        window.y1(),
        (y, n, r, g, b) -> {
          also.band(y, n, r, g, b);
          if (halved) {
            LOOPS.halve(r, g, b, window.width(), n, half, (y - window.y0()) / 2);
            halveFurther((y - window.y0() + n + 1) / 2, half.height());
          }
          hold(y, n, r, g, b);
        });
  }

  /** Makes further rows of the coarser levels while those that they come from are at hand. */
  private void halveFurther(int rowsOfFirst, int heightOfFirst) {
    int there = rowsOfFirst;
    boolean last = rowsOfFirst == heightOfFirst;
    for (int level = 1; level < EAGER; level++) {
      Pixels fine = coarse(level);
      Pixels half = coarse(level + 1);
      if (ready == level && (fine.width() > 1 || fine.height() > 1)) {
        half.resize((fine.width() + 1) / 2, (fine.height() + 1) / 2);
        made[level + 1] = 0;
        ready++;
      }
      if (ready <= level) {
        return;
      }
      int from = 2 * made[level + 1];
      int rows = last ? there - from : (there - from) / 2 * 2;
      if (rows > 0) {
        LOOPS.halve(fine, from, rows, half);
        made[level + 1] += (rows + 1) / 2;
      }
      there = made[level + 1];
    }
  }

  private void hold(int y, int n, ByteBuffer r, ByteBuffer g, ByteBuffer b) {
    int first = y - window.y0();
    int row = Math.max(first, held.y0());
    int rows = Math.min(first + n, held.y1()) - row;
    if (rows > 0) {
      int from = (row - first) * window.width() + held.x0();
      int at = (row - held.y0()) * held.width();
      LOOPS.pack(r, g, b, from, window.width(), held.width(), rows, finest, at);
    }
  }

  private Pixels coarse(int number) {
    while (coarser.size() < number) {
      coarser.add(new Pixels());
    }
    return coarser.get(number - 1);
  }

  /** The plate's data window; sample 0 of every level begins in its corner. */
  PixelRect window() {
    return window;
  }

  /** A whole level; 0 is the plate itself. At most as coarse as one sample allows. */
  Level level(int wanted) {
    return level(wanted, 0, 0, Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  /** A level that shows at least the samples from (x0, y0) to (x1, y1), exclusive. */
  Level level(int wanted, int x0, int y0, int x1, int y1) {
    int number = Math.min(wanted, MAX_LEVELS);
    while (number > 0 && ready < number) {
      Pixels fine = ready == 0 ? finest : coarse(ready);
      if (ready == 0 || (fine.width() <= 1 && fine.height() <= 1)) {
        number = ready;
      } else {
        Pixels half = coarse(ready + 1);
        half.resize((fine.width() + 1) / 2, (fine.height() + 1) / 2);
        LOOPS.halve(fine, 0, fine.height(), half);
        ready++;
      }
    }
    if (number > 0) {
      Pixels p = coarse(number);
      return new Level(number, p.width(), p.height(), p, 0, 0);
    }
    int right = Math.min(x1, window.width());
    int bottom = Math.min(y1, window.height());
    PixelRect needed = new PixelRect(Math.max(0, x0), Math.max(0, y0), right, bottom);
    if (!needed.isEmpty() && !needed.intersect(held).equals(needed)) {
      again(needed);
    }
    return new Level(0, window.width(), window.height(), finest, held.x0(), held.y0());
  }

  /** Reads a part of the plate once more; all of it where that was not enough before. */
  private void again(PixelRect needed) {
    PixelRect whole = PixelRect.ofSize(window.width(), window.height());
    held =
        missed
            ? whole
            : new PixelRect(
                    needed.x0() - BLOCK,
                    Math.floorDiv(needed.y0(), BLOCK) * BLOCK,
                    needed.x1() + BLOCK,
                    Math.floorDiv(needed.y1() + BLOCK - 1, BLOCK) * BLOCK)
                .intersect(whole);
    missed = true;
    finest.resize(held.width(), held.height());
    if (rows == null) {
      throw new IllegalStateException("there is no plate");
    }
    try {
      rows.read(window.y0() + held.y0(), window.y0() + held.y1(), this::hold);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The level from which a map that shrinks by {@code stretch} plate pixels a sample is read. */
  static int levelFor(double stretch) {
    int level = 0;
    while (stretch >= 2 && level < MAX_LEVELS) {
      stretch /= 2;
      level++;
    }
    return level;
  }

  /**
   * Reads a crop, each sample between the four next to it; beyond the plate its edge goes on.
   *
   * @param out planes R, G, B, one after the other, in the plate's light; direct, from position 0
   */
  void crop(Affine2 plateToCrop, int size, FloatBuffer out) {
    if (window.isEmpty()) {
      for (int i = 0; i < 3 * size * size; i++) {
        out.put(i, 0f);
      }
      return;
    }
    Affine2 back = plateToCrop.inverse();
    int number = levelFor(back.meanScale());
    boolean thin = Math.min(window.width(), window.height()) < 2;
    CropGrid close = CropGrid.of(back, window.x0(), window.y0(), 1, size);
    Level level =
        number > 0 || thin
            ? level(number).twoByTwo()
            : level(
                0,
                close.left(window.width()),
                close.top(window.height()),
                close.rightEnd(window.width()),
                close.bottom(window.height()));
    CropGrid grid = CropGrid.of(back, window.x0(), window.y0(), 1.0 / (1 << level.number()), size);
    LOOPS.crop(
        level.part(),
        level.x0(),
        level.y0(),
        level.width(),
        level.height(),
        grid,
        level.number() == 0, // only there may be samples that are not finite
        out);
  }

  /** The same in an array. */
  float[] crop(Affine2 plateToCrop, int size) {
    FloatBuffer out = scratch(3 * size * size);
    crop(plateToCrop, size, out);
    float[] array = new float[3 * size * size];
    out.get(0, array);
    return array;
  }

  /** Room for some floats, until it is next asked for. */
  FloatBuffer scratch(int floats) {
    if (scratch.capacity() < floats) {
      scratch = Pixels.direct(floats);
    }
    return scratch;
  }

  /** A tensor for so many crops, until one of this size is next asked for under the same name. */
  FloatTensor input(String name, int crops, int size) {
    return inputs.computeIfAbsent(
        name + crops + ' ' + size, key -> FloatTensor.direct(crops, 3, size, size));
  }
}
