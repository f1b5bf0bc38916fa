package org.likeness.face;

import java.util.List;
import org.likeness.image.PixelRect;
import org.likeness.image.grain.GrainSample;

/**
 * What one frame of a plate gave, before anything is joined over time: faces as they were seen,
 * unsmoothed. Values are rounded to what the analysis file holds, so that what is joined from
 * memory and what is joined from files is the same. Arrays belong to the record.
 *
 * @param frame its number
 * @param window the plate's display window
 * @param digest sha256 of its pixels, 32 bytes, see {@link PlateDigest}
 * @param signature what cuts are told by, see {@link FrameSignature}
 * @param faces largest first; {@code trackId} counts from 0 in that order
 * @param grain what it says of its plate's grain; empty where that was not looked at
 */
public record FrameFaces(
    int frame,
    PixelRect window,
    byte[] digest,
    byte[] signature,
    List<FaceObservation> faces,
    GrainSample grain) {
  /** Bytes of {@link #digest}. */
  public static final int DIGEST = 32;

  /** Rounds. */
  public FrameFaces {
    if (digest.length != DIGEST) {
      throw new IllegalArgumentException("a digest has 32 bytes, not " + digest.length);
    }
    faces = faces.stream().map(FaceInts::roundedRaw).toList();
  }

  /** Without a look at its grain. */
  public FrameFaces(
      int frame, PixelRect window, byte[] digest, byte[] signature, List<FaceObservation> faces) {
    this(frame, window, digest, signature, faces, GrainSample.NONE);
  }

  /** The same with what it says of its plate's grain. */
  FrameFaces with(GrainSample sample) {
    return new FrameFaces(frame, window, digest, signature, faces, sample);
  }
}
