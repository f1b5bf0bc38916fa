package org.likeness.effect;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.likeness.face.FaceBox;
import org.likeness.face.FaceObservation;
import org.likeness.face.Landmarks;
import org.likeness.ofx.effect.OverlayArgs;
import org.likeness.ofx.effect.OverlayInteract;
import org.likeness.ofx.host.HostClip;
import org.likeness.ofx.host.HostEffect;
import org.likeness.ofx.host.OverlayCanvas;
import org.likeness.ofx.host.RectD;
import org.likeness.ofx.host.RectI;
import org.likeness.pipeline.StoredFaces;
import org.likeness.pipeline.SwapSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Faces over the picture: box, landmarks and track of each, the one that is replaced in yellow. A
 * click into a box picks that face by its track, or, where the artist has switched to correcting,
 * the pen drags points of the chosen face. Without an analysis only the face that the last render
 * of the frame found is shown, and there are no tracks to pick.
 */
final class FaceOverlay implements OverlayInteract {
  private static final Logger LOG = LoggerFactory.getLogger(FaceOverlay.class);

  /** Height of a capital letter, screen pixels. */
  private static final double LETTER = 10;

  /** How far from a point the pen still takes hold of it, screen pixels. */
  private static final double REACH = 6;

  private final Function<HostEffect, NodeState> states;

  FaceOverlay(Function<HostEffect, NodeState> states) {
    this.states = states;
  }

  /**
   * What there is to show at a time.
   *
   * @param chosen one of {@code all}, or null
   * @param pickable whether a click picks
   * @param scaleX of the pixels that the faces are in
   * @param scaleY of the pixels that the faces are in
   */
  private record Shown(
      List<FaceObservation> all,
      @Nullable FaceObservation chosen,
      boolean pickable,
      double scaleX,
      double scaleY) {
    static final Shown NOTHING = new Shown(List.of(), null, false, 1, 1);
  }

  private Shown shown(HostEffect node, double time) {
    if (!node.param(EffectParams.SHOW_FACES).booleanAt(time, true)) {
      return Shown.NOTHING;
    }
    SwapSettings s = EffectParams.at(node, time);
    int frame = RenderAction.frameOf(time);
    if (!s.analysis().isBlank()) {
      try {
        StoredFaces faces = StoredFaces.at(s.analysis(), s.corrections(), s.face(), frame);
        return new Shown(faces.all(), faces.chosen(), true, 1, 1);
      } catch (RuntimeException e) {
        // The status line says it; an overlay is drawn at every move of the pen.
        LOG.debug("no overlay: {}", e.getMessage());
        return Shown.NOTHING;
      }
    }
    Optional<NodeState.Seen> seen = states.apply(node).seenAt(frame);
    return seen.map(n -> new Shown(List.of(n.face()), n.face(), false, n.scaleX(), n.scaleY()))
        .orElse(Shown.NOTHING);
  }

  /** How plate pixels of a scale lie in canonical coordinates. */
  private record View(PlateGeometry geometry, double scaleX, double scaleY) {
    double x(double plateX) {
      return geometry.canonicalX(plateX / scaleX);
    }

    double y(double plateY) {
      return geometry.canonicalY(plateY / scaleY);
    }

    /** The box of a face, y up. */
    RectD box(FaceObservation f) {
      FaceBox b = FaceBox.of(f.landmarks());
      return new RectD(x(b.x0()), y(b.y1()), x(b.x1()), y(b.y0()));
    }
  }

  private static View view(HostEffect node, double time, Shown shown) {
    HostClip source = node.clip(FaceSwapEffect.SOURCE);
    RectD r = source.regionOfDefinition(time);
    double aspect = source.pixelAspect();
    RectI bounds =
        r == null
            ? new RectI(0, 0, 0, 0)
            : new RectI(
                (int) Math.floor(r.x1() / aspect),
                (int) Math.floor(r.y1()),
                (int) Math.ceil(r.x2() / aspect),
                (int) Math.ceil(r.y2()));
    return new View(PlateGeometry.of(node, 1, 1, aspect, bounds), shown.scaleX(), shown.scaleY());
  }

  @Override
  public boolean draw(OverlayArgs args, OverlayCanvas canvas) {
    Shown shown = shown(args.instance(), args.time());
    if (shown.all().isEmpty() || !canvas.visible()) {
      return false;
    }
    View view = view(args.instance(), args.time(), shown);
    canvas.lineWidth(1);
    canvas.stipple(OverlayCanvas.Stipple.SOLID);
    for (FaceObservation f : shown.all()) {
      boolean chosen = f.equals(shown.chosen());
      float dim = chosen ? 1f : 0.6f;
      RectD b = view.box(f);
      canvas.colour(0.1f * dim, dim, 0.2f * dim, chosen ? 0.9f : 0.5f);
      canvas.lines(dots(view, f.landmarks(), args.pixelX()));
      canvas.colour(dim, chosen ? 0.8f : dim, chosen ? 0.05f : dim, 1f);
      canvas.lineLoop(b.x1(), b.y1(), b.x2(), b.y1(), b.x2(), b.y2(), b.x1(), b.y2());
      String name = shown.pickable() ? "id:" + f.trackId() : "found in this frame";
      if (chosen && correcting(args, shown)) {
        canvas.lines(crosses(view, f, args.pixelX(), args.pixelY()));
        FaceDrag drag = states.apply(args.instance()).drag();
        if (drag != null) {
          canvas.lines(
              view.x(drag.fromX()), view.y(drag.fromY()), view.x(drag.toX()), view.y(drag.toY()));
        }
      }
      canvas.text(b.x1(), b.y2() + 4 * args.pixelY(), LETTER * args.pixelY(), name);
    }
    return true;
  }

  /** A short dash a landmark: a canvas has no points. */
  private static double[] dots(View view, Landmarks l, double pixel) {
    double[] p = new double[4 * Landmarks.COUNT];
    for (int i = 0; i < Landmarks.COUNT; i++) {
      double x = view.x(l.x(i));
      double y = view.y(l.y(i));
      p[4 * i] = x - 0.75 * pixel;
      p[4 * i + 1] = y;
      p[4 * i + 2] = x + 0.75 * pixel;
      p[4 * i + 3] = y;
    }
    return p;
  }

  private static boolean correcting(OverlayArgs args, Shown shown) {
    return shown.pickable()
        && shown.chosen() != null
        && args.instance().param(EffectParams.CORRECT_FACE).booleanAt(args.time(), false);
  }

  /** A cross at each point that can be dragged. */
  private static double[] crosses(View view, FaceObservation f, double pixelX, double pixelY) {
    float[] xy = FaceDrag.points(f);
    double[] p = new double[4 * xy.length];
    for (int i = 0; i < xy.length; i += 2) {
      double x = view.x(xy[i]);
      double y = view.y(xy[i + 1]);
      double[] cross = {x - 3 * pixelX, y, x + 3 * pixelX, y, x, y - 3 * pixelY, x, y + 3 * pixelY};
      System.arraycopy(cross, 0, p, 4 * i, cross.length);
    }
    return p;
  }

  @Override
  public boolean penMotion(OverlayArgs args) {
    NodeState state = states.apply(args.instance());
    FaceDrag drag = state.drag();
    if (drag == null) {
      return false;
    }
    PlateGeometry g = geometry(args);
    state.drag(drag.to(g.plateX(args.penX()), g.plateY(args.penY())));
    args.interact().redraw();
    return true;
  }

  @Override
  public boolean penUp(OverlayArgs args) {
    HostEffect node = args.instance();
    NodeState state = states.apply(node);
    FaceDrag drag = state.drag();
    state.drag(null);
    if (drag == null) {
      return false;
    }
    PlateGeometry g = geometry(args);
    FaceDrag done = drag.to(g.plateX(args.penX()), g.plateY(args.penY()));
    if (done.length() >= args.pixelX()) {
      try {
        String json = done.corrections(EffectParams.at(node, args.time()));
        node.edit("correct face", () -> node.param("corrections").setString(json));
      } catch (RuntimeException e) {
        LOG.warn("the face cannot be corrected: {}", e.getMessage());
        state.warn(node, "the face cannot be corrected: " + e.getMessage());
      }
    }
    args.interact().redraw();
    return true;
  }

  private static PlateGeometry geometry(OverlayArgs args) {
    return view(args.instance(), args.time(), Shown.NOTHING).geometry();
  }

  @Override
  public boolean penDown(OverlayArgs args) {
    HostEffect node = args.instance();
    Shown shown = shown(node, args.time());
    if (!shown.pickable()) {
      return false;
    }
    View view = view(node, args.time(), shown);
    FaceObservation chosen = shown.chosen();
    if (chosen != null && correcting(args, shown)) {
      PlateGeometry g = view.geometry();
      double x = g.plateX(args.penX());
      double y = g.plateY(args.penY());
      FaceDrag drag = FaceDrag.begin(chosen, x, y, REACH * args.pixelY());
      states.apply(node).drag(drag);
      return drag != null;
    }
    FaceObservation hit = null;
    double smallest = Double.POSITIVE_INFINITY;
    for (FaceObservation f : shown.all()) {
      RectD b = view.box(f);
      double area = (b.x2() - b.x1()) * (b.y2() - b.y1());
      if (b.x1() <= args.penX()
          && args.penX() <= b.x2()
          && b.y1() <= args.penY()
          && args.penY() <= b.y2()
          && area < smallest) {
        hit = f;
        smallest = area;
      }
    }
    if (hit == null) {
      return false;
    }
    node.param("face").setString("id:" + hit.trackId());
    args.interact().redraw();
    return true;
  }
}
