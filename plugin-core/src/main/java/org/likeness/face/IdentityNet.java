package org.likeness.face;

import java.util.Map;
import org.likeness.image.Affine2;
import org.likeness.image.PixelRect;
import org.likeness.model.FaceNetwork;
import org.likeness.model.FloatTensor;
import org.likeness.model.OnnxSession;
import org.likeness.model.WeightStore;

/**
 * Whose face it is: dlib's face recognition net on its own aligned chip. Vectors of one person lie
 * close together, whatever the expression and the light. Thread-safe.
 */
final class IdentityNet implements AutoCloseable {
  private final OnnxSession net;

  IdentityNet(byte[] onnx) {
    net = OnnxSession.open(onnx, "face_recognition");
  }

  /**
   * Loads the network.
   *
   * @throws org.likeness.model.ModelException if the weights cannot be had
   */
  static IdentityNet open(WeightStore weights) {
    return new IdentityNet(FaceNetwork.IDENTITY.onnx(weights));
  }

  /** The identity vector of a face by its mesh. */
  float[] vector(DisplayView plate, Landmarks mesh) {
    return vector(plate, ClassicPoints.of(mesh));
  }

  /**
   * The identity vector of a face.
   *
   * @param classic the 68 classic points, x and y by turns, plate pixels
   * @return {@link FaceDetail#IDENTITY} numbers, unit length
   */
  float[] vector(DisplayView plate, float[] classic) {
    Affine2 toChip = IdentityChip.of(classic);
    int n = IdentityChip.SIZE;
    FloatTensor chip = plate.pyramid().input("identity", 1, n);
    plate.meteredOn(bounds(toChip.inverse(), n)).crop(toChip, n, true, 0f, 1f, chip.data());
    FloatTensor out = net.run(Map.of("input", chip)).values().iterator().next();
    return IdentityVectors.unit(out.toArray());
  }

  private static PixelRect bounds(Affine2 toPlate, int size) {
    double x0 = Double.POSITIVE_INFINITY;
    double y0 = x0;
    double x1 = -x0;
    double y1 = -x0;
    for (int corner = 0; corner < 4; corner++) {
      double x = size * (corner & 1);
      double y = size * (corner >> 1);
      double px = toPlate.mapX(x, y);
      double py = toPlate.mapY(x, y);
      x0 = Math.min(x0, px);
      y0 = Math.min(y0, py);
      x1 = Math.max(x1, px);
      y1 = Math.max(y1, py);
    }
    return new PixelRect(
        (int) Math.floor(x0), (int) Math.floor(y0), (int) Math.ceil(x1), (int) Math.ceil(y1));
  }

  @Override
  public void close() {
    net.close();
  }
}
