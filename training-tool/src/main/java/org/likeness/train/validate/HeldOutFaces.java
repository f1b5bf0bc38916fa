package org.likeness.train.validate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.likeness.face.CropTemplate;
import org.likeness.image.Affine2;
import org.likeness.image.Frame;
import org.likeness.image.Plane;
import org.likeness.image.Warp;
import org.likeness.image.opencv.PictureIo;
import org.likeness.train.data.FaceRecord;
import org.likeness.train.data.Faceset;

/** Faces for judging, chosen evenly over poses: the same choice in every run. */
public final class HeldOutFaces {
  /** What a model's crops are. */
  public record Form(int size, String template, double coverage, String encoding) {}

  private record Place(Faceset set, FaceRecord face) {}

  private HeldOutFaces() {}

  /**
   * Reads faces.
   *
   * @param facesets of any identities
   * @param form the model's crop
   * @param most how many of each identity; 0 for all
   * @throws IOException if a faceset does not fit the model, or a picture cannot be read
   */
  public static List<HeldOut> of(List<Faceset> facesets, Form form, int most) throws IOException {
    Map<String, List<Place>> byIdentity = new TreeMap<>();
    for (Faceset set : facesets) {
      check(set, form);
      for (FaceRecord face : set.faces()) {
        byIdentity
            .computeIfAbsent(set.header().identity(), k -> new ArrayList<>())
            .add(new Place(set, face));
      }
    }
    List<HeldOut> out = new ArrayList<>();
    for (List<Place> places : byIdentity.values()) {
      for (Place p : spread(places, most)) {
        out.add(read(p, form));
      }
    }
    return out;
  }

  private static void check(Faceset set, Form form) throws IOException {
    // The two whole faces are one square, placed by the mesh or by the anchors.
    if (!whole(set.header().template()) || !whole(form.template())) {
      refuse(set, "crop template", set.header().template(), form.template());
    }
    refuse(set, "colour encoding", set.header().encoding(), form.encoding());
    if (set.header().coverage() < form.coverage() - 1e-9) {
      throw new IOException(
          set.folder()
              + ": its crops cover "
              + set.header().coverage()
              + " heights of a face, the model's "
              + form.coverage()
              + "; extract the faceset anew");
    }
  }

  private static boolean whole(String template) {
    return template.equals(CropTemplate.WHOLE_FACE_V1)
        || template.equals(CropTemplate.WHOLE_FACE_V2);
  }

  private static void refuse(Faceset set, String what, String found, String wanted)
      throws IOException {
    if (!found.equals(wanted)) {
      throw new IOException(
          set.folder()
              + ": its "
              + what
              + " is "
              + found
              + ", the model's is "
              + wanted
              + "; extract the faceset anew");
    }
  }

  /** Takes from each pose in turn, and within a pose evenly, so that rare poses are judged too. */
  private static List<Place> spread(List<Place> all, int most) {
    if (most <= 0 || all.size() <= most) {
      return all;
    }
    Map<PoseBin, List<Place>> bins = new TreeMap<>();
    for (Place p : all) {
      bins.computeIfAbsent(PoseBin.of(p.face().yaw(), p.face().pitch()), k -> new ArrayList<>())
          .add(p);
    }
    List<PoseBin> turns = new ArrayList<>(bins.keySet());
    // From the middle outwards, so that few faces are not all of one side.
    turns.sort(Comparator.comparingInt(PoseBin::fromMiddle).thenComparing(b -> b));
    Map<PoseBin, Integer> share = new TreeMap<>();
    int left = most;
    while (left > 0) {
      for (PoseBin bin : turns) {
        int has = share.getOrDefault(bin, 0);
        if (left > 0 && has < Objects.requireNonNull(bins.get(bin)).size()) {
          share.put(bin, has + 1);
          left--;
        }
      }
    }
    List<Place> out = new ArrayList<>();
    for (Map.Entry<PoseBin, List<Place>> e : bins.entrySet()) {
      int n = share.getOrDefault(e.getKey(), 0);
      for (int i = 0; i < n; i++) {
        out.add(e.getValue().get((int) ((i + 0.5) * e.getValue().size() / n)));
      }
    }
    return out;
  }

  private static HeldOut read(Place p, Form form) throws IOException {
    Faceset set = p.set();
    int stored = set.header().size();
    Frame picture = PictureIo.read(set.folder().resolve(p.face().file()));
    Plane matte = PictureIo.read(set.folder().resolve(p.face().matte())).g();
    if (picture.dataWindow().width() != stored || matte.rect().width() != stored) {
      throw new IOException(
          set.folder().resolve(p.face().file())
              + ": "
              + picture.dataWindow().width()
              + " pixels wide; the faceset's crops are "
              + stored);
    }
    // The same centre; the model's crop is the inner part of the stored one.
    double scale = form.size() * set.header().coverage() / form.coverage() / stored;
    double shift = form.size() / 2.0 - scale * stored / 2.0;
    Affine2 map = new Affine2(scale, 0, shift, 0, scale, shift);
    return new HeldOut(
        set.folder().getFileName() + "/" + p.face().file(),
        set.header().identity(),
        form.size(),
        planes(Warp.toCrop(picture, map, form.size())),
        clamp(Warp.toCrop(Frame.opaque(matte, matte, matte), map, form.size()).g().data()),
        p.face().yaw(),
        p.face().pitch(),
        null,
        null,
        null);
  }

  /** Three planes in one array, 0..1. */
  static float[] planes(Frame f) {
    int n = f.r().data().length;
    float[] out = new float[3 * n];
    System.arraycopy(f.r().data(), 0, out, 0, n);
    System.arraycopy(f.g().data(), 0, out, n, n);
    System.arraycopy(f.b().data(), 0, out, 2 * n, n);
    return clamp(out);
  }

  static float[] clamp(float[] v) {
    for (int i = 0; i < v.length; i++) {
      v[i] = Math.min(1f, Math.max(0f, v[i]));
    }
    return v;
  }
}
