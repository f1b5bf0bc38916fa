package org.likeness.face;

import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.likeness.model.FaceNetwork;
import org.likeness.model.ModelException;
import org.likeness.model.NpmPackage;
import org.likeness.model.WeightStore;

/**
 * The face networks' weights; a test that needs them is skipped on a machine that has no way to.
 */
public final class Weights {
  private Weights() {}

  /** The store, if it has the weights or npm can fetch them. */
  public static WeightStore store() {
    WeightStore store = WeightStore.open();
    try {
      FaceNetwork.MESH.weights(store);
      FaceNetwork.DETECTOR.weights(store);
      FaceNetwork.PERSON.weights(store);
      FaceNetwork.IDENTITY.weights(store);
    } catch (ModelException e) {
      Assumptions.abort("the face networks' weights cannot be had: " + e.getMessage());
    }
    return store;
  }

  /** A file of a package that only tests use. */
  public static byte[] bytes(NpmPackage pkg, String path) {
    try {
      return WeightStore.open().bytes(pkg, path);
    } catch (ModelException e) {
      Assumptions.abort("the package cannot be had: " + e.getMessage());
      throw e;
    }
  }

  /** Folder of the CG actors; a test that needs them is skipped where they are not there. */
  public static Path actors() {
    return Actors.folder();
  }
}
