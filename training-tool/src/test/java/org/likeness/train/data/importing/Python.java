package org.likeness.train.data.importing;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** The system's Python, which writes what other programs would; tests are skipped without it. */
public final class Python {
  private static final String PROGRAM = "/usr/bin/python3";

  private Python() {}

  private static int start(List<String> command, StringBuilder said) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    said.append(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    process.waitFor(60, TimeUnit.SECONDS);
    return process.exitValue();
  }

  /** Skips the test if Python lacks a module. */
  public static void needs(String module) throws Exception {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of(PROGRAM)), "Python is not installed: its files are not tried");
    Assumptions.assumeTrue(
        start(List.of(PROGRAM, "-c", "import " + module), new StringBuilder()) == 0,
        "Python's " + module + " is not installed: files with its arrays are not tried");
  }

  /** Runs a program with arguments; fails if it fails. */
  public static void run(String program, String... args) throws Exception {
    needs("pickle");
    List<String> command = new ArrayList<>(List.of(PROGRAM, "-c", program));
    command.addAll(List.of(args));
    StringBuilder said = new StringBuilder();
    if (start(command, said) != 0) {
      throw new AssertionError("Python failed: " + said);
    }
  }
}
