package org.likeness.face;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.likeness.file.AtomicFile;
import org.likeness.image.PixelRect;
import org.likeness.image.grain.GrainSample;

/**
 * Everything found out about the faces of a shot, stored once as a file. Immutable; all numbers are
 * rounded to what the file holds, so that writing and reading changes nothing.
 */
public final class ShotAnalysis {
  private final Map<String, String> models;
  private final Map<String, String> settings;
  private final String plateSha256;
  private final List<Integer> frames;
  private final PixelRect window;
  private final List<Integer> cuts;
  private final List<Track> computed;
  private final List<FrameFaces> raw;
  private final Corrections corrections;
  private final Corrections.Applied applied;
  private final Map<String, ShotRisk> risks;
  private final SortedMap<Integer, GrainSample> grain;

  /** One without what the single frames gave. */
  public ShotAnalysis(
      Map<String, String> models, String plateSha256, List<Integer> frames, List<Track> tracks) {
    this(
        models,
        Map.of(),
        plateSha256,
        frames,
        new PixelRect(0, 0, 0, 0),
        List.of(),
        tracks,
        List.of(),
        Corrections.NONE);
  }

  ShotAnalysis(
      Map<String, String> models,
      Map<String, String> settings,
      String plateSha256,
      List<Integer> frames,
      PixelRect window,
      List<Integer> cuts,
      List<Track> computed,
      List<FrameFaces> raw,
      Corrections corrections) {
    this(
        models,
        settings,
        plateSha256,
        frames,
        window,
        cuts,
        computed,
        raw,
        corrections,
        Map.of(),
        GrainPart.of(raw));
  }

  ShotAnalysis(
      Map<String, String> models,
      Map<String, String> settings,
      String plateSha256,
      List<Integer> frames,
      PixelRect window,
      List<Integer> cuts,
      List<Track> computed,
      List<FrameFaces> raw,
      Corrections corrections,
      Map<String, ShotRisk> risks,
      SortedMap<Integer, GrainSample> grain) {
    this.risks = Map.copyOf(risks);
    this.grain = Collections.unmodifiableSortedMap(grain);
    this.models = Map.copyOf(models);
    this.settings = Map.copyOf(settings);
    this.plateSha256 = plateSha256;
    this.frames = List.copyOf(frames);
    this.window = window;
    this.cuts = List.copyOf(cuts);
    this.computed = computed.stream().map(Track::rounded).toList();
    this.raw = List.copyOf(raw);
    this.corrections = corrections;
    this.applied = corrections.apply(this.computed, PixelAspect.of(this.settings));
  }

  /** sha256 (hex) of each network that made it, by role. */
  public Map<String, String> models() {
    return models;
  }

  /** What else its making depended on, by name. */
  public Map<String, String> settings() {
    return settings;
  }

  /** sha256 (hex) of the plate's pixels, scene-linear, in all its frames. */
  public String plateSha256() {
    return plateSha256;
  }

  /** The frames that were looked at, ascending. */
  public List<Integer> frames() {
    return frames;
  }

  /** The plate's display window; empty where the file does not say. */
  public PixelRect window() {
    return window;
  }

  /** First frame of each scene after the first one: a cut lies right before it. */
  public List<Integer> cuts() {
    return cuts;
  }

  /** The faces, by track id, with the artist's corrections. */
  public List<Track> tracks() {
    return applied.tracks();
  }

  /** The faces as they were found, followed and steadied, without corrections. */
  public List<Track> computed() {
    return computed;
  }

  /** What each frame gave, unsmoothed; empty in a file of the first version. */
  public List<FrameFaces> raw() {
    return raw;
  }

  /** The artist's corrections. */
  public Corrections corrections() {
    return corrections;
  }

  /** By an identity's id how far the faces lie outside of what its pictures show. */
  public Map<String, ShotRisk> risks() {
    return risks;
  }

  /**
   * What frames say of the plate's grain, by frame: some of each scene, so that a scene's grain can
   * be told without a look at its pixels. Empty where the file is older.
   */
  public SortedMap<Integer, GrainSample> grain() {
    return grain;
  }

  /** The same with the risks of one identity put in or replaced. */
  public ShotAnalysis with(ShotRisk risk) {
    Map<String, ShotRisk> all = new TreeMap<>(risks);
    all.put(risk.identity(), risk);
    return new ShotAnalysis(
        models,
        settings,
        plateSha256,
        frames,
        window,
        cuts,
        computed,
        raw,
        corrections,
        all,
        grain);
  }

  /** A sentence for each correction that does not fit what was found. */
  public List<String> problems() {
    return applied.problems();
  }

  /** The same with other corrections. */
  public ShotAnalysis with(Corrections other) {
    return new ShotAnalysis(
        models, settings, plateSha256, frames, window, cuts, computed, raw, other, risks, grain);
  }

  /** The same without what each frame gave, which takes most of the memory. */
  public ShotAnalysis withoutRaw() {
    return new ShotAnalysis(
        models,
        settings,
        plateSha256,
        frames,
        window,
        cuts,
        computed,
        List.of(),
        corrections,
        risks,
        grain);
  }

  /**
   * One face through the shot.
   *
   * @param id from 0
   * @param name what the artist calls it, or an empty text
   * @param identity whom it was recognised as, by the name in the reference gallery, or an empty
   *     text
   * @param observations ascending by frame, at most one a frame
   */
  public record Track(int id, String name, String identity, List<FaceObservation> observations)
      implements FaceTrack {
    /** Copies the list. */
    public Track {
      observations = List.copyOf(observations);
    }

    /** One without a name. */
    public Track(int id, List<FaceObservation> observations) {
      this(id, "", "", observations);
    }

    /** The same with other observations. */
    Track with(List<FaceObservation> other) {
      return new Track(id, name, identity, other);
    }

    Track rounded() {
      return with(observations.stream().map(FaceInts::rounded).toList());
    }

    @Override
    public Optional<FaceObservation> at(int frame) {
      int low = 0;
      int high = observations.size() - 1;
      while (low <= high) {
        int middle = (low + high) >>> 1;
        int found = observations.get(middle).frame();
        if (found == frame) {
          return Optional.of(observations.get(middle));
        }
        if (found < frame) {
          low = middle + 1;
        } else {
          high = middle - 1;
        }
      }
      return Optional.empty();
    }

    double totalArea() {
      return observations.stream().mapToDouble(o -> FaceBox.of(o.landmarks()).area()).sum();
    }

    double meanX() {
      return observations.stream()
          .mapToDouble(o -> FaceBox.of(o.landmarks()).centreX())
          .average()
          .orElse(0);
    }
  }

  /**
   * Reads a file.
   *
   * @throws IOException with a sentence, if it is missing, foreign, truncated, corrupt or newer
   */
  public static ShotAnalysis read(Path file) throws IOException {
    return AnalysisCodec.decode(AnalysisFile.bytes(file), file.toString());
  }

  /** Writes the file: under a temporary name in the same folder, then renamed. */
  public void write(Path file) throws IOException {
    AnalysisFile.makeFolder(file);
    AtomicFile.write(file, AnalysisCodec.encode(this));
  }

  /**
   * The chosen face; it has no observation where the shot has no such face.
   *
   * @throws IllegalArgumentException if the choice names a track that does not exist
   */
  public FaceTrack track(FaceChoice choice) {
    return FaceChooser.choose(tracks(), choice, null);
  }

  /**
   * The face that is like a reference, for {@link FaceChoice.Kind#LIKE}; any other choice as above.
   *
   * @param reference its identity vector, see {@link IdentityGallery#reference}
   * @throws IllegalArgumentException if no face is like it
   */
  public FaceTrack track(FaceChoice choice, float @Nullable [] reference) {
    return FaceChooser.choose(tracks(), choice, reference);
  }

  /** The same, recognised: {@code names} by track id; other tracks are nobody's. */
  ShotAnalysis withIdentities(Map<Integer, String> names) {
    List<Track> told = new ArrayList<>();
    for (Track t : computed) {
      told.add(new Track(t.id(), t.name(), names.getOrDefault(t.id(), ""), t.observations()));
    }
    return new ShotAnalysis(
        models, settings, plateSha256, frames, window, cuts, told, raw, corrections, risks, grain);
  }

  /** For people and other programs: everything, frame by frame. */
  public String toJson() {
    return AnalysisJson.write(this, false);
  }

  /** The same with what each frame gave, unsmoothed. */
  public String toJsonWithRaw() {
    return AnalysisJson.write(this, true);
  }
}
