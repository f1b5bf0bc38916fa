package org.likeness.face;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.likeness.image.Affine2;
import org.likeness.image.pixels.PixelLoops;
import org.likeness.model.FloatTensor;
import org.likeness.model.OnnxSession;

/**
 * MediaPipe's single-shot face detectors. A square of the plate is looked at; each anchor gives a
 * box, six keypoints and a score; overlapping boxes are averaged by score. Anchor layout and
 * scales: MediaPipe's {@code face_detection_full_range} and {@code face_detection_short_range}
 * graphs. Thread-safe.
 */
final class FaceDetector implements AutoCloseable {
  private static final PixelLoops LOOPS = PixelLoops.best();

  /** From this score on it is a face. */
  static final float MIN_SCORE = 0.5f;

  /**
   * Lies so much below the score wanted, before the logistic curve, which it almost always spares.
   */
  private static final double SURELY_LESS = 0.01;

  /** Overlap from which on boxes are averaged; faces that cross overlap less. */
  private static final double SAME_FACE = 0.5;

  private static final int VALUES = 16;
  private static final double ANOTHER_TURN = Math.toRadians(40);

  private final OnnxSession net;
  private final int size;

  /**
   * What lies beyond the plate: black, or its edge going on. Measured on faces cut by the edge: the
   * one net finds more with this, the other with that.
   */
  private final boolean blackOutside;

  private final float[] anchors;

  private FaceDetector(OnnxSession net, int size, boolean blackOutside, float[] anchors) {
    this.net = net;
    this.size = size;
    this.blackOutside = blackOutside;
    this.anchors = anchors;
  }

  /** The full-range net: 192 pixels, one anchor in each cell of 4. */
  static FaceDetector fullRange(byte[] onnx) {
    return new FaceDetector(
        OnnxSession.open(onnx, "face_detection_full_range"), 192, true, anchors(192, 4, 1));
  }

  /** The short-range net: 128 pixels, two anchors in each cell of 8, six in each of 16. */
  static FaceDetector shortRange(byte[] onnx) {
    return new FaceDetector(
        OnnxSession.open(onnx, "face_detection_short_range"),
        128,
        false,
        concat(anchors(128, 8, 2), anchors(128, 16, 6)));
  }

  /**
   * Faces in a square of the plate, best first.
   *
   * @param square may be turned and may reach beyond the plate
   */
  List<Detection> find(DisplayView plate, Square square) {
    return plate.window().isEmpty() ? List.of() : look(crop(plate, square), square, MIN_SCORE);
  }

  /**
   * The same with the square turned in several ways; it is cut out of the plate once.
   *
   * @param quarters turns by so many quarters, clockwise on screen
   * @param least score from which on something is told, up to {@link #MIN_SCORE}
   * @return those of all turns, unmerged
   */
  List<Detection> find(DisplayView plate, Square square, int[] quarters, float least) {
    List<Detection> found = new ArrayList<>();
    if (!plate.window().isEmpty()) {
      FloatTensor upright = crop(plate, square);
      for (int q : quarters) {
        Square turned = square.moved(0, 0, 1, q * Math.PI / 2);
        found.addAll(look(q == 0 ? upright : turned(plate, upright, q), turned, least));
      }
    }
    return found;
  }

  /** As {@link #find(DisplayView, Square)}, with grey beyond the plate. */
  List<Detection> findInGrey(DisplayView plate, Square square) {
    if (plate.window().isEmpty()) {
      return List.of();
    }
    FloatTensor crop = plate.pyramid().input("upright", 1, size);
    plate.crop(square.toCrop(size), size, false, -1f, 1f, crop.data());
    plate.fillOutside(square.toCrop(size), size, 0f, crop.data());
    return look(crop, square, MIN_SCORE);
  }

  private FloatTensor crop(DisplayView plate, Square square) {
    FloatTensor crop = plate.pyramid().input("upright", 1, size);
    plate.crop(square.toCrop(size), size, blackOutside, -1f, 1f, crop.data());
    return crop;
  }

  /** What the square turned by quarters shows. */
  private FloatTensor turned(DisplayView plate, FloatTensor upright, int quarters) {
    FloatTensor turned = plate.pyramid().input("turned", 1, size);
    LOOPS.turn(upright.data(), size, quarters, turned.data());
    return turned;
  }

  private List<Detection> look(FloatTensor crop, Square square, float least) {
    Map<String, FloatTensor> out = net.run(Map.of("input", crop));
    FloatBuffer boxes = null;
    FloatBuffer scores = null;
    for (FloatTensor t : out.values()) {
      if (t.shape()[2] == VALUES) {
        boxes = t.data();
      } else {
        scores = t.data();
      }
    }
    if (boxes == null || scores == null) {
      throw new IllegalStateException("the detector has no boxes or no scores: " + net.outputs());
    }
    return merge(decode(boxes, scores, square.toCrop(size).inverse(), least));
  }

  private List<Detection> decode(
      FloatBuffer boxes, FloatBuffer scores, Affine2 toPlate, float least) {
    float surelyLess = (float) (Math.log(least / (1 - least)) - SURELY_LESS);
    List<Detection> found = new ArrayList<>();
    double scale = toPlate.meanScale();
    float[] logits = new float[scores.limit()];
    scores.get(0, logits);
    for (int i = 0; i < logits.length; i++) {
      if (logits[i] < surelyLess) {
        continue;
      }
      float score = (float) (1 / (1 + Math.exp(-Math.max(-100, Math.min(100, logits[i])))));
      if (!(score >= least)) {
        continue;
      }
      double ax = anchors[2 * i];
      double ay = anchors[2 * i + 1];
      int b = VALUES * i;
      double cx = ax + boxes.get(b);
      double cy = ay + boxes.get(b + 1);
      double hw = boxes.get(b + 2) / 2;
      double hh = boxes.get(b + 3) / 2;
      double[] keys = new double[12];
      for (int k = 0; k < 6; k++) {
        double x = ax + boxes.get(b + 4 + 2 * k);
        double y = ay + boxes.get(b + 5 + 2 * k);
        keys[2 * k] = toPlate.mapX(x, y);
        keys[2 * k + 1] = toPlate.mapY(x, y);
      }
      // The box of a turned search keeps its middle and its size.
      double middleX = toPlate.mapX(cx, cy);
      double middleY = toPlate.mapY(cx, cy);
      FaceBox box =
          new FaceBox(
              middleX - hw * scale,
              middleY - hh * scale,
              middleX + hw * scale,
              middleY + hh * scale);
      if (box.width() > 0 && box.height() > 0) {
        found.add(new Detection(box, keys, score));
      }
    }
    return found;
  }

  /** Weighted non-maximum suppression: a face is the mean, by score, of the boxes that overlap. */
  static List<Detection> merge(List<Detection> all) {
    List<Detection> left = new ArrayList<>(all);
    left.sort(Comparator.comparingDouble((Detection d) -> -d.score()));
    List<Detection> out = new ArrayList<>();
    while (!left.isEmpty()) {
      Detection best = left.get(0);
      double total = 0;
      double[] box = new double[4];
      double[] keys = new double[12];
      List<Detection> rest = new ArrayList<>();
      for (Detection d : left) {
        if (d != best && d.box().iou(best.box()) <= SAME_FACE) {
          rest.add(d);
          continue;
        }
        if (turnedApart(d, best)) {
          continue;
        }
        double w = d.score();
        total += w;
        box[0] += w * d.box().x0();
        box[1] += w * d.box().y0();
        box[2] += w * d.box().x1();
        box[3] += w * d.box().y1();
        for (int i = 0; i < 12; i++) {
          keys[i] += w * d.keypoints()[i];
        }
      }
      for (int i = 0; i < 12; i++) {
        keys[i] /= total;
      }
      out.add(
          new Detection(
              new FaceBox(box[0] / total, box[1] / total, box[2] / total, box[3] / total),
              keys,
              best.score()));
      left = rest;
    }
    return out;
  }

  /** Whether two searches read the same face as turned differently: the better one is believed. */
  private static boolean turnedApart(Detection a, Detection b) {
    double turn = Math.abs(a.angle() - b.angle()) % (2 * Math.PI);
    return Math.min(turn, 2 * Math.PI - turn) > ANOTHER_TURN;
  }

  private static float[] anchors(int size, int stride, int perCell) {
    int cells = size / stride;
    float[] out = new float[2 * cells * cells * perCell];
    int at = 0;
    for (int y = 0; y < cells; y++) {
      for (int x = 0; x < cells; x++) {
        for (int k = 0; k < perCell; k++) {
          out[at++] = (x + 0.5f) * stride;
          out[at++] = (y + 0.5f) * stride;
        }
      }
    }
    return out;
  }

  private static float[] concat(float[] a, float[] b) {
    float[] out = new float[a.length + b.length];
    System.arraycopy(a, 0, out, 0, a.length);
    System.arraycopy(b, 0, out, a.length, b.length);
    return out;
  }

  @Override
  public void close() {
    net.close();
  }
}
