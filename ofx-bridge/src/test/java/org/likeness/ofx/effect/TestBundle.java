package org.likeness.ofx.effect;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/** A bundle with the effects of the tests, and the host of our own to run it in. */
final class TestBundle {
  private final Path root;

  private TestBundle(Path root) {
    this.root = root;
  }

  /** Folder of the native build, or null where it was not built. */
  static @Nullable Path nativeFolder() {
    for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
      Path built = p.resolve("native/target/cmake");
      if (Files.exists(built.resolve("likeness-host"))) {
        return built;
      }
    }
    return null;
  }

  static TestBundle make(Path folder, Path built) throws IOException {
    Path root = folder.resolve("Test.ofx.bundle");
    Path contents = root.resolve("Contents");
    Path resources = contents.resolve("Resources");
    Files.createDirectories(contents.resolve("Linux-x86-64"));
    Files.createDirectories(resources.resolve("lib"));
    Files.copy(built.resolve("Likeness.ofx"), contents.resolve("Linux-x86-64/Test.ofx"));
    Files.createSymbolicLink(
        resources.resolve("runtime"), Path.of(System.getProperty("java.home")));
    Files.writeString(
        resources.resolve("effects.table"),
        EffectTable.of(
            List.of(
                new InvertEffect().descriptor(),
                new SuitesEffect().descriptor(),
                new TrickEffect().descriptor())));
    int n = 0;
    for (String entry : System.getProperty("java.class.path").split(":", -1)) {
      Path path = Path.of(entry);
      Path to = resources.resolve("lib").resolve(String.format("%03d.jar", n++));
      if (Files.isDirectory(path)) {
        jar(path, to);
      } else if (entry.matches(".*/(jna|slf4j-api|jspecify)-[^/]*\\.jar")) {
        Files.createSymbolicLink(to, path.toAbsolutePath());
      }
    }
    return new TestBundle(root);
  }

  private static void jar(Path folder, Path to) throws IOException {
    try (OutputStream out = Files.newOutputStream(to);
        JarOutputStream jar = new JarOutputStream(out);
        Stream<Path> files = Files.walk(folder)) {
      for (Path f : files.filter(Files::isRegularFile).sorted(Comparator.naturalOrder()).toList()) {
        jar.putNextEntry(new ZipEntry(folder.relativize(f).toString()));
        Files.copy(f, jar);
        jar.closeEntry();
      }
    }
  }

  Path root() {
    return root;
  }

  Path resources() {
    return root.resolve("Contents/Resources");
  }

  /** What the host answered. */
  record Answer(int code, String text) {}

  /** Starts likeness-host on this bundle; its output goes to the given file or nowhere. */
  private Process start(List<String> args, ProcessBuilder.Redirect output) throws IOException {
    Path built = nativeFolder();
    if (built == null) {
      throw new IllegalStateException("not built");
    }
    List<String> command = new ArrayList<>();
    command.add(built.resolve("likeness-host").toString());
    command.add("--bundle");
    command.add(root.toString());
    command.addAll(args);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(output);
    builder.environment().put("LIKENESS_LOG_DIR", root.getParent().resolve("log").toString());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    return builder.start();
  }

  /** Starts likeness-host and does not wait for it. */
  Process start(List<String> args) throws IOException {
    return start(args, ProcessBuilder.Redirect.DISCARD);
  }

  /** Runs likeness-host; it must end within ten minutes, however busy the machine is. */
  Answer host(String... args) throws IOException, InterruptedException {
    Path log = Files.createTempFile(root.getParent(), "host", ".txt");
    Process process = start(List.of(args), ProcessBuilder.Redirect.to(log.toFile()));
    if (!process.waitFor(10, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException("the host did not end: " + Files.readString(log));
    }
    return new Answer(process.exitValue(), Files.readString(log));
  }
}
