package org.likeness.face;

import org.likeness.image.Frame;
import org.likeness.model.FaceNetwork;
import org.likeness.model.WeightStore;

/**
 * Whose face a picture shows, by the network that the analysis uses. Thread-safe; one instance
 * serves a program.
 */
public final class FaceIdentity implements AutoCloseable {
  private final IdentityNet net;

  private FaceIdentity(IdentityNet net) {
    this.net = net;
  }

  /**
   * Loads the network.
   *
   * @throws org.likeness.model.ModelException if the weights cannot be had
   */
  public static FaceIdentity open(WeightStore weights) {
    return new FaceIdentity(new IdentityNet(FaceNetwork.IDENTITY.onnx(weights)));
  }

  /**
   * The identity vector of a face.
   *
   * @param sceneLinear a picture, or the part of it round the face; any exposure
   * @param classic the 68 classic points, x and y by turns, in its own pixels
   * @return {@link FaceDetail#IDENTITY} numbers, unit length, see {@link IdentityVectors#likeness}
   */
  public float[] vector(Frame sceneLinear, float[] classic) {
    DisplayView view = DisplayView.ofLinear(sceneLinear);
    float[] square = classic.clone();
    for (int i = 0; i < square.length; i += 2) {
      square[i] = (float) (square[i] * view.aspect());
    }
    return net.vector(view, square);
  }

  @Override
  public void close() {
    net.close();
  }
}
