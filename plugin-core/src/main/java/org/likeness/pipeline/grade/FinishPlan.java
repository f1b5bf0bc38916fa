package org.likeness.pipeline.grade;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.likeness.face.Landmarks;
import org.likeness.image.Frame;
import org.likeness.image.Plane;
import org.likeness.image.grain.GrainModel;

/**
 * What a finish is measured by. Whatever is not asked for is not looked at.
 *
 * @param frame number of the plate's frame
 * @param measured grain of the plate, linear Rec.709; {@link GrainModel#NONE} where it shows none
 * @param region of the plate round the face, linear Rec.709
 * @param face red, green, blue as the model's crop gives them, linear Rec.709, over some window
 * @param cover of the face over the same window
 * @param here the mesh in this frame, plate pixels
 * @param next the mesh in the next frame, or null
 * @param previous the mesh in the frame before, or null
 * @param facePixels height of the face on the plate
 */
public record FinishPlan(
    int frame,
    Supplier<GrainModel> measured,
    Frame region,
    Supplier<Plane[]> face,
    Supplier<Plane> cover,
    Landmarks here,
    @Nullable Landmarks next,
    @Nullable Landmarks previous,
    double facePixels) {
  /**
   * Measures.
   *
   * @param messages takes a sentence for what could not be had
   */
  public Finish make(GradeSettings g, List<String> messages) {
    if (g.sharpness() <= 0 && g.grain() <= 0 && g.detail() <= 0 && g.shutter() <= 0) {
      return Finish.NONE;
    }
    GrainModel grain = GrainModel.NONE;
    if (g.grain() > 0 || g.sharpness() > 0) {
      grain = measured.get();
      if (grain.isNone() && g.grain() > 0) {
        messages.add(
            "the plate has no flat part to measure its grain on (or none at all), so the face gets"
                + " none");
      }
    }
    Sharpness sharpness = Sharpness.NONE;
    if (g.sharpness() > 0) {
      Plane coverage = cover.get();
      Plane[] plate = {
        Fir.extended(region.r(), coverage.rect()),
        Fir.extended(region.g(), coverage.rect()),
        Fir.extended(region.b(), coverage.rect())
      };
      sharpness = Sharpness.between(face.get(), plate, coverage, grain, g.sharpness());
    }
    MotionBlur motion = null;
    if (g.shutter() > 0) {
      motion = MotionBlur.of(here, next, previous, g.shutter());
      if (next == null && previous == null) {
        messages.add(
            "the face is known in this frame alone, so it is not blurred by its motion; that needs"
                + " an analysis of the frames beside");
      }
    }
    double fine = g.detailSize() / 100 * facePixels;
    PlateDetail detail =
        g.detail() > 0 && fine > 0 ? new PlateDetail(region, fine, g.detail()) : null;
    return new Finish(frame, sharpness, motion, detail, grain, (float) g.grain());
  }
}
