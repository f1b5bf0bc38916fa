package org.likeness.face;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.likeness.image.FrameRows;
import org.likeness.image.PixelRect;
import org.likeness.image.grain.GrainRows;

/**
 * Frames of a shot that are looked at one after the other: a thorough search in the first, in the
 * others the faces are followed from frame to frame. Stretches begin at frame numbers that are
 * multiples of {@link #LENGTH} and after gaps, whatever part of the shot is asked for; so what a
 * frame gives does not depend on the part it was looked at in, nor on the number of threads.
 *
 * @param frames ascending, of the whole shot
 * @param wanted those asked for; the others only lead there
 * @param first whether no frame of the shot comes right before
 * @param grain those asked for in which the plate's grain is looked at
 */
record Stretch(List<Integer> frames, Set<Integer> wanted, boolean first, Set<Integer> grain) {
  /** Frames from one thorough search to the next. */
  static final int LENGTH = 12;

  /** Frames from one look at the plate's grain to the next: it hardly changes over a shot. */
  static final int GRAIN = 24;

  /** A face this high and smaller is looked at pixel by pixel. */
  private static final int SMALL = 300;

  /** The stretches of a shot in which a frame is asked for, up to the last such frame. */
  static List<Stretch> of(FrameSource shot) {
    Set<Integer> wanted = new HashSet<>(shot.frames());
    List<Stretch> out = new ArrayList<>();
    List<Integer> run = new ArrayList<>();
    boolean first = true;
    Set<Integer> grain = grainFrames(shot.shot());
    for (int frame : shot.shot()) {
      boolean gap = !run.isEmpty() && run.get(run.size() - 1) != frame - 1;
      if (gap || (!run.isEmpty() && Math.floorMod(frame, LENGTH) == 0)) {
        add(out, run, wanted, first, grain);
        run = new ArrayList<>();
        first = gap;
      }
      run.add(frame);
    }
    add(out, run, wanted, first, grain);
    return out;
  }

  private static void add(
      List<Stretch> out,
      List<Integer> run,
      Set<Integer> wanted,
      boolean first,
      Set<Integer> grain) {
    int end = run.size();
    while (end > 0 && !wanted.contains(run.get(end - 1))) {
      end--;
    }
    if (end > 0) {
      List<Integer> used = List.copyOf(run.subList(0, end));
      Set<Integer> mine = new HashSet<>(used);
      mine.retainAll(wanted);
      Set<Integer> looks = new HashSet<>(mine);
      looks.retainAll(grain);
      out.add(new Stretch(used, mine, first, looks));
    }
  }

  /** One frame in {@link #GRAIN}, and of each run without such a frame the first. */
  private static Set<Integer> grainFrames(List<Integer> shot) {
    Set<Integer> out = new HashSet<>();
    for (int from = 0; from < shot.size(); ) {
      int to = from + 1;
      while (to < shot.size() && shot.get(to) == shot.get(to - 1) + 1) {
        to++;
      }
      List<Integer> looks =
          shot.subList(from, to).stream().filter(f -> Math.floorMod(f, GRAIN) == 0).toList();
      out.addAll(looks.isEmpty() ? shot.subList(from, from + 1) : looks);
      from = to;
    }
    return out;
  }

  /**
   * Looks at the frames, unless they are known.
   *
   * @return those asked for, ascending; fewer if the watch wants no more
   */
  List<FrameFaces> look(FaceFinder finder, FrameSource shot, ShotAnalyser.Watch watch)
      throws IOException {
    PlatePyramid plate = finder.borrow();
    try {
      return look(finder, shot, watch, plate);
    } finally {
      finder.giveBack(plate);
    }
  }

  private List<FrameFaces> look(
      FaceFinder finder, FrameSource shot, ShotAnalyser.Watch watch, PlatePyramid plate)
      throws IOException {
    List<FrameFaces> out = new ArrayList<>();
    double aspect = shot.pixelAspect();
    FrameFaces before = null;
    int next = 0;
    boolean allKnown = true;
    for (int i = 0; i < frames.size() && watch.wanted(); i++) {
      int frame = frames.get(i);
      if (!wanted.contains(frame)) {
        continue;
      }
      try (FrameRows rows = shot.rows(frame)) {
        GrainRows meter = grain.contains(frame) ? new GrainRows(rows.dataWindow()) : null;
        byte[] digest = read(rows, plate, before, meter);
        // What is known of a frame came from those before it: once one is new, so are all after it.
        FrameFaces faces = allKnown ? watch.known(frame, digest) : null;
        if (faces == null) {
          allKnown = false;
          before = lead(finder, shot, frames.subList(next, i), before);
          faces = one(finder, plate, aspect, rows.displayWindow(), frame, digest, before);
          if (meter == null && cutBetween(before, faces)) {
            meter = new GrainRows(rows.dataWindow());
            rows.read(rows.dataWindow().y0(), rows.dataWindow().y1(), meter);
          }
        }
        before = meter != null && faces.grain().isEmpty() ? faces.with(meter.sample()) : faces;
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
      next = i + 1;
      watch.done(before);
      out.add(before);
    }
    return out;
  }

  /** Whether a new scene begins, which shows only when a frame has been read. */
  private static boolean cutBetween(@Nullable FrameFaces before, FrameFaces now) {
    return before != null
        && new FrameSignature(now.signature()).distance(new FrameSignature(before.signature()))
            >= CutFinder.CUT;
  }

  /** Follows the faces over frames that nobody asked for. */
  private @Nullable FrameFaces lead(
      FaceFinder finder, FrameSource shot, List<Integer> through, @Nullable FrameFaces before)
      throws IOException {
    if (through.isEmpty()) {
      return before;
    }
    PlatePyramid plate = finder.borrow();
    double aspect = shot.pixelAspect();
    try {
      for (int frame : through) {
        try (FrameRows rows = shot.rows(frame)) {
          byte[] digest = read(rows, plate, before, null);
          before = one(finder, plate, aspect, rows.displayWindow(), frame, digest, before);
        }
      }
      return before;
    } finally {
      finder.giveBack(plate);
    }
  }

  /** Reads a plate once from top to bottom. */
  private static byte[] read(
      FrameRows rows, PlatePyramid plate, @Nullable FrameFaces before, @Nullable GrainRows meter)
      throws IOException {
    PlateDigest.Running digest = new PlateDigest.Running(rows.dataWindow());
    FrameRows.Sink also =
        meter == null
            ? digest
            : (y, n, r, g, b) -> {
              digest.band(y, n, r, g, b);
              meter.band(y, n, r, g, b);
            };
    // A first frame is searched, and a search looks closely at many places.
    plate.fill(rows, before == null ? rows.dataWindow() : nearTo(before.faces()), also);
    return digest.end();
  }

  private FrameFaces one(
      FaceFinder finder,
      PlatePyramid plate,
      double aspect,
      PixelRect displayWindow,
      int frame,
      byte[] digest,
      @Nullable FrameFaces before) {
    int[] turns =
        before == null && !first
            ? FaceSearch.someTurns(Math.floorDiv(frame, LENGTH))
            : FaceSearch.ALL_TURNS;
    DisplayView view = DisplayView.ofLinear(plate, aspect);
    FrameSignature signature = FrameSignature.of(plate);
    List<FaceObservation> faces =
        before != null && signature.distance(new FrameSignature(before.signature())) < CutFinder.CUT
            ? finder.follow(view, frame, before.faces())
            : finder.search(view, frame, turns);
    return new FrameFaces(frame, displayWindow, digest, signature.bytes(), faces);
  }

  /**
   * Where a plate will be looked at pixel by pixel if the faces have hardly moved: small ones as
   * far as their crops reach, of large ones the middle.
   */
  private static PixelRect nearTo(List<FaceObservation> faces) {
    double x0 = Double.POSITIVE_INFINITY;
    double y0 = x0;
    double x1 = -x0;
    double y1 = -x0;
    for (FaceObservation o : faces) {
      FaceBox box = FaceBox.of(o.landmarks());
      double side = Math.max(box.width(), box.height());
      double reach = Math.max(FaceSharpness.MOST / 2.0, side < SMALL ? 1.5 * side : 0) + side / 8;
      x0 = Math.min(x0, box.centreX() - reach);
      y0 = Math.min(y0, box.centreY() - reach);
      x1 = Math.max(x1, box.centreX() + reach);
      y1 = Math.max(y1, box.centreY() + reach);
    }
    return x0 > x1
        ? PixelRect.EMPTY
        : new PixelRect((int) x0, (int) y0, (int) Math.ceil(x1), (int) Math.ceil(y1));
  }
}
