package org.likeness.face;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.likeness.image.PixelRect;

/**
 * Where in a plate the detectors look. What each net can see was measured, by the face's height in
 * the net's own picture: the full-range net 9 to 64 pixels, upright or leaning by 60 degrees, of
 * the smallest every other one with doubts, so that it looks at them closer; the near net 16 to 110
 * pixels, turned by any angle up to 135 degrees. So one look of each at the whole plate finds what
 * is over a twentieth of its longer side; smaller faces take overlapping tiles, faces that stand on
 * their head a second look at the plate upside down. Thread-safe.
 */
final class FaceSearch implements AutoCloseable {
  /** The square looked at over the plate's longer side: room for faces cut by its edge. */
  private static final double FULL_MARGIN = 1.12;

  private static final double NEAR_MARGIN = 1.25;

  /** Side of the smallest tiles, plate pixels: there 24 pixels are 11.5 of the net's. */
  private static final double SMALLEST_TILE = 400;

  /** Tiles overlap by more than the largest face that the next coarser ones may miss. */
  private static final double STRIDE = 0.85;

  private static final double TILE_BEYOND = 0.05;
  private static final double EDGE_BEYOND = 0.3;

  /**
   * Sides over the plate's longer one where a large face is looked for that the edge cuts off, grey
   * beyond it. Of profiles with their front cut off both nets see nothing otherwise: an edge that
   * goes on draws bars across them, and black is read as hair.
   */
  private static final double[] CUT_NEAR = {1.6, 2.2};

  private static final double CUT_FULL = 3.0;

  /** Exposures tried beside the metered one, as factors of it: faces in the dark, or burnt out. */
  private static final float[] EXPOSURES = {6f, 36f, 1 / 6f};

  /**
   * Every way up: in tiles, where faces are small for the net, it is in doubt of those leaning by
   * 45 degrees.
   */
  static final int[] ALL_TURNS = {0, 2, 1, 3};

  /**
   * Score from which on what a tile shows is looked at closer. Measured on faces 24 pixels high,
   * eight rolls, in tiles of 400: four looks a tile give 56 of 100 of them a score of 0.5, all of
   * them one of 0.2, and so much to some ten things in a plate of 1920x1080 that are no faces.
   */
  private static final float DOUBTFUL = 0.2f;

  /** Of what fills more of its tile than this the net is sure; mostly it is a part of a face. */
  private static final double SMALL = 0.2;

  /** Side of the closer look over the box: the face is as large there as the net likes it. */
  private static final double CLOSER = 4;

  /**
   * Against the angle at which it was seen, which is a guess; the first, straight, settles most.
   */
  private static final double[] LOOKS = {0, Math.PI / 4, -Math.PI / 4, Math.PI};

  /**
   * Boxes that overlap by more are of one doubt; one overlaps so what a closer look makes of it.
   */
  private static final double SAME_DOUBT = 0.3;

  private static final double STILL_THERE = 0.2;

  private static final int[] UPRIGHT = {0};
  private static final int[] BOTH_WAYS_UP = {0, 2};

  private final FaceDetector full;
  private final FaceDetector near;

  FaceSearch(FaceDetector full, FaceDetector near) {
    this.full = full;
    this.near = near;
  }

  /** One look of each net at the whole plate; further exposures only where it shows no face. */
  List<Detection> quick(DisplayView plate) {
    List<Detection> found = whole(plate, UPRIGHT);
    for (int i = 0; i < EXPOSURES.length && found.isEmpty() && plate.linear(); i++) {
      found = whole(plate.exposed(EXPOSURES[i]), UPRIGHT);
    }
    return FaceDetector.merge(found);
  }

  /**
   * Small faces, faces turned by any angle, faces much darker or brighter than the plate.
   *
   * @param turns how tiles are turned, in quarters: {@link #ALL_TURNS}, or some where other frames
   *     get the others
   */
  List<Detection> thorough(DisplayView plate, int[] turns) {
    List<Detection> found = new ArrayList<>(whole(plate, BOTH_WAYS_UP));
    for (int i = 0; i < EXPOSURES.length && plate.linear(); i++) {
      found.addAll(whole(plate.exposed(EXPOSURES[i]), UPRIGHT));
    }
    edges(plate, found);
    double whole = FULL_MARGIN * longer(plate.window());
    int levels = (int) Math.ceil(Math.log(whole / SMALLEST_TILE) / Math.log(2));
    List<Detection> doubts = new ArrayList<>();
    for (int level = 1; level <= levels; level++) {
      double side = whole * Math.pow(SMALLEST_TILE / whole, (double) level / levels);
      for (Detection d : tiles(plate, side, turns)) {
        if (d.score() >= FaceDetector.MIN_SCORE) {
          found.add(d);
        } else if (d.box().width() < SMALL * side) {
          doubts.add(d);
        }
      }
    }
    found.addAll(settled(plate, doubts, FaceDetector.merge(found)));
    return FaceDetector.merge(found);
  }

  /** Those of the doubts that a closer look shows to be faces, and not such as are known. */
  private List<Detection> settled(
      DisplayView plate, List<Detection> doubts, List<Detection> known) {
    List<Detection> out = new ArrayList<>();
    List<FaceBox> done = new ArrayList<>(known.stream().map(Detection::box).toList());
    doubts.sort(Comparator.comparingDouble(d -> -d.score()));
    for (Detection d : doubts) {
      if (done.stream().noneMatch(b -> b.iou(d.box()) > SAME_DOUBT)) {
        done.add(d.box());
        closer(plate, d, out);
      }
    }
    return out;
  }

  /** What the first look does not even doubt is let go. */
  private void closer(DisplayView plate, Detection doubt, List<Detection> found) {
    FaceBox box = doubt.box();
    double side = CLOSER * Math.max(box.width(), box.height());
    for (double turn : LOOKS) {
      Square near = new Square(box.centreX(), box.centreY(), side, doubt.angle() + turn);
      Detection best =
          full.find(plate.meteredOn(near.middle(1)), near, UPRIGHT, DOUBTFUL).stream()
              .filter(d -> d.box().iou(box) > STILL_THERE)
              .max(Comparator.comparingDouble(Detection::score))
              .orElse(null);
      if (best != null && best.score() >= FaceDetector.MIN_SCORE) {
        found.add(best);
        return;
      }
      if (turn == 0 && best == null) {
        return;
      }
    }
  }

  /** Large faces of which a third or more lies beyond the plate's edge; where nothing else is. */
  List<Detection> cutOff(DisplayView plate) {
    PixelRect w = plate.window();
    double cx = (w.x0() + w.x1()) / 2.0;
    double cy = (w.y0() + w.y1()) / 2.0;
    double side = longer(w);
    List<Detection> found =
        new ArrayList<>(full.findInGrey(plate, new Square(cx, cy, CUT_FULL * side, 0)));
    for (double part : CUT_NEAR) {
      found.addAll(near.findInGrey(plate, new Square(cx, cy, part * side, 0)));
    }
    return found;
  }

  /** Upright and one of the other ways up, by turns. */
  static int[] someTurns(int round) {
    return new int[] {0, ALL_TURNS[1 + Math.floorMod(round, ALL_TURNS.length - 1)]};
  }

  private static int longer(PixelRect w) {
    return Math.max(w.width(), w.height());
  }

  private List<Detection> whole(DisplayView plate, int[] turns) {
    PixelRect w = plate.window();
    double cx = (w.x0() + w.x1()) / 2.0;
    double cy = (w.y0() + w.y1()) / 2.0;
    float sure = FaceDetector.MIN_SCORE;
    List<Detection> found =
        full.find(plate, new Square(cx, cy, FULL_MARGIN * longer(w), 0), turns, sure);
    found.addAll(near.find(plate, new Square(cx, cy, NEAR_MARGIN * longer(w), 0), turns, sure));
    return found;
  }

  /** Large faces cut by the plate's edge: the near net sees half of one if it fills its picture. */
  private void edges(DisplayView plate, List<Detection> found) {
    PixelRect w = plate.window();
    double side = 1.2 * Math.min(w.width(), w.height());
    for (double cy : middles(w.y0(), w.y1(), side, EDGE_BEYOND)) {
      for (double cx : middles(w.x0(), w.x1(), side, EDGE_BEYOND)) {
        found.addAll(near.find(plate, new Square(cx, cy, side, 0)));
      }
    }
  }

  private List<Detection> tiles(DisplayView plate, double side, int[] turns) {
    PixelRect w = plate.window();
    List<Detection> found = new ArrayList<>();
    for (double cy : middles(w.y0(), w.y1(), side, TILE_BEYOND)) {
      for (double cx : middles(w.x0(), w.x1(), side, TILE_BEYOND)) {
        Square tile = new Square(cx, cy, side, 0);
        found.addAll(full.find(plate.meteredOn(tile.middle(1)), tile, turns, DOUBTFUL));
      }
    }
    return found;
  }

  /** Middles of squares that cover a line and, at its ends, some of their side beyond it. */
  private static double[] middles(int low, int high, double side, double reach) {
    double beyond = reach * side;
    double room = high - low + 2 * beyond - side;
    if (room <= 0) {
      return new double[] {(low + high) / 2.0};
    }
    int steps = (int) Math.ceil(room / (STRIDE * side));
    double[] out = new double[steps + 1];
    for (int i = 0; i <= steps; i++) {
      out[i] = low - beyond + side / 2 + room * i / steps;
    }
    return out;
  }

  @Override
  public void close() {
    full.close();
    near.close();
  }
}
