package org.likeness.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where the native programs and the bundle of this command line lie. */
final class NativePrograms {
  private NativePrograms() {}

  /** What the launcher says of the place; the working folder without it. */
  static Path home() {
    return Path.of(System.getProperty("likeness.home", ""));
  }

  /** A program: beside the natives in a package, in the native build of a checkout. */
  static Path find(String program) {
    Path home = home();
    Path natives = Path.of(System.getProperty("likeness.native.path", ""));
    List<Path> places =
        List.of(
            natives.resolve(program),
            natives.resolve("..").resolve(program),
            home.resolve("native/target/cmake").resolve(program),
            home.resolve("Likeness.ofx.bundle/Contents/Resources/native").resolve(program));
    return places.stream()
        .filter(Files::isExecutable)
        .map(p -> p.toAbsolutePath().normalize())
        .findFirst()
        .orElseThrow(
            () ->
                new CliException(
                    ExitCode.BAD_INPUT,
                    program
                        + " was not found in "
                        + natives.toAbsolutePath()
                        + "; build the native part, or unpack the package again, whole"));
  }

  /** The bundle that belongs to this command line. */
  static Path bundle() {
    Path home = home();
    for (String place : List.of("Likeness.ofx.bundle", "installer/target/Likeness.ofx.bundle")) {
      if (Files.isDirectory(home.resolve(place))) {
        return home.resolve(place);
      }
    }
    throw new CliException(
        ExitCode.USAGE, "--bundle DIR is needed: there is no Likeness.ofx.bundle in " + home);
  }
}
