package org.likeness.effect;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.likeness.ofx.effect.EffectTable;

/**
 * A bundle of the classes under test, laid out as the installer does, and our host to run it in.
 * Its Java runtime is the one of the tests.
 */
final class NodeBundle {
  private final Path root;
  private final Path built;

  private NodeBundle(Path root, Path built) {
    this.root = root;
    this.built = built;
  }

  static NodeBundle make(Path folder, Path built) throws IOException {
    Path root = folder.resolve("Likeness.ofx.bundle");
    Path resources = root.resolve("Contents/Resources");
    Path binaries = root.resolve("Contents/Linux-x86-64");
    Files.createDirectories(binaries);
    Files.createDirectories(resources.resolve("lib"));
    Files.createDirectories(resources.resolve("native"));
    Files.copy(built.resolve("Likeness.ofx"), binaries.resolve("Likeness.ofx"));
    Files.createSymbolicLink(
        resources.resolve("runtime"), Path.of(System.getProperty("java.home")));
    Files.createSymbolicLink(
        resources.resolve("native/liblikeness_exr.so"),
        built.resolve("exr/liblikeness_exr.so").toAbsolutePath());
    Files.writeString(
        resources.resolve("effects.table"),
        EffectTable.of(List.of(new FaceSwapEffect().descriptor())));
    // A host ends without a word to Java: what libraries unpack must go with the bundle.
    Path temporary = Files.createDirectories(resources.resolve("tmp"));
    Files.writeString(
        resources.resolve("java.options"),
        "# none of the artist's\n-DOPT_OUT_TRACKING=true\n-Djava.io.tmpdir="
            + temporary.toAbsolutePath()
            + "\n");
    int n = 0;
    for (String entry : System.getProperty("java.class.path").split(":", -1)) {
      Path path = Path.of(entry);
      Path to = resources.resolve("lib").resolve(String.format("%03d.jar", n++));
      if (Files.isDirectory(path)) {
        if (!path.endsWith("test-classes")) {
          jar(path, to);
        }
      } else if (Files.isRegularFile(path)) {
        Files.createSymbolicLink(to, path.toAbsolutePath());
      }
    }
    return new NodeBundle(root, built);
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

  Path resources() {
    return root.resolve("Contents/Resources");
  }

  /**
   * How the host ended.
   *
   * @param code exit code; over 128 a signal
   * @param text all that it and the node said
   */
  record Answer(int code, String text) {}

  Answer host(Map<String, String> environment, List<String> args)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(built.resolve("likeness-host").toString());
    command.add("--bundle");
    command.add(root.toString());
    command.addAll(args);
    Path log = Files.createTempFile(root.getParent(), "host", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(log.toFile());
    builder.environment().put("LIKENESS_LOG_DIR", root.getParent().resolve("log").toString());
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(10, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException("the host did not end: " + Files.readString(log));
    }
    return new Answer(process.exitValue(), Files.readString(log));
  }
}
