package org.likeness.train.landmark;

import org.likeness.face.ExpressionUnits;
import org.likeness.face.FacePoints;
import org.likeness.train.net.Ops;
import org.likeness.train.rendered.Hourglass;
import org.likeness.train.rendered.RenderedTruth;

/**
 * The network that refines a face's points: an hourglass of residual blocks over a crop, a heat map
 * for each point, whose centre of mass is the point, and from the narrow end the numbers that are
 * said of the whole face.
 */
public final class LandmarkNet {
  /** Side of the crop, pixels. */
  public static final int SIZE = 128;

  /** Side of the heat maps. */
  public static final int HEAT = SIZE / 4;

  /** Points: the 68 classic ones, the crop's anchors, the iris on image left and on image right. */
  public static final int POINTS = RenderedTruth.POINTS;

  /** Units of the expression. */
  public static final int UNITS = ExpressionUnits.NAMES.size();

  /** Numbers about the points: visibility of the classic ones, deviation of all. */
  public static final int FACTS = FacePoints.CLASSIC + POINTS;

  /** The two layers whose sum is the expression: from the places, and from the code. */
  static final String EXPRESSION_PLACES = "mix.places";

  static final String EXPRESSION_CODE = "mix.code";

  /** Channels at 1/2, 1/4, 1/8, 1/16 and 1/32 of the crop. */
  private static final int[] WIDTH = {16, 32, 64, 96, 128};

  /** Numbers of the code at the narrow end. */
  static final int CODE = 192;

  private static final int HINT = 96;

  /**
   * What it gives.
   *
   * @param places [N,POINTS,2], 0..1 over the crop
   * @param turn [N,6], the first two rows of the rotation from the template to the crop, of any
   *     scale and not yet made orthogonal
   * @param facts [N,FACTS]: logits of visibility, natural logarithm of the deviation in crop pixels
   * @param units [N,UNITS], weights of the expression
   * @param code [N,CODE], what the narrow end holds
   * @param <T> the back end's value
   */
  public record Output<T>(T places, T turn, T facts, T units, T code) {}

  private LandmarkNet() {}

  /**
   * Runs it.
   *
   * @param input [N,3,SIZE,SIZE], R, G, B as on a display, -1..1
   */
  public static <T> Output<T> run(Ops<T> ops, T input) {
    T x = ops.leaky(ops.conv(input, "stem", 3, WIDTH[0], 5, 2));
    T quarter = Hourglass.down(ops, x, "quarter", WIDTH[0], WIDTH[1]);
    T eighth = Hourglass.down(ops, quarter, "eighth", WIDTH[1], WIDTH[2]);
    T sixteenth = Hourglass.down(ops, eighth, "sixteenth", WIDTH[2], WIDTH[3]);
    sixteenth = Hourglass.block(ops, sixteenth, "sixteenth.more", WIDTH[3]);
    T last = ops.leaky(ops.conv(sixteenth, "last", WIDTH[3], WIDTH[4], 3, 2));
    int side = SIZE / 32;
    T code = ops.leaky(ops.dense(ops.flatten(last), "code", WIDTH[4] * side * side, CODE));
    T facts = ops.dense(code, "facts", CODE, FACTS);
    T spread =
        ops.volume(ops.dense(code, "spread", CODE, WIDTH[4] * side * side), WIDTH[4], side, side);
    T up =
        Hourglass.up(ops, ops.leaky(ops.add(last, spread)), "up0", WIDTH[4], WIDTH[3], sixteenth);
    up = Hourglass.block(ops, up, "up0.more", WIDTH[3]);
    up = Hourglass.up(ops, up, "up1", WIDTH[3], WIDTH[2], eighth);
    up = Hourglass.block(ops, up, "up1.more", WIDTH[2]);
    up = Hourglass.up(ops, up, "up2", WIDTH[2], WIDTH[1], quarter);
    T heat = ops.conv(up, "heat", WIDTH[1], POINTS, 3, 1);
    T places = ops.places(heat, POINTS, HEAT);
    // How the head is turned is told by all points together, and by what the code knows.
    // The anchors say it in so many words; the rest corrects them.
    T flat = ops.flatten(places);
    T hint =
        ops.add(
            ops.dense(flat, "turn.places", 2 * POINTS, HINT),
            ops.dense(code, "turn.code", CODE, HINT));
    T turn =
        ops.add(
            ops.dense(flat, "turn.line", 2 * POINTS, 6),
            ops.dense(ops.leaky(hint), "turn.more", HINT, 6));
    T units =
        ops.add(
            ops.dense(flat, EXPRESSION_PLACES, 2 * POINTS, UNITS),
            ops.dense(code, EXPRESSION_CODE, CODE, UNITS));
    return new Output<>(places, turn, facts, units, code);
  }
}
