package org.likeness.pipeline.matte;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.likeness.face.FaceObservation;
import org.likeness.face.FaceParts;
import org.likeness.face.FaceParts.Part;
import org.likeness.image.Affine2;
import org.likeness.image.CropBend;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.image.Warp;
import org.likeness.pipeline.layers.FaceHull;

/**
 * Makes the final matte on the plate's pixels: the parts, refined by the plate where they come from
 * it, combined by an expression, without the parts of the face that stay, shrunk or grown,
 * softened, and faded at the crop's border. All lengths are relative to the face, so that a proxy
 * and the full frame get the same edge.
 */
public final class FinalMatte {
  /** Width over which the matte fades to 0 at the crop's border, in crops. */
  private static final double BORDER = 0.04;

  /** What variance of the guide counts as none. */
  private static final double EPSILON = 1e-4;

  /** Nothing is refined by windows wider than this, pixels. */
  private static final int WIDEST = 64;

  private final Source source;
  private final int width;
  private final int height;
  private final double turn;
  private final Map<String, float[]> parts = new HashMap<>();
  private float @Nullable [][] guide;

  /**
   * What a matte is made from.
   *
   * @param reach pixels of the plate that the crop can touch
   * @param plateToCrop of the swap's crop
   * @param cropSize its side, pixels
   * @param facePixels height of the face on the plate, pixels
   * @param learned the model's own matte over the crop
   * @param bend of the crop on its way to the plate, or null
   * @param face where the face is
   * @param seen what the network sees of it, asked for once where it is needed
   * @param linear the plate over {@code reach}, linear Rec.709, asked for where edges are refined
   */
  public record Source(
      PixelRect reach,
      Affine2 plateToCrop,
      int cropSize,
      double facePixels,
      Plane learned,
      @Nullable CropBend bend,
      FaceObservation face,
      Supplier<FaceParts> seen,
      Supplier<Frame> linear) {}

  private @Nullable FaceParts seen;

  private FinalMatte(Source source) {
    this.source = source;
    width = source.reach().width();
    height = source.reach().height();
    Affine2 back = source.plateToCrop().inverse();
    turn = Math.atan2(back.d(), back.a());
  }

  /**
   * Makes it.
   *
   * @return over {@code reach}, 0..1
   */
  public static Plane of(Source source, MatteSettings s) {
    return new FinalMatte(source).make(s);
  }

  /** Several at the price of little more than one, in order of the settings. */
  public static Map<String, Plane> all(Source source, Map<String, MatteSettings> settings) {
    FinalMatte made = new FinalMatte(source);
    Map<String, Plane> out = new LinkedHashMap<>();
    settings.forEach((name, s) -> out.put(name, made.make(s)));
    return out;
  }

  /** A part over {@code reach}: one of {@link MatteExpression#PARTS}. */
  public static Plane part(Source source, String name, MatteSettings s) {
    return new Plane(source.reach(), new FinalMatte(source).part(name, s).clone());
  }

  private Plane make(MatteSettings s) {
    PixelRect reach = source.reach();
    if (reach.isEmpty()) {
      return Plane.zeros(reach);
    }
    Map<String, float[]> in = new HashMap<>();
    MatteExpression expression = s.expression();
    Set<String> used = expression.used();
    for (String name : used) {
      in.put(name, part(name, s));
    }
    float[] m = expression.of(in, width * height);
    if (!s.hidden().isEmpty()) {
      float[] keep =
          onPlate(PartShares.keep(seen(), source.face(), s.hidden()), seen().plateToCrop());
      for (int i = 0; i < m.length; i++) {
        m[i] *= keep[i];
      }
    }
    EdgeShape shape = new EdgeShape(width, height, turn);
    double percent = source.facePixels() / 100;
    Sides erode = s.erodeSides().plus(s.erode());
    m = shape.erode(m, erode.times(percent));
    Affine2 back = source.plateToCrop().inverse();
    double half = source.cropSize() / 2.0;
    m =
        shape.blur(
            m,
            s.blurSides().plus(s.blur()).times(percent),
            back.mapX(half, half) - reach.x0(),
            back.mapY(half, half) - reach.y0());
    if (erode.times(-1).largest() > 0 && used.contains("occlusion")) {
      // A grown matte does not grow over the hand before the face.
      float[] occlusion = part("occlusion", s);
      for (int i = 0; i < m.length; i++) {
        m[i] = Math.min(m[i], 1 - occlusion[i]);
      }
    }
    return new Plane(reach, bordered(m));
  }

  private FaceParts seen() {
    FaceParts s = seen;
    if (s == null) {
      s = source.seen().get();
      seen = s;
    }
    return s;
  }

  private float[] part(String name, MatteSettings s) {
    String key =
        name + (name.equals("learned") || name.equals("hull") ? "" : s.refine() + "/" + s.band());
    float[] known = parts.get(key);
    if (known == null) {
      known =
          switch (name) {
            case "learned" -> onPlate(source.learned(), source.plateToCrop(), source.bend());
            case "hull" -> FaceHull.of(source.face()).over(source.reach()).data();
            case "face" -> levelled(seen().face(), s);
            case "hair" -> levelled(seen().part(Part.HAIR), s);
            case "occluder" -> levelled(seen().occluder(), s);
            case "occlusion" -> levelled(occlusion(seen()), s);
            default -> throw new IllegalArgumentException("there is no part " + name);
          };
      parts.put(key, known);
    }
    return known;
  }

  /**
   * What the network gives, on the plate. Its levels are set last: refining mixes, and so would
   * leave a trace of everything everywhere.
   */
  private float[] levelled(float[] crop, MatteSettings s) {
    return MatteLevels.of(refined(onPlate(crop, seen().plateToCrop()), s));
  }

  /** What stands before the face, the person's own hair too. */
  private static float[] occlusion(FaceParts seen) {
    float[] out = seen.occluder().clone();
    float[] hair = seen.part(Part.HAIR);
    for (int i = 0; i < out.length; i++) {
      out[i] = 1 - (1 - out[i]) * (1 - hair[i]);
    }
    return out;
  }

  private float[] onPlate(float[] crop, Affine2 plateToCrop) {
    Plane parts = new Plane(PixelRect.ofSize(FaceParts.SIZE, FaceParts.SIZE), crop);
    return onPlate(parts, plateToCrop, null);
  }

  /** A cubic overshoots at an edge. */
  private float[] onPlate(Plane crop, Affine2 plateToCrop, @Nullable CropBend bend) {
    Plane[] one = {crop};
    float[] out = Warp.fromCrop(one, plateToCrop, bend, source.reach())[0].data();
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.max(0f, Math.min(1f, out[i]));
    }
    return out;
  }

  private float[] refined(float[] p, MatteSettings s) {
    int radius = (int) Math.round(s.band() / 100 * source.facePixels() / 2);
    if (s.refine() <= 0 || radius < 1) {
      return p;
    }
    float[][] g = guide;
    if (g == null) {
      g = guide(source.linear().get());
      guide = g;
    }
    float[] q = GuidedFilter.filter(g, p, width, height, Math.min(radius, WIDEST), EPSILON);
    float strength = (float) s.refine();
    for (int i = 0; i < q.length; i++) {
      q[i] = Math.max(0f, Math.min(1f, p[i] + strength * (q[i] - p[i])));
    }
    return q;
  }

  /**
   * The plate as light relative to the face's: {@code v / (v + mean)}, so that an edge counts the
   * same in any exposure and no highlight outweighs it.
   */
  private float[][] guide(Frame linear) {
    float[][] out = new float[3][];
    Plane[] planes = {linear.r(), linear.g(), linear.b()};
    double sum = 0;
    double n = 0;
    float[] weight = part("learned", MatteSettings.of(MatteCombine.LEARNED));
    for (int c = 0; c < 3; c++) {
      Plane p = planes[c];
      out[c] = p.rect().equals(source.reach()) ? p.data().clone() : p.crop(source.reach()).data();
      for (int i = 0; i < out[c].length; i++) {
        float v = out[c][i];
        out[c][i] = v > 0f && v <= Float.MAX_VALUE ? v : 0f;
        sum += weight[i] * Math.min(out[c][i], 100f);
        n += weight[i];
      }
    }
    float mean = n > 0 && sum > 0 ? (float) (sum / n) : 0.18f;
    for (float[] plane : out) {
      for (int i = 0; i < plane.length; i++) {
        plane[i] = plane[i] / (plane[i] + mean);
      }
    }
    return out;
  }

  private float[] bordered(float[] m) {
    float[] out = m.clone();
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.min(1f, out[i]); // sums of weights round
    }
    int size = source.cropSize();
    PixelRect r = source.reach();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double u = source.plateToCrop().mapX(r.x0() + x + 0.5, r.y0() + y + 0.5);
        double v = source.plateToCrop().mapY(r.x0() + x + 0.5, r.y0() + y + 0.5);
        double edge = Math.min(Math.min(u, size - u), Math.min(v, size - v)) / (BORDER * size);
        if (edge < 1) {
          double t = Math.max(0, edge);
          out[y * width + x] *= (float) (t * t * (3 - 2 * t));
        }
      }
    }
    return out;
  }
}
