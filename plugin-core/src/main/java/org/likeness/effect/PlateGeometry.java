package org.likeness.effect;

import org.likeness.image.PixelRect;
import org.likeness.ofx.effect.RenderArgs;
import org.likeness.ofx.host.HostEffect;
import org.likeness.ofx.host.HostImage;
import org.likeness.ofx.host.PropertySet;
import org.likeness.ofx.host.RectI;

/**
 * How the host's pixels (y up) lie in a plate's (y down): turned about the middle of the format, so
 * that the format maps onto itself and the arrays are those of the command line.
 *
 * @param flip row {@code y} of the plate is row {@code flip - 1 - y} of the host
 * @param display the format in the plate's pixels, in the scale of the render
 * @param aspect width of a pixel over its height
 */
record PlateGeometry(int flip, PixelRect display, float aspect) {
  /** For a render of an instance; an image's bounds stand in where the host names no format. */
  static PlateGeometry of(RenderArgs args, HostImage image) {
    return of(args.instance(), args.scaleX(), args.scaleY(), image.pixelAspect(), image.bounds());
  }

  /** For a picture at full scale, outside of a render. */
  static PlateGeometry full(HostEffect node, HostImage image) {
    return of(node, 1, 1, image.pixelAspect(), image.bounds());
  }

  /**
   * For a scale.
   *
   * @param b stands in where the host names no format
   */
  static PlateGeometry of(HostEffect node, double scaleX, double scaleY, double aspect, RectI b) {
    PropertySet p = node.properties();
    double width = p.getDouble("OfxImageEffectPropProjectSize", 0, 0) * scaleX / aspect;
    double height = p.getDouble("OfxImageEffectPropProjectSize", 1, 0) * scaleY;
    double x = p.getDouble("OfxImageEffectPropProjectOffset", 0, 0) * scaleX / aspect;
    double y = p.getDouble("OfxImageEffectPropProjectOffset", 1, 0) * scaleY;
    boolean sound = width >= 1 && height >= 1 && width < 1e6 && height < 1e6;
    if (!sound || !(Math.abs(x) < 1e6) || !(Math.abs(y) < 1e6)) {
      return new PlateGeometry(
          b.y1() + b.y2(), new PixelRect(b.x1(), b.y1(), b.x2(), b.y2()), (float) aspect);
    }
    // As hosts round a proxy: outwards.
    int x1 = (int) Math.floor(x);
    int y1 = (int) Math.floor(y);
    int x2 = (int) Math.ceil(x + width - 1e-6);
    int y2 = (int) Math.ceil(y + height - 1e-6);
    return new PlateGeometry(y1 + y2, new PixelRect(x1, y1, x2, y2), (float) aspect);
  }

  /** The host's rectangle in the plate's pixels. */
  PixelRect toPlate(RectI r) {
    return new PixelRect(r.x1(), flip - r.y2(), r.x2(), flip - r.y1());
  }

  /** Canonical x of a plate's x, at full scale. */
  double canonicalX(double x) {
    return x * aspect;
  }

  /** Canonical y of a plate's y, at full scale. */
  double canonicalY(double y) {
    return flip - y;
  }

  /** The plate's x of a canonical one, at full scale. */
  double plateX(double x) {
    return x / aspect;
  }

  /** The plate's y of a canonical one, at full scale. */
  double plateY(double y) {
    return flip - y;
  }

  /** The host's row of a plate's row, and the other way round. */
  int row(int y) {
    return flip - 1 - y;
  }
}
