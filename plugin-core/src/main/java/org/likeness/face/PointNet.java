package org.likeness.face;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import org.likeness.image.Affine2;
import org.likeness.image.PixelRect;
import org.likeness.model.FloatTensor;
import org.likeness.model.OnnxSession;
import org.likeness.model.SwapModel;

/**
 * The network trained here on rendered faces: 68 points, the crop's anchors and the irises, each
 * with the deviation that it expects, visibility, and the expression. It looks twice: first where
 * the mesh says that the face is, then where its own anchors say; the second time through two crops
 * that differ by half a pixel of its heat maps, one of them mirrored, whose answers are averaged.
 * Thread-safe.
 */
final class PointNet implements AutoCloseable {
  /** Role in an analysis file. */
  static final String ROLE = "points";

  private static final String RESOURCE = "landmarks-1.onnx";
  private static final int SIZE = 128;
  private static final int POINTS = FacePoints.CLASSIC + CropAnchors.COUNT + 2;
  private static final int FACTS = FacePoints.CLASSIC + POINTS;
  private static final int UNITS = ExpressionUnits.NAMES.size();

  /** Side of its crop over the height of the template's face. */
  private static final double COVERAGE = 1.6;

  /** The two crops of the second look: moves in sides of the crop, scale, turn in radians. */
  private static final double[][] LOOKS = {
    {0.0075, 0.0075, 0.985, 0.015}, {-0.0075, -0.0075, 1.015, -0.015}
  };

  /** The first look: the crop as the mesh gives it. */
  private static final double[] STRAIGHT = {0, 0, 1, 0};

  /** Radius of an iris over the height of the template's face: 11.7 mm across on most people. */
  private static final double IRIS_RADIUS = 0.033;

  private final OnnxSession net;
  private final String sha256;

  private PointNet(OnnxSession net, String sha256) {
    this.net = net;
    this.sha256 = sha256;
  }

  /** The network that this program carries. */
  static PointNet open() {
    try (InputStream in = PointNet.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("this program lacks its resource " + RESOURCE);
      }
      byte[] onnx = in.readAllBytes();
      return new PointNet(OnnxSession.open(onnx, RESOURCE), SwapModel.sha256(onnx));
    } catch (IOException e) {
      throw new IllegalStateException("this program cannot read its resource " + RESOURCE, e);
    }
  }

  /** sha256 of the network, hex. */
  String sha256() {
    return sha256;
  }

  /**
   * What it sees.
   *
   * @param detail points, anchors, irises and expression; the rest is not known
   * @param fit what the anchors say
   */
  record Seen(FaceDetail detail, CropAnchors.Fit fit) {}

  /** Looks at the face that a mesh found. */
  Seen find(DisplayView plate, Landmarks mesh, CropTemplate template) {
    Similarity3 s = Similarity3.fit(template.xyz(), mesh.xyz(), template.area());
    double[] c = s.map(0, 0, 0);
    return find(plate, new CropAnchors.Fit(c[0], c[1], s.scale(), s.r()));
  }

  /** Looks at a face that lies about there. */
  Seen find(DisplayView plate, CropAnchors.Fit start) {
    return again(plate, glance(plate, start).fit());
  }

  /** The first look alone. */
  Seen glance(DisplayView plate, CropAnchors.Fit start) {
    Sum one = new Sum(1);
    look(plate, new Affine2[] {crop(start, STRAIGHT)}, one);
    return one.seen();
  }

  /** The second look alone. */
  Seen again(DisplayView plate, CropAnchors.Fit fit) {
    Sum second = new Sum(LOOKS.length);
    Affine2[] crops = new Affine2[LOOKS.length];
    for (int i = 0; i < crops.length; i++) {
      crops[i] = crop(fit, LOOKS[i]);
    }
    look(plate, crops, second);
    return second.seen();
  }

  private static Affine2 crop(CropAnchors.Fit fit, double[] look) {
    double side = COVERAGE * fit.scale() * look[2];
    return Affine2.squareToCrop(
        fit.x() + look[0] * side, fit.y() + look[1] * side, side, fit.roll() + look[3], SIZE);
  }

  /** Every second of the crops that are looked at together. */
  private static boolean mirrored(int crop) {
    return crop % 2 == 1;
  }

  private void look(DisplayView plate, Affine2[] crops, Sum sum) {
    int n = 3 * SIZE * SIZE;
    FloatTensor input = plate.pyramid().input("points", crops.length, SIZE);
    for (int i = 0; i < crops.length; i++) {
      DisplayView metered = plate.meteredOn(bounds(crops[i].inverse()));
      metered.crop(crops[i], SIZE, false, -1f, 1f, input.data().slice(i * n, n));
      if (mirrored(i)) {
        MirroredLook.flip(input.data(), i * n, (i + 1) * n, SIZE);
      }
    }
    Map<String, FloatTensor> out = net.run(Map.of("crop", input));
    float[] places = new float[0];
    float[] turn = new float[0];
    float[] facts = new float[0];
    float[] units = new float[0];
    for (Map.Entry<String, FloatTensor> e : out.entrySet()) {
      if (e.getKey().equals("places")) {
        places = e.getValue().toArray();
      } else if (e.getKey().equals("turn")) {
        turn = e.getValue().toArray();
      } else if (e.getKey().equals("units")) {
        units = e.getValue().toArray();
      } else {
        facts = e.getValue().toArray();
      }
    }
    for (int i = 0; i < crops.length; i++) {
      sum.add(places, turn, facts, units, i, crops[i].inverse());
    }
  }

  /** The middle of the crop, where the face is: it alone is metered. */
  private static PixelRect bounds(Affine2 back) {
    double r = SIZE / 2.0 / 1.25 * back.meanScale();
    double x = back.mapX(SIZE / 2.0, SIZE / 2.0);
    double y = back.mapY(SIZE / 2.0, SIZE / 2.0);
    return new PixelRect(
        (int) Math.floor(x - r),
        (int) Math.floor(y - r),
        (int) Math.ceil(x + r),
        (int) Math.ceil(y + r));
  }

  /** Means over crops, in plate pixels. */
  private static final class Sum {
    private final int of;
    private final float[] xy = new float[2 * POINTS];
    private final float[] rows = new float[6];
    private final float[] deviation = new float[POINTS];
    private final float[] visible = new float[FacePoints.CLASSIC];
    private final float[] expression = new float[ExpressionUnits.NAMES.size()];

    Sum(int of) {
      this.of = of;
    }

    void add(float[] places, float[] turn, float[] facts, float[] units, int crop, Affine2 back) {
      float scale = (float) back.meanScale();
      boolean mirrored = mirrored(crop);
      // The crop's turn is undone: a rotation of the first two rows.
      for (int k = 0; k < 3; k++) {
        double u = turn[6 * crop + k] * (mirrored ? MirroredLook.turn(k) : 1);
        double v = turn[6 * crop + 3 + k] * (mirrored ? MirroredLook.turn(3 + k) : 1);
        rows[k] += (float) ((back.a() * u + back.b() * v) / scale / of);
        rows[3 + k] += (float) ((back.d() * u + back.e() * v) / scale / of);
      }
      for (int k = 0; k < POINTS; k++) {
        int from = mirrored ? MirroredLook.point(k) : k;
        double x = places[2 * (crop * POINTS + from)];
        double u = SIZE * (mirrored ? 1 - x : x);
        double v = SIZE * places[2 * (crop * POINTS + from) + 1];
        xy[2 * k] += (float) (back.mapX(u, v) / of);
        xy[2 * k + 1] += (float) (back.mapY(u, v) / of);
        float log = facts[crop * FACTS + FacePoints.CLASSIC + from];
        deviation[k] += scale * (float) Math.exp(Math.max(-3, Math.min(4, log))) / of;
      }
      for (int k = 0; k < visible.length; k++) {
        int from = mirrored ? MirroredLook.point(k) : k;
        visible[k] += (float) (1 / (1 + Math.exp(-facts[crop * FACTS + from]))) / of;
      }
      for (int k = 0; k < expression.length; k++) {
        float w = units[crop * UNITS + (mirrored ? MirroredLook.unit(k) : k)];
        expression[k] += Math.max(0, Math.min(1, w)) / of;
      }
    }

    /** Place and size by the anchors; the turn as it was told for itself. */
    CropAnchors.Fit fit() {
      float[] a = new float[2 * CropAnchors.COUNT];
      System.arraycopy(xy, 2 * FacePoints.CLASSIC, a, 0, a.length);
      CropAnchors.Fit placed = CropAnchors.fit(a);
      double[] turn = CropAnchors.rotation(rows, 0).rotation();
      return new CropAnchors.Fit(placed.x(), placed.y(), placed.scale(), turn);
    }

    Seen seen() {
      int n = FacePoints.CLASSIC;
      CropAnchors.Fit fit = fit();
      float face = 0;
      for (float v : visible) {
        face += v / n;
      }
      float[] all = new float[CropAnchors.COUNT];
      Arrays.fill(all, face);
      FacePoints points =
          new FacePoints(Arrays.copyOf(xy, 2 * n), Arrays.copyOf(deviation, n), visible);
      FacePoints anchors =
          new FacePoints(
              CropAnchors.places(fit),
              Arrays.copyOfRange(deviation, n, n + CropAnchors.COUNT),
              all);
      float[] iris = new float[FaceDetail.IRIS];
      for (int e = 0; e < 2; e++) {
        int k = n + CropAnchors.COUNT + e;
        iris[3 * e] = xy[2 * k];
        iris[3 * e + 1] = xy[2 * k + 1];
        iris[3 * e + 2] = (float) (IRIS_RADIUS * fit.scale());
      }
      FaceDetail detail =
          new FaceDetail(
              points,
              anchors,
              iris,
              expression,
              FaceDetail.NONE.light(),
              Float.NaN,
              (float) fit.scale(),
              FaceDetail.NONE.identity());
      return new Seen(detail, fit);
    }
  }

  @Override
  public void close() {
    net.close();
  }
}
