package org.likeness.face;

import java.util.ArrayList;
import java.util.List;

/**
 * What an artist put right in an analysis, in the order in which it was done: points and faces
 * moved on key frames, tracks split, joined, named, deleted. Kept beside what was found, never
 * mixed with it, and applied on reading; each correction knows where in the picture its face was,
 * so that it is found again when the shot is analysed anew. Immutable. The JSON form is in the
 * guide.
 */
public final class Corrections {
  /** None. */
  public static final Corrections NONE = new Corrections(List.of());

  private final List<Correction> list;

  private Corrections(List<Correction> list) {
    this.list = List.copyOf(list);
  }

  /**
   * What corrections give.
   *
   * @param tracks the corrected ones
   * @param corrections those that fit, each bound to the place of its track
   * @param problems a sentence for each that did not fit
   */
  public record Applied(
      List<ShotAnalysis.Track> tracks, Corrections corrections, List<String> problems) {}

  /**
   * Reads JSON; an empty text is none.
   *
   * @throws IllegalArgumentException with a sentence: what is wrong with which correction
   */
  public static Corrections parse(String json) {
    return json.isBlank() ? NONE : new Corrections(CorrectionJson.read(json));
  }

  /** As JSON on one line; an empty text if there are none. */
  public String json() {
    return list.isEmpty() ? "" : CorrectionJson.write(list);
  }

  List<Correction> list() {
    return list;
  }

  Corrections of(List<Correction> other) {
    return new Corrections(other);
  }

  /** How many. */
  public int size() {
    return list.size();
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return list.isEmpty();
  }

  /** A line for each, for people. */
  public List<String> describe() {
    return list.stream().map(CorrectionJson::describe).toList();
  }

  /** These, then others. */
  public Corrections then(Corrections more) {
    List<Correction> all = new ArrayList<>(list);
    all.addAll(more.list);
    return new Corrections(all);
  }

  /**
   * These, then others, each of which must fit and is bound to the place of its track.
   *
   * @param analysis with the tracks as they were found
   * @throws IllegalArgumentException with a sentence, if one of the others does not fit
   */
  public Corrections then(Corrections more, ShotAnalysis analysis) {
    CorrectionRun run = new CorrectionRun(analysis.computed(), PixelAspect.of(analysis.settings()));
    List<Correction> all = new ArrayList<>();
    for (Correction c : list) {
      all.add(c);
      try {
        run.apply(c);
      } catch (IllegalArgumentException e) {
        // It did not fit before either; it is kept for an analysis that it fits.
        continue;
      }
    }
    for (int i = 0; i < more.list.size(); i++) {
      try {
        all.add(run.apply(more.list.get(i)));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "correction " + (i + 1) + " (" + more.list.get(i).kind() + "): " + e.getMessage(), e);
      }
    }
    return new Corrections(all);
  }

  /** These without the last {@code n}. */
  public Corrections withoutLast(int n) {
    return new Corrections(list.subList(0, Math.max(0, list.size() - n)));
  }

  /**
   * Applies all that fit. Frames that no correction touches keep their very observations.
   *
   * @param computed the tracks as they were found
   * @param aspect width of the plate's pixels over their height
   */
  Applied apply(List<ShotAnalysis.Track> computed, double aspect) {
    if (list.isEmpty()) {
      return new Applied(List.copyOf(computed), this, List.of());
    }
    CorrectionRun run = new CorrectionRun(computed, aspect);
    List<Correction> fitting = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      try {
        fitting.add(run.apply(list.get(i)));
      } catch (IllegalArgumentException e) {
        problems.add("correction " + (i + 1) + " (" + list.get(i).kind() + "): " + e.getMessage());
      }
    }
    return new Applied(run.tracks(), new Corrections(fitting), problems);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Corrections c && c.json().equals(json());
  }

  @Override
  public int hashCode() {
    return json().hashCode();
  }

  @Override
  public String toString() {
    return json();
  }
}
