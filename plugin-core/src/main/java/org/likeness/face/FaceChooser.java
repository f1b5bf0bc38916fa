package org.likeness.face;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the track that a {@link FaceChoice} means. */
final class FaceChooser {
  /** A face seen in less than this part of the longest track's frames is no "left" or "right". */
  private static final double PASSER_BY = 0.1;

  private final List<ShotAnalysis.Track> tracks;
  private final FaceChoice choice;

  private FaceChooser(List<ShotAnalysis.Track> tracks, FaceChoice choice) {
    this.tracks = tracks;
    this.choice = choice;
  }

  /**
   * The chosen face; it has no observation where the shot has no such face.
   *
   * @param reference with {@link FaceChoice.Kind#LIKE}: the identity vector to look for
   * @throws IllegalArgumentException if the choice names what does not exist
   */
  static FaceTrack choose(
      List<ShotAnalysis.Track> tracks, FaceChoice choice, float @Nullable [] reference) {
    FaceChooser c = new FaceChooser(tracks, choice);
    return switch (choice.kind()) {
      case LARGEST, LEFT, RIGHT -> c.byPlace();
      case ID -> c.byId();
      case NAME -> c.byName();
      case AT -> c.at();
      case LIKE -> c.like(reference);
    };
  }

  private FaceTrack byPlace() {
    int longest = tracks.stream().mapToInt(t -> t.observations().size()).max().orElse(0);
    ShotAnalysis.@Nullable Track best = null;
    double bestRank = Double.NEGATIVE_INFINITY;
    for (ShotAnalysis.Track t : tracks) {
      boolean passerBy = t.observations().size() < PASSER_BY * longest;
      double rank =
          switch (choice.kind()) {
            case LEFT -> passerBy ? Double.NEGATIVE_INFINITY : -t.meanX();
            case RIGHT -> passerBy ? Double.NEGATIVE_INFINITY : t.meanX();
            default -> t.totalArea();
          };
      if (rank > bestRank) {
        bestRank = rank;
        best = t;
      }
    }
    return best == null ? frame -> Optional.empty() : best;
  }

  private FaceTrack byId() {
    for (ShotAnalysis.Track t : tracks) {
      if (t.id() == choice.id()) {
        return t;
      }
    }
    throw refusal("the analysis has " + ids());
  }

  private FaceTrack byName() {
    // What the artist wrote comes before what was recognised.
    List<ShotAnalysis.Track> named = named(ShotAnalysis.Track::name);
    if (named.isEmpty()) {
      named = named(ShotAnalysis.Track::identity);
    }
    if (!named.isEmpty()) {
      return together(named);
    }
    TreeSet<String> known = new TreeSet<>();
    for (ShotAnalysis.Track t : tracks) {
      known.add(t.name());
      known.add(t.identity());
    }
    known.remove("");
    throw refusal(
        known.isEmpty()
            ? "the analysis names nobody; analyse with --gallery, or choose "
                + (tracks.isEmpty() ? "largest" : "one of " + ids())
            : "the analysis knows " + String.join(", ", known));
  }

  private List<ShotAnalysis.Track> named(Function<ShotAnalysis.Track, String> of) {
    String wanted = choice.text().toLowerCase(Locale.ROOT);
    return tracks.stream()
        .filter(t -> of.apply(t).toLowerCase(Locale.ROOT).equals(wanted))
        .toList();
  }

  /** Several tracks of one person, who is never seen twice in a frame: the longer track counts. */
  private static FaceTrack together(List<ShotAnalysis.Track> parts) {
    List<ShotAnalysis.Track> sorted = new ArrayList<>(parts);
    sorted.sort(
        Comparator.comparingInt((ShotAnalysis.Track t) -> -t.observations().size())
            .thenComparingInt(ShotAnalysis.Track::id));
    if (sorted.size() == 1) {
      return sorted.get(0);
    }
    return frame -> sorted.stream().flatMap(t -> t.at(frame).stream()).findFirst();
  }

  private FaceTrack at() {
    int frame = choice.frame();
    if (frame == FaceChoice.ANY_FRAME) {
      TreeSet<Integer> frames = new TreeSet<>();
      tracks.forEach(t -> t.observations().forEach(o -> frames.add(o.frame())));
      for (int f : frames) {
        ShotAnalysis.@Nullable Track hit = hit(f);
        if (hit != null) {
          return hit;
        }
      }
      throw refusal("no face of the analysis ever comes there; it has " + ids());
    }
    ShotAnalysis.@Nullable Track hit = hit(frame);
    if (hit != null) {
      return hit;
    }
    List<String> there = new ArrayList<>();
    for (ShotAnalysis.Track t : tracks) {
      t.at(frame)
          .ifPresent(
              o -> {
                FaceBox box = FaceBox.of(o.landmarks());
                there.add(
                    String.format(
                        Locale.ROOT, "id:%d at %.0f,%.0f", t.id(), box.centreX(), box.centreY()));
              });
    }
    throw refusal(
        there.isEmpty()
            ? "the analysis has no face in frame " + frame
            : "no face is there in frame " + frame + ", which has " + String.join(", ", there));
  }

  private ShotAnalysis.@Nullable Track hit(int frame) {
    ShotAnalysis.@Nullable Track best = null;
    double bestRank = Double.NEGATIVE_INFINITY;
    for (ShotAnalysis.Track t : tracks) {
      double rank =
          t.at(frame)
              .map(o -> choice.atRank(FaceBox.of(o.landmarks())))
              .orElse(Double.NEGATIVE_INFINITY);
      if (rank > bestRank) {
        bestRank = rank;
        best = t;
      }
    }
    return best;
  }

  private FaceTrack like(float @Nullable [] reference) {
    if (reference == null) {
      throw new IllegalStateException("a choice by a picture needs the picture's identity vector");
    }
    List<ShotAnalysis.Track> found = new ArrayList<>();
    double nearest = -1;
    int nearestId = -1;
    for (ShotAnalysis.Track t : tracks) {
      Tracklet.Who who = who(t);
      double likeness = who.known() ? IdentityVectors.likeness(who.vector(), reference) : -1;
      if (likeness >= IdentityGallery.SAME_PICTURE) {
        found.add(t);
      }
      if (likeness > nearest) {
        nearest = likeness;
        nearestId = t.id();
      }
    }
    if (found.isEmpty()) {
      throw refusal(
          nearestId < 0
              ? "the analysis has no face whose identity is known"
              : String.format(
                  Locale.ROOT,
                  "no face of the analysis is like it; the nearest is id:%d, alike by %.3f of %.3f",
                  nearestId,
                  nearest,
                  IdentityGallery.SAME_PICTURE));
    }
    return closest(found, reference);
  }

  /** The most alike, with those others like the reference that are never seen beside it. */
  private static FaceTrack closest(List<ShotAnalysis.Track> found, float[] reference) {
    found.sort(
        Comparator.comparingDouble(
                (ShotAnalysis.Track t) -> -IdentityVectors.likeness(who(t).vector(), reference))
            .thenComparingInt(ShotAnalysis.Track::id));
    List<ShotAnalysis.Track> one = new ArrayList<>();
    for (ShotAnalysis.Track t : found) {
      boolean beside =
          one.stream()
              .anyMatch(o -> t.observations().stream().anyMatch(f -> o.at(f.frame()).isPresent()));
      if (!beside) {
        one.add(t);
      }
    }
    return together(one);
  }

  /** Whom a track shows. */
  static Tracklet.Who who(ShotAnalysis.Track t) {
    List<SeenFace> faces = new ArrayList<>();
    for (FaceObservation o : t.observations()) {
      if (!o.flags().contains(FaceObservation.Flag.INTERPOLATED)) {
        faces.add(SeenFace.of(o, o.frame()));
      }
    }
    return Tracklet.who(faces);
  }

  private String ids() {
    return tracks.isEmpty()
        ? "no tracks"
        : "the tracks "
            + tracks.stream().map(t -> "id:" + t.id()).collect(Collectors.joining(", "));
  }

  private IllegalArgumentException refusal(String why) {
    return new IllegalArgumentException("face " + choice + ": " + why);
  }
}
