package org.likeness.pipeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.likeness.face.FaceObservation;
import org.likeness.face.FaceTrack;
import org.likeness.face.ShotAnalysis;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.pipeline.layers.FaceHull;

/**
 * Several faces of one frame. Each is made from the plate as it came in, so that none sees another
 * one's swap; then they are put over one another, the farthest first. A face ends where the hull of
 * a nearer one begins, be that one replaced or not.
 */
final class SeveralFaces {
  private final List<FramePipeline> each;
  private final RenderRequest request;
  private final SwapSettings s;

  SeveralFaces(List<FramePipeline> each, RenderRequest request, SwapSettings s) {
    this.each = each;
    this.request = request;
    this.s = s;
  }

  /**
   * One of them in this frame.
   *
   * @param index its place in the settings
   * @param pipeline what is opened for it
   * @param own its settings
   * @param track in the request's pixels
   * @param face in this frame, or null
   * @param nearness the larger, the nearer
   * @param messages about it alone
   */
  private record Member(
      int index,
      FramePipeline pipeline,
      SwapSettings own,
      FaceTrack track,
      @Nullable FaceObservation face,
      double nearness,
      List<String> messages) {}

  /** Another face of the analysis, which stays, in the request's pixels. */
  private record Bystander(FaceObservation face, double nearness) {}

  /**
   * Renders them.
   *
   * @param messages takes what the artist should know
   */
  FrameResult render(List<String> messages) {
    List<Member> members = members();
    List<Bystander> others = others(members);
    FaceStack stack = new FaceStack(request.plate());
    FrameResult[] asListed = new FrameResult[members.size()];
    for (Member m : members) {
      request.cancel().check();
      RenderRequest own = request.with(request.guides().behind(nearer(m, members, others)));
      FaceTrack track = m.face() == null ? f -> Optional.empty() : m.track();
      FrameResult made = m.pipeline().render(own, track, m.own(), m.messages(), stack.under());
      stack.put(made);
      asListed[m.index()] = made;
    }
    tell(members, messages);
    return stack.result(messages, List.of(asListed));
  }

  /** A face that another choice has taken already is not placed twice. */
  private List<Member> members() {
    List<SwapSettings> own = FaceList.each(s);
    List<Member> out = new ArrayList<>();
    List<float[]> taken = new ArrayList<>();
    for (int i = 0; i < each.size(); i++) {
      OpenedParts open = each.get(i).opened();
      List<String> messages = new ArrayList<>();
      FaceTrack track = FrameTracks.of(open, request, own.get(i), messages);
      FaceObservation face = track.at(request.frame()).orElse(null);
      if (face != null) {
        float[] mesh = face.landmarks().xyz();
        if (taken.stream().anyMatch(t -> Arrays.equals(t, mesh))) {
          messages.add("another entry of the list means the same face in this frame");
          face = null;
        } else {
          taken.add(mesh);
        }
      }
      double nearness = nearness(i, track, face);
      out.add(new Member(i, each.get(i), own.get(i), track, face, nearness, messages));
    }
    // The farthest first; the sort is stable, and of equals the first of the list is nearer.
    List<Member> farFirst = new ArrayList<>();
    out.forEach(m -> farFirst.add(0, m));
    farFirst.sort(Comparator.comparingDouble(Member::nearness));
    return farFirst;
  }

  private double nearness(int index, FaceTrack track, @Nullable FaceObservation face) {
    if (face == null) {
      return Double.NEGATIVE_INFINITY;
    }
    if (s.faces().order().equals("list")) {
      return Double.MAX_VALUE / (2.0 + index);
    }
    OpenedParts open = each.get(index).opened();
    FaceTrack stored = open.track();
    return DepthOrder.nearness(
        stored == null ? track : stored,
        request.frame(),
        open.analysis(),
        request.plate().pixelAspect());
  }

  private List<Bystander> others(List<Member> members) {
    ShotAnalysis analysis = each.get(0).opened().analysis();
    List<Bystander> out = new ArrayList<>();
    for (ShotAnalysis.Track t :
        analysis == null ? List.<ShotAnalysis.Track>of() : analysis.tracks()) {
      boolean replaced =
          members.stream().map(Member::face).anyMatch(f -> f != null && f.trackId() == t.id());
      FaceTrack here =
          request.scaleX() == 1 && request.scaleY() == 1
              ? t
              : new ScaledTrack(t, request.scaleX(), request.scaleY());
      Optional<FaceObservation> o = here.at(request.frame());
      if (!replaced && o.isPresent()) {
        double nearness =
            DepthOrder.nearness(t, request.frame(), analysis, request.plate().pixelAspect());
        out.add(new Bystander(o.get(), nearness));
      }
    }
    return out;
  }

  /** The hulls of all that is nearer than a face; null where nothing is. */
  private @Nullable Plane nearer(Member of, List<Member> members, List<Bystander> others) {
    List<FaceObservation> before = new ArrayList<>();
    boolean passed = false;
    for (Member m : members) {
      if (passed && m.face() != null) {
        before.add(m.face());
      }
      passed |= m.equals(of);
    }
    OpenedParts open = of.pipeline().opened();
    FaceTrack stored = open.track();
    double size =
        stored == null || of.face() == null
            ? Double.POSITIVE_INFINITY
            : DepthOrder.nearness(
                stored, request.frame(), open.analysis(), request.plate().pixelAspect());
    others.stream().filter(b -> b.nearness() > size).forEach(b -> before.add(b.face()));
    PixelRect all = PixelRect.EMPTY;
    for (FaceObservation o : before) {
      all = all.union(FaceHull.of(o).bounds());
    }
    all = all.intersect(request.plate().dataWindow());
    if (all.isEmpty()) {
      return null;
    }
    Plane out = Plane.zeros(all);
    for (FaceObservation o : before) {
      float[] hull = FaceHull.of(o).over(all).data();
      for (int i = 0; i < hull.length; i++) {
        out.data()[i] = Math.max(out.data()[i], hull[i]);
      }
    }
    return out;
  }

  /** What holds for all of them is said once; the rest with the face that it is about. */
  private static void tell(List<Member> members, List<String> messages) {
    Map<String, Integer> count = new LinkedHashMap<>();
    members.forEach(m -> m.messages().forEach(text -> count.merge(text, 1, Integer::sum)));
    for (Member m : members) {
      for (String text : m.messages()) {
        boolean all = count.getOrDefault(text, 0) == members.size();
        String line = all ? text : "face " + m.own().face() + ": " + text;
        if (!messages.contains(line)) {
          messages.add(line);
        }
      }
    }
  }

  /** What a frame depends on, see {@link FramePipeline#faceSha256}. */
  static String fingerprint(List<FramePipeline> each, int frame) {
    StringBuilder all = new StringBuilder();
    for (FramePipeline p : each) {
      all.append(p.faceSha256(frame)).append(' ');
      OpenedParts open = p.opened();
      FaceTrack track = open.track();
      if (track != null) {
        all.append(DepthOrder.nearness(track, frame, open.analysis(), 1)).append(' ');
      }
    }
    ShotAnalysis analysis = each.get(0).opened().analysis();
    if (analysis != null) {
      // Those that stay may stand before one of these.
      for (ShotAnalysis.Track t : analysis.tracks()) {
        t.at(frame)
            .ifPresent(
                o ->
                    all.append(DepthOrder.nearness(t, frame, analysis, 1))
                        .append(Sha256.of(o.fingerprint())));
      }
    }
    return Sha256.of(all.toString());
  }
}
