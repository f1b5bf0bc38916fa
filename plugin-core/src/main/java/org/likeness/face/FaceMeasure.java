package org.likeness.face;

/**
 * Measures what is known of a face beyond its mesh: points, anchors, irises and expression by the
 * network trained here, the light on the skin, the plate's sharpness. Thread-safe.
 */
final class FaceMeasure implements AutoCloseable {
  private final CropTemplate template;
  private final PointNet points;
  private final SkinLight light;

  FaceMeasure(CropTemplate template) {
    this.template = template;
    points = PointNet.open();
    light = new SkinLight(template);
  }

  /** sha256 of the network, hex. */
  String sha256() {
    return points.sha256();
  }

  /** Looks at faces that the mesh refuses. */
  SecondLook secondLook() {
    return new SecondLook(points, template);
  }

  /** All but the identity. */
  FaceDetail of(DisplayView plate, Landmarks mesh) {
    PointNet.Seen seen = points.find(plate, mesh, template);
    FaceDetail d = seen.detail();
    return new FaceDetail(
        d.points(),
        d.anchors(),
        d.iris(),
        d.expression(),
        light.of(plate, mesh, seen.fit()),
        FaceSharpness.of(plate, seen.fit()),
        d.size(),
        d.identity());
  }

  @Override
  public void close() {
    points.close();
  }
}
