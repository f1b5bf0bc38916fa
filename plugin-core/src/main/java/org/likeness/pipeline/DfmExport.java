package org.likeness.pipeline;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.likeness.face.CropTemplate;
import org.likeness.face.DflCrop;
import org.likeness.model.DfmWriter;
import org.likeness.model.ModelManifest;

/**
 * A swap model for players of the DFM format. They draw no mark, whatever the model's rights; so a
 * model whose renders would be marked is not written.
 */
public final class DfmExport {
  private DfmExport() {}

  /**
   * The file's content.
   *
   * @param onnx a swap model
   * @param manifest its manifest
   * @param file what to call it in messages
   * @param identity whose face goes in; null for a model with one identity
   * @param plate whose matte tells the plate's face; null: the identity's own
   * @throws PolicyException if the rights record is missing or over
   * @throws org.likeness.model.ModelException if the model cannot be said in this format
   */
  public static byte[] bytes(
      byte[] onnx,
      ModelManifest manifest,
      String file,
      @Nullable String identity,
      @Nullable String plate,
      LocalDate today) {
    RightsStatus rights = RightsStatus.of(manifest.name(), manifest.rights(), today);
    if (rights.marked()) {
      throw new PolicyException(
          "a DFM is played by programs that draw no mark, so it needs a rights record that holds: "
              + rights.reason());
    }
    return DfmWriter.write(onnx, file, identity, plate, placing(manifest));
  }

  /** Whether the graph must resample: the model was not made in the players' crop. */
  public static boolean resamples(ModelManifest m) {
    return !placing(m).equals(DfmWriter.Placing.SAME);
  }

  /** Where the players' crop lies on a face seen from the front. */
  static DfmWriter.Placing placing(ModelManifest m) {
    if (m.template().equals(CropTemplate.DFL_WHOLE_FACE)) {
      double scale = DflCrop.COVERAGE / m.coverage();
      return Math.abs(scale - 1) < 1e-9
          ? DfmWriter.Placing.SAME
          : new DfmWriter.Placing(scale, 0, 0);
    }
    return new DfmWriter.Placing(
        DflCrop.COVERAGE / m.coverage(), DflCrop.RIGHT / m.coverage(), DflCrop.DOWN / m.coverage());
  }
}
