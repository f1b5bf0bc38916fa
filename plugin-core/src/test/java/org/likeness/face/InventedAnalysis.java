package org.likeness.face;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.image.grain.GrainMeter;
import org.likeness.image.grain.GrainSample;

/** Analyses whose every number is drawn by chance, from a fixed seed. */
final class InventedAnalysis {
  static final int FRAMES = 5;

  private InventedAnalysis() {}

  /** A part of a shot: all that is seen in its frames. */
  static ShotChunk chunk() {
    return new ShotChunk(
        Map.of("mesh", "ab"), Map.of("k", "v"), "plate.####.exr", List.of(1, 2, 3, 4, 5), raw());
  }

  /** A whole shot, with a track, a name and corrections. */
  static ShotAnalysis shot() {
    List<FaceObservation> track = new ArrayList<>();
    raw()
        .forEach(
            f ->
                track.add(
                    f.faces().get(0).withDetail(f.faces().get(0).detail().withSkin(new byte[0]))));
    return new ShotAnalysis(
        Map.of("mesh", "ab", "detector", "cd"),
        Map.of("plate colour space", "acescg"),
        "plate",
        List.of(1, 2, 3, 4, 5),
        PixelRect.ofSize(640, 480),
        List.of(4),
        List.of(new ShotAnalysis.Track(0, "", "ben", track)),
        raw(),
        Corrections.parse(
            "{\"corrections\":[{\"do\":\"name\",\"track\":0,\"name\":\"anna\"},"
                + "{\"do\":\"move\",\"track\":0,\"keys\":[{\"frame\":2,\"by\":[3,4]}]}]}"));
  }

  /** What is seen in the frames, one face or two; always the same. */
  static List<FrameFaces> raw() {
    Random r = new Random(1);
    List<FrameFaces> raw = new ArrayList<>();
    for (int f = 1; f <= FRAMES; f++) {
      byte[] digest = new byte[FrameFaces.DIGEST];
      r.nextBytes(digest);
      byte[] signature = new byte[FrameSignature.LENGTH];
      r.nextBytes(signature);
      raw.add(
          new FrameFaces(
              f,
              PixelRect.ofSize(640, 480),
              digest,
              signature,
              f % 2 == 0 ? List.of(face(r, f, 0), face(r, f, 1)) : List.of(face(r, f, 0))));
    }
    return raw;
  }

  /** What a plate of even noise says of its grain. */
  static GrainSample grain() {
    Random r = new Random(4);
    Plane p = Plane.zeros(PixelRect.ofSize(160, 128));
    for (int i = 0; i < p.data().length; i++) {
      p.data()[i] = (float) (0.3 + 0.02 * r.nextGaussian());
    }
    return GrainMeter.measure(Frame.opaque(p, p, p));
  }

  /** One face, all of whose numbers are there. */
  static FaceObservation face(Random r, int frame, int who) {
    FaceObservation o = TrackTest.face(who, frame, 200 + 100 * who + 3 * frame, 200, 90);
    float[] xyz = o.landmarks().xyz().clone();
    for (int i = 0; i < xyz.length; i++) {
      xyz[i] += r.nextFloat() - 0.5f;
    }
    FaceDetail d =
        new FaceDetail(
            points(r, FacePoints.CLASSIC),
            points(r, CropAnchors.COUNT),
            floats(r, FaceDetail.IRIS, 300),
            floats(r, ExpressionUnits.NAMES.size(), 1),
            floats(r, FaceDetail.LIGHT, 2),
            r.nextFloat(),
            90 + r.nextFloat(),
            floats(r, FaceDetail.IDENTITY, 0.3f),
            skin(r),
            new float[0]);
    return new FaceObservation(
        who,
        frame,
        r.nextFloat(),
        new Landmarks(xyz, r.nextFloat()),
        new HeadPose(70 * r.nextFloat(), -10 * r.nextFloat(), 5 * r.nextFloat()),
        EnumSet.of(FaceObservation.Flag.PROFILE),
        d);
  }

  private static byte[] skin(Random r) {
    byte[] b = new byte[SkinPatch.SIZE * SkinPatch.SIZE];
    for (int i = 0; i < b.length; i++) {
      b[i] = (byte) (r.nextInt(21) - 10);
    }
    return b;
  }

  private static FacePoints points(Random r, int n) {
    return new FacePoints(floats(r, 2 * n, 400), floats(r, n, 3), floats(r, n, 1));
  }

  private static float[] floats(Random r, int n, float most) {
    float[] f = new float[n];
    for (int i = 0; i < n; i++) {
      f[i] = most * r.nextFloat();
    }
    return f;
  }
}
