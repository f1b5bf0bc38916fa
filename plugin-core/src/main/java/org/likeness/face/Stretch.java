package org.likeness.face;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.likeness.image.Frame;

/**
 * Frames of a shot that are looked at one after the other: a thorough search in the first, in the
 * others the faces are followed from frame to frame. Stretches begin at frame numbers that are
 * multiples of {@link #LENGTH} and after gaps, whatever part of the shot is asked for; so what a
 * frame gives does not depend on the part it was looked at in, nor on the number of threads.
 *
 * @param frames ascending, of the whole shot
 * @param wanted those asked for; the others only lead there
 * @param first whether no frame of the shot comes right before
 */
record Stretch(List<Integer> frames, Set<Integer> wanted, boolean first) {
  /** Frames from one thorough search to the next. */
  static final int LENGTH = 12;

  /** The stretches of a shot in which a frame is asked for, up to the last such frame. */
  static List<Stretch> of(FrameSource shot) {
    Set<Integer> wanted = new HashSet<>(shot.frames());
    List<Stretch> out = new ArrayList<>();
    List<Integer> run = new ArrayList<>();
    boolean first = true;
    for (int frame : shot.shot()) {
      boolean gap = !run.isEmpty() && run.get(run.size() - 1) != frame - 1;
      if (gap || (!run.isEmpty() && Math.floorMod(frame, LENGTH) == 0)) {
        add(out, run, wanted, first);
        run = new ArrayList<>();
        first = gap;
      }
      run.add(frame);
    }
    add(out, run, wanted, first);
    return out;
  }

  private static void add(
      List<Stretch> out, List<Integer> run, Set<Integer> wanted, boolean first) {
    int end = run.size();
    while (end > 0 && !wanted.contains(run.get(end - 1))) {
      end--;
    }
    if (end > 0) {
      List<Integer> used = List.copyOf(run.subList(0, end));
      Set<Integer> mine = new HashSet<>(used);
      mine.retainAll(wanted);
      out.add(new Stretch(used, mine, first));
    }
  }

  /**
   * Looks at the frames, unless they are known.
   *
   * @return those asked for, ascending; fewer if the watch wants no more
   */
  List<FrameFaces> look(FaceFinder finder, FrameSource shot, ShotAnalyser.Watch watch)
      throws IOException {
    List<FrameFaces> out = new ArrayList<>();
    FrameFaces before = null;
    int next = 0;
    boolean allKnown = true;
    for (int i = 0; i < frames.size() && watch.wanted(); i++) {
      int frame = frames.get(i);
      if (!wanted.contains(frame)) {
        continue;
      }
      Frame plate = shot.read(frame);
      byte[] digest = PlateDigest.of(plate);
      // What is known of a frame came from those before it: once one is new, so are all after it.
      FrameFaces faces = allKnown ? watch.known(frame, digest) : null;
      if (faces == null) {
        allKnown = false;
        for (; next < i; next++) {
          int lead = frames.get(next);
          before = one(finder, shot.read(lead), lead, new byte[FrameFaces.DIGEST], before);
        }
        faces = one(finder, plate, frame, digest, before);
      }
      before = faces;
      next = i + 1;
      watch.done(faces);
      out.add(faces);
    }
    return out;
  }

  private FrameFaces one(
      FaceFinder finder, Frame plate, int frame, byte[] digest, @Nullable FrameFaces before) {
    int[] turns =
        before == null && !first
            ? FaceSearch.someTurns(Math.floorDiv(frame, LENGTH))
            : FaceSearch.ALL_TURNS;
    DisplayView view = DisplayView.ofLinear(plate);
    FrameSignature signature = FrameSignature.of(view.pyramid());
    List<FaceObservation> faces =
        before != null && signature.distance(new FrameSignature(before.signature())) < CutFinder.CUT
            ? finder.follow(view, frame, before.faces())
            : finder.search(view, frame, turns);
    return new FrameFaces(frame, plate.displayWindow(), digest, signature.bytes(), faces);
  }
}
