package org.likeness.train.validate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.likeness.colour.ColourEncoding;
import org.likeness.exr.ExrReader;
import org.likeness.face.CropTemplate;
import org.likeness.face.FaceAligner;
import org.likeness.face.FaceFinder;
import org.likeness.face.FaceObservation;
import org.likeness.image.Affine2;
import org.likeness.image.Frame;
import org.likeness.image.Warp;
import org.likeness.pipeline.FramePattern;
import org.likeness.pipeline.PlateSource;

/** The crops of a shot's largest face, and, of a rendered shot, the truth under the swap. */
public final class ShotFaces {
  /**
   * Where a shot lies; scene-linear Rec.709 EXR or sRGB pictures.
   *
   * @param plate the frames
   * @param matte of the performer's face, or null: nothing is measured against it
   * @param truth the plate with the other face in it, or null
   * @param truthMatte its coverage; needed with a truth
   * @param performer id of who is seen
   * @param truthIdentity id of who is seen in the truth, or null
   */
  public record Shot(
      FramePattern plate,
      @Nullable FramePattern matte,
      @Nullable FramePattern truth,
      @Nullable FramePattern truthMatte,
      String performer,
      @Nullable String truthIdentity) {}

  private ShotFaces() {}

  /**
   * Reads evenly spread frames; those without a face are left out.
   *
   * @param most how many; 0 for all
   */
  public static List<HeldOut> of(Shot shot, HeldOutFaces.Form form, int most, FaceFinder finder)
      throws IOException {
    List<Integer> frames = shot.plate().existing();
    if (frames.isEmpty()) {
      throw new IOException(shot.plate().fileName() + ": no frame of that pattern exists");
    }
    int n = most <= 0 ? frames.size() : Math.min(most, frames.size());
    PlateSource plates = new PlateSource(shot.plate(), frames, "lin_rec709");
    CropTemplate template = CropTemplate.byId(form.template());
    ColourEncoding encoding = ColourEncoding.byName(form.encoding());
    List<HeldOut> out = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      int frame = frames.get((int) ((i + 0.5) * frames.size() / n));
      Frame plate = plates.read(frame);
      List<FaceObservation> found = finder.find(plate, frame);
      if (found.isEmpty()) {
        continue;
      }
      FaceObservation face = found.get(0);
      Affine2 map =
          FaceAligner.plateToCrop(
              face, template, form.coverage(), form.size(), plate.pixelAspect());
      FramePattern truth = shot.truth();
      out.add(
          new HeldOut(
              shot.plate().name(frame),
              shot.performer(),
              form.size(),
              encoded(Warp.toCrop(plate, map, form.size()), encoding),
              coverage(shot.matte(), frame, map, form.size()),
              face.pose().yaw(),
              face.pose().pitch(),
              truth == null
                  ? null
                  : encoded(
                      Warp.toCrop(
                          new PlateSource(truth, List.of(frame), "lin_rec709").read(frame),
                          map,
                          form.size()),
                      encoding),
              truth == null ? null : coverage(shot.truthMatte(), frame, map, form.size()),
              truth == null ? null : shot.truthIdentity()));
    }
    return out;
  }

  private static float[] coverage(@Nullable FramePattern pattern, int frame, Affine2 map, int size)
      throws IOException {
    if (pattern == null) {
      return new float[size * size];
    }
    Frame matte = ExrReader.readFrame(pattern.path(frame));
    return HeldOutFaces.clamp(Warp.toCrop(matte, map, size).r().data());
  }

  private static float[] encoded(Frame linear, ColourEncoding encoding) {
    float[] out = new float[3 * linear.r().data().length];
    float[][] planes = {linear.r().data(), linear.g().data(), linear.b().data()};
    for (int i = 0; i < out.length; i++) {
      float v = planes[i / planes[0].length][i % planes[0].length];
      out[i] = Float.isFinite(v) ? Math.min(1f, Math.max(0f, encoding.encode(v))) : 0f;
    }
    return out;
  }
}
