package org.likeness.model;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A swap model opened for one of its identities. Thread-safe. */
public final class SwapModel implements AutoCloseable {
  private SwapModel() {}

  /**
   * Opens a model file; only the chosen identity's part of the graph is loaded.
   *
   * @param onnx the file
   * @param identityId which identity, or null if the model has only one
   * @throws ModelException if the file is no swap model, is newer than this program, disagrees with
   *     its own metadata or does not know the identity
   */
  public static SwapModel open(Path onnx, @Nullable String identityId) {
    throw new UnsupportedOperationException("not written yet");
  }

  /** What the file says of itself. */
  public ModelManifest manifest() {
    throw new UnsupportedOperationException("not written yet");
  }

  /** The chosen identity. */
  public ModelManifest.Identity identity() {
    throw new UnsupportedOperationException("not written yet");
  }

  /** sha256 of the file, hex. */
  public String sha256() {
    throw new UnsupportedOperationException("not written yet");
  }

  /**
   * Swaps one crop.
   *
   * @param crop 3·S·S numbers, planes R, G, B, rows from the top, in the manifest's encoding, 0..1
   */
  public SwapOutput run(float[] crop) {
    throw new UnsupportedOperationException("not written yet");
  }

  @Override
  public void close() {}
}
