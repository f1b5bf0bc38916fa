package org.likeness.train.matte;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.likeness.colour.ColourSpace;
import org.likeness.face.FaceObservation;
import org.likeness.face.FaceParts;
import org.likeness.face.FaceParts.Part;
import org.likeness.face.FaceTrack;
import org.likeness.face.PartsNet;
import org.likeness.image.Affine2;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.image.Warp;
import org.likeness.pipeline.FramePattern;
import org.likeness.pipeline.GuideChannel;
import org.likeness.pipeline.GuideFiles;
import org.likeness.pipeline.GuideMattes;
import org.likeness.pipeline.PlateSource;
import org.likeness.pipeline.layers.FaceHull;

/**
 * Key frames that an artist has made mattes for, as pictures to train on: the plate about the face
 * as the network is shown it, the artist's matte as the visible face, and inside of the face's
 * outline what the matte leaves out as what stands before it. The parts are what the general
 * network says, so that they are kept.
 */
final class ShotMattes {
  /** Side of the pictures, and of the net's crop in them. */
  private static final int SIZE = 256;

  private static final int CROP = 176;

  /** How far inside of the outline the matte tells what stands before the face. */
  private static final double INSIDE = 0.88;

  private ShotMattes() {}

  /** One key frame. */
  record Key(int frame, MattePicture picture) {}

  /**
   * Reads them.
   *
   * @param plate its frames that have a matte
   * @param mattes files of the mattes
   * @param track of the face
   * @param general the network to begin with
   * @throws IOException with a sentence for a frame without a face or a matte
   */
  static List<Key> read(
      PlateSource plate,
      FramePattern mattes,
      GuideChannel channel,
      FaceTrack track,
      PartsNet general,
      String colourSpace)
      throws IOException {
    List<Key> out = new ArrayList<>();
    GuideFiles files = new GuideFiles(mattes, null);
    for (int frame : plate.frames()) {
      FaceObservation face =
          track
              .at(frame)
              .orElseThrow(
                  () ->
                      new IOException(
                          "frame " + frame + " has a matte, but no face in the analysis"));
      GuideMattes guides = files.read(frame, channel);
      Plane matte = guides.matte();
      if (matte == null) {
        throw new IOException(mattes.path(frame) + ": no matte in it");
      }
      out.add(
          new Key(frame, picture(linear(plate.read(frame), colourSpace), face, matte, general)));
    }
    return out;
  }

  private static Frame linear(Frame f, String space) {
    Plane r = copy(f.r());
    Plane g = copy(f.g());
    Plane b = copy(f.b());
    ColourSpace.byName(space).toLinearRec709(r.data(), g.data(), b.data());
    return new Frame(f.dataWindow(), f.displayWindow(), f.pixelAspect(), r, g, b, null);
  }

  private static Plane copy(Plane p) {
    return new Plane(p.rect(), p.data().clone());
  }

  private static MattePicture picture(
      Frame plate, FaceObservation face, Plane matte, PartsNet general) {
    double margin = (SIZE - CROP) / 2.0;
    double s = (double) CROP / FaceParts.SIZE;
    Affine2 toCrop = PartsNet.plateToCrop(face, plate.pixelAspect());
    Affine2 toPicture = toCrop.then(new Affine2(s, 0, margin, 0, s, margin));
    float[] shown = PartsNet.picture(plate, face, toPicture, SIZE);
    int n = SIZE * SIZE;
    byte[] rgb = new byte[3 * n];
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < 3; c++) {
        rgb[3 * i + c] = (byte) Math.round(255 * Math.max(0, Math.min(1, shown[c * n + i])));
      }
    }
    float[] own = cut(matte, toPicture);
    Plane hull = FaceHull.of(face).over(plate.dataWindow());
    float[] inside = shrunk(cut(hull, toPicture));
    FaceParts seen = general.look(plate, face);
    byte[] coverage = new byte[2 * n];
    byte[] known = new byte[n];
    byte[] parts = new byte[n];
    for (int i = 0; i < n; i++) {
      float a = Math.max(0f, Math.min(1f, own[i]));
      coverage[2 * i] = (byte) Math.round(255 * a);
      coverage[2 * i + 1] = (byte) Math.round(255 * (1 - a));
      known[i] = (byte) (inside[i] > 0.5f ? 255 : 0);
      double x = (i % SIZE + 0.5 - margin) / s;
      double y = (i / SIZE + 0.5 - margin) / s;
      parts[i] = (byte) part(seen, x, y).ordinal();
    }
    return new MattePicture(
        rgb,
        coverage,
        parts,
        known,
        SIZE,
        SIZE,
        new Affine2(1 / s, 0, -margin / s, 0, 1 / s, -margin / s),
        face.pose().yaw());
  }

  private static float[] cut(Plane p, Affine2 toPicture) {
    Frame f = Frame.opaque(p, p, p);
    return Warp.toCrop(f, toPicture, SIZE).r().data();
  }

  /** The outline drawn in towards its middle. */
  private static float[] shrunk(float[] m) {
    double x = 0;
    double y = 0;
    double total = 1e-9;
    for (int i = 0; i < m.length; i++) {
      x += m[i] * (i % SIZE + 0.5);
      y += m[i] * (i / SIZE + 0.5);
      total += m[i];
    }
    Affine2 in =
        new Affine2(INSIDE, 0, (1 - INSIDE) * x / total, 0, INSIDE, (1 - INSIDE) * y / total);
    return cut(new Plane(PixelRect.ofSize(SIZE, SIZE), m), in);
  }

  private static Part part(FaceParts seen, double x, double y) {
    int side = FaceParts.SIZE;
    int cx = (int) Math.max(0, Math.min(side - 1, Math.floor(x)));
    int cy = (int) Math.max(0, Math.min(side - 1, Math.floor(y)));
    Part best = Part.OTHER;
    for (Part p : Part.values()) {
      best = seen.part(p)[cy * side + cx] > seen.part(best)[cy * side + cx] ? p : best;
    }
    return best;
  }

  /** Pictures of keys. */
  static List<MattePicture> pictures(List<Key> keys) {
    return keys.stream().map(Key::picture).toList();
  }

  /** Every so many are left out to judge by; none where there are too few. */
  static @Nullable List<Key> leftOut(List<Key> keys, @Nullable List<Integer> wanted) {
    if (wanted != null) {
      return keys.stream().filter(k -> wanted.contains(k.frame())).toList();
    }
    return keys.size() < 4 ? null : List.of(keys.get(keys.size() / 2));
  }
}
