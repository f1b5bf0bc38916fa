package org.likeness.pipeline;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.likeness.face.ShotAnalysis;
import org.likeness.image.grain.GrainModel;
import org.likeness.image.grain.GrainSample;

/**
 * The grain of the scenes of a shot, as its analysis holds it: one for all frames between two cuts,
 * made of all that the frames there say. Thread-safe.
 */
final class ShotGrain {
  /** Of a shot that nothing is known of. */
  static final ShotGrain NONE = new ShotGrain(new TreeMap<>(), List.of());

  /** What the frames of a scene say, by the scene's first frame. */
  private final NavigableMap<Integer, SortedMap<Integer, GrainSample>> scenes = new TreeMap<>();

  private final Map<Integer, GrainModel> models = new ConcurrentHashMap<>();
  private final Map<Integer, String> fingerprints = new ConcurrentHashMap<>();

  ShotGrain(SortedMap<Integer, GrainSample> grain, List<Integer> cuts) {
    scenes.put(Integer.MIN_VALUE, new TreeMap<>());
    cuts.forEach(first -> scenes.put(first, new TreeMap<>()));
    grain.forEach((frame, sample) -> scenes.floorEntry(frame).getValue().put(frame, sample));
  }

  static ShotGrain of(ShotAnalysis analysis) {
    return new ShotGrain(analysis.grain(), analysis.cuts());
  }

  /** Of the scene that a frame belongs to; nothing where no frame of it was looked at. */
  Optional<GrainModel> at(int frame) {
    Map.Entry<Integer, SortedMap<Integer, GrainSample>> scene = scenes.floorEntry(frame);
    return scene.getValue().isEmpty()
        ? Optional.empty()
        : Optional.of(models.computeIfAbsent(scene.getKey(), k -> GrainModel.of(scene.getValue())));
  }

  /** What {@link #at} depends on, as text. */
  String fingerprint(int frame) {
    Map.Entry<Integer, SortedMap<Integer, GrainSample>> scene = scenes.floorEntry(frame);
    return fingerprints.computeIfAbsent(
        scene.getKey(),
        k -> {
          StringBuilder all = new StringBuilder();
          scene
              .getValue()
              .forEach(
                  (f, s) -> all.append(f).append(' ').append(Sha256.of(s.bytes())).append(' '));
          return scene.getValue().isEmpty() ? "" : " grain " + Sha256.of(all.toString());
        });
  }
}
