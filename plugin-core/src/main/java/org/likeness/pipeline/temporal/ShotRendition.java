package org.likeness.pipeline.temporal;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.likeness.colour.ColourSpace;
import org.likeness.exr.ExrReader;
import org.likeness.face.FaceChoice;
import org.likeness.face.FaceObservation;
import org.likeness.face.FaceTrack;
import org.likeness.face.ShotAnalysis;
import org.likeness.image.Frame;
import org.likeness.image.Plane;
import org.likeness.pipeline.FramePattern;
import org.likeness.pipeline.evaluate.ResultSequence;
import org.likeness.pipeline.evaluate.ResultSequence.Composite;

/** Result, plate and analysis as files. */
public final class ShotRendition implements Rendition {
  private final ResultSequence result;
  private final FramePattern plate;
  private final ColourSpace space;
  private final FaceTrack track;
  private final Set<Integer> cuts;

  /**
   * Reads nothing yet.
   *
   * @param space of plate and result
   * @throws IllegalArgumentException if the choice names a track that does not exist
   */
  public ShotRendition(
      ResultSequence result,
      FramePattern plate,
      ColourSpace space,
      ShotAnalysis analysis,
      FaceChoice face) {
    this.result = result;
    this.plate = plate;
    this.space = space;
    this.track = analysis.track(face);
    this.cuts = new TreeSet<>(analysis.cuts());
  }

  @Override
  public Frame plate(int frame) throws IOException {
    return linear(ExrReader.readFrame(plate.path(frame)));
  }

  @Override
  public boolean has(int frame) {
    return result.has(frame);
  }

  @Override
  public Composite result(int frame, Frame linearPlate) throws IOException {
    // The face goes over the plate in the colour space in which it was rendered.
    Frame under = space.isWorkingSpace() ? linearPlate : ExrReader.readFrame(plate.path(frame));
    Composite c = result.look(frame, under);
    return new Composite(linear(c.comp()), c.alpha());
  }

  private Frame linear(Frame f) {
    if (space.isWorkingSpace()) {
      return f;
    }
    Plane r = f.r().crop(f.dataWindow());
    Plane g = f.g().crop(f.dataWindow());
    Plane b = f.b().crop(f.dataWindow());
    space.toLinearRec709(r.data(), g.data(), b.data());
    return new Frame(f.dataWindow(), f.displayWindow(), f.pixelAspect(), r, g, b, null);
  }

  @Override
  public @Nullable FacePlace face(int frame) {
    return track.at(frame).map(FacePlace::of).orElse(null);
  }

  @Override
  public float[] plateIdentity(int frame) {
    return track.at(frame).map(FaceObservation::detail).map(d -> d.identity()).orElse(new float[0]);
  }

  @Override
  public boolean cutBefore(int frame) {
    return cuts.contains(frame);
  }
}
