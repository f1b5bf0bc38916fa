package org.likeness.face;

import java.util.ArrayList;
import java.util.List;

/**
 * Numbers given on some frames, spread over the others: straight between keys, and dying away
 * softly before the first and after the last one.
 */
final class KeyCurve {
  private final List<Integer> frames = new ArrayList<>();
  private final List<double[]> values = new ArrayList<>();
  private final int fade;

  /**
   * @param fade frames in which a change dies away; 0 leaves the keys' own span alone
   */
  KeyCurve(int fade) {
    this.fade = fade;
  }

  /** Adds a key; keys come by ascending frame. */
  void add(int frame, double[] value) {
    frames.add(frame);
    values.add(value);
  }

  /** The value at a frame; all zeros far from the keys. */
  double[] at(int frame) {
    int last = frames.size() - 1;
    if (frame <= frames.get(0)) {
      return scaled(values.get(0), frames.get(0) - (long) frame);
    }
    if (frame >= frames.get(last)) {
      return scaled(values.get(last), frame - (long) frames.get(last));
    }
    int k = 1;
    while (frames.get(k) < frame) {
      k++;
    }
    double[] a = values.get(k - 1);
    double[] b = values.get(k);
    double t = (frame - frames.get(k - 1)) / (double) (frames.get(k) - frames.get(k - 1));
    double[] v = new double[a.length];
    for (int i = 0; i < v.length; i++) {
      v[i] = a[i] + t * (b[i] - a[i]);
    }
    return v;
  }

  private double[] scaled(double[] value, long distance) {
    double t = Math.min(1, distance / (fade + 1.0));
    double weight = 1 - t * t * (3 - 2 * t);
    double[] v = value.clone();
    for (int i = 0; i < v.length; i++) {
      v[i] *= weight;
    }
    return v;
  }
}
