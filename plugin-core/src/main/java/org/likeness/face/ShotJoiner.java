package org.likeness.face;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.likeness.image.PixelRect;

/**
 * The stage that needs all frames of a shot: cuts, tracks, smoothing. It computes from what the
 * single frames gave alone, so that it does not matter who looked at which of them, and when.
 */
final class ShotJoiner {
  private ShotJoiner() {}

  /**
   * Joins.
   *
   * @param models sha256 (hex) of each network that looked, by role
   * @param settings what else it depended on
   * @param raw all frames of the shot, ascending
   */
  static ShotAnalysis join(
      Map<String, String> models, Map<String, String> settings, List<FrameFaces> raw) {
    List<Integer> frames = raw.stream().map(FrameFaces::frame).toList();
    List<Integer> cuts = cuts(frames, raw);
    PixelRect window = raw.isEmpty() ? new PixelRect(0, 0, 0, 0) : raw.get(0).window();
    Lens lens = Lens.of(settings);
    double aspect = PixelAspect.of(settings);
    PixelRect square = PixelAspect.stretched(window, aspect);
    List<ShotAnalysis.Track> tracks = new ArrayList<>();
    for (List<FaceObservation> one :
        TrackBuilder.build(
            frames,
            raw.stream().map(f -> PixelAspect.stretched(f.faces(), aspect)).toList(),
            cuts)) {
      List<FaceObservation> steady = new ArrayList<>();
      for (List<FaceObservation> part : scenes(one, cuts)) {
        steady.addAll(
            TrackSmoother.smooth(part, tracks.size(), frames, square, lens).observations());
      }
      tracks.add(new ShotAnalysis.Track(tracks.size(), PixelAspect.stretched(steady, 1 / aspect)));
    }
    return new ShotAnalysis(
        models,
        settings,
        PlateDigest.of(raw.stream().map(FrameFaces::digest).toList()),
        frames,
        window,
        cuts,
        tracks,
        raw,
        Corrections.NONE);
  }

  /** A track's parts between cuts: nothing is steadied or filled in across one. */
  private static List<List<FaceObservation>> scenes(
      List<FaceObservation> track, List<Integer> cuts) {
    List<List<FaceObservation>> out = new ArrayList<>();
    int before = -1;
    for (FaceObservation o : track) {
      int scene = 0;
      while (scene < cuts.size() && cuts.get(scene) <= o.frame()) {
        scene++;
      }
      if (scene != before) {
        out.add(new ArrayList<>());
        before = scene;
      }
      out.get(out.size() - 1).add(o);
    }
    return out;
  }

  /** Frames from elsewhere may have no signature; then no cut is known. */
  private static List<Integer> cuts(List<Integer> frames, List<FrameFaces> raw) {
    return raw.stream().allMatch(f -> f.signature().length == FrameSignature.LENGTH)
        ? CutFinder.cuts(frames, raw.stream().map(f -> new FrameSignature(f.signature())).toList())
        : List.of();
  }
}
