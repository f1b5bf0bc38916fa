package org.likeness.face;

import java.util.ArrayList;
import java.util.List;
import org.likeness.image.Affine2;

/**
 * One kind of places of a face (its mesh, its classic points, its anchors, its irises) through a
 * track, with the groups of them that move together.
 */
enum PlaceField {
  /** 468 triples. */
  MESH(3),
  /** 68 pairs. */
  POINTS(2),
  /** Seven pairs. */
  ANCHORS(2),
  /** Two triples: x, y and radius. */
  IRIS(3);

  /** What moves with the skull, with speech, with lids and brows, with the gaze. */
  enum Group {
    SKULL,
    MOUTH,
    LIDS,
    GAZE
  }

  private static final CropTemplate TEMPLATE = CropTemplate.byId(CropTemplate.WHOLE_FACE_V1);
  private static final int NOSE_BASE = 2;
  private static final int EYE_OUTER_RIGHT = 33;
  private static final int EYE_OUTER_LEFT = 263;

  private final int dimensions;

  PlaceField(int dimensions) {
    this.dimensions = dimensions;
  }

  /** Numbers a place. */
  int dimensions() {
    return dimensions;
  }

  /** The numbers of an observation; of length 0 where they are not known. */
  float[] of(FaceObservation o) {
    return switch (this) {
      case MESH -> o.landmarks().xyz();
      case POINTS -> o.detail().points().xy();
      case ANCHORS -> o.detail().anchors().xy();
      case IRIS -> o.detail().iris();
    };
  }

  /**
   * How sure an observation is of them: a variance relative to others, 1 where nothing is known.
   */
  double variance(FaceObservation o) {
    FacePoints p =
        this == POINTS
            ? o.detail().points()
            : this == ANCHORS ? o.detail().anchors() : FacePoints.NONE;
    double sum = 0;
    for (float d : p.deviation()) {
      sum += (double) d * d / p.count();
    }
    return sum > 0 ? sum : 1;
  }

  /** Numbers of places of the groups that this field has, by group; indices of places. */
  List<int[]> groups(int places) {
    List<List<Integer>> lists = new ArrayList<>();
    for (int g = 0; g < Group.values().length; g++) {
      lists.add(new ArrayList<>());
    }
    for (int i = 0; i < places; i++) {
      lists.get(group(i).ordinal()).add(i);
    }
    return lists.stream().map(l -> l.stream().mapToInt(i -> i).toArray()).toList();
  }

  private Group group(int place) {
    return switch (this) {
      case MESH -> meshGroup(place);
      case POINTS ->
          place >= 48 || place >= 3 && place <= 13
              ? Group.MOUTH
              : place >= 36 && (place - 36) % 3 != 0 || place >= 17 && place <= 26
                  ? Group.LIDS
                  : Group.SKULL;
      case ANCHORS -> Group.SKULL;
      case IRIS -> Group.GAZE;
    };
  }

  /** Below the nose what speech moves; lids and brows in a window about the eyes. */
  private static Group meshGroup(int i) {
    float[] t = TEMPLATE.xyz();
    if (t[3 * i + 1] > t[3 * NOSE_BASE + 1] + 0.01f) {
      return Group.MOUTH;
    }
    float y = (t[3 * EYE_OUTER_RIGHT + 1] + t[3 * EYE_OUTER_LEFT + 1]) / 2;
    float x = Math.abs(t[3 * i]);
    boolean beside = x > 0.06f && x < Math.abs(t[3 * EYE_OUTER_LEFT]) + 0.06f;
    return beside && t[3 * i + 1] > y - 0.17f && t[3 * i + 1] < y + 0.06f
        ? Group.LIDS
        : Group.SKULL;
  }

  /** Moves some places by a map of the plane; depth and radius take its scale. */
  void move(float[] from, Affine2 map, int[] places, double[] to) {
    double scale = dimensions == 3 ? map.meanScale() : 1;
    for (int place : places) {
      int i = place * dimensions;
      to[i] = map.mapX(from[i], from[i + 1]);
      to[i + 1] = map.mapY(from[i], from[i + 1]);
      if (dimensions == 3) {
        to[i + 2] = scale * from[i + 2];
      }
    }
  }
}
