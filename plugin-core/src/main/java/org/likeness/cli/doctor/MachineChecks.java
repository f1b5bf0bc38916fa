package org.likeness.cli.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Java runtime, the processor and the memory. */
public final class MachineChecks {
  /** The nets' and the trainer's inner loops are several times slower without these. */
  private static final List<String> FAST = List.of("avx", "avx2", "fma");

  private static final long GIB = 1L << 30;

  private MachineChecks() {}

  /** All of them. */
  public static List<Finding> all() {
    List<Finding> out = new ArrayList<>();
    out.add(java());
    out.add(system());
    Path cpu = Path.of("/proc/cpuinfo");
    Path memory = Path.of("/proc/meminfo");
    out.add(
        Finding.of(
            "processor", "the processor's features could not be read", () -> cpu(read(cpu))));
    out.add(
        Finding.of("memory", "the memory's size could not be read", () -> memory(read(memory))));
    return out;
  }

  private static Finding java() {
    int feature = Runtime.version().feature();
    String found =
        String.format(
            Locale.ROOT,
            "%s (%s) in %s, heap up to %.1f GiB",
            System.getProperty("java.version"),
            System.getProperty("java.vendor"),
            System.getProperty("java.home"),
            Runtime.getRuntime().maxMemory() / (double) GIB);
    return feature >= 17
        ? Finding.ok("java", found)
        : Finding.fail("java", found, "Java 17 or later is needed");
  }

  private static Finding system() {
    String os = System.getProperty("os.name");
    String arch = System.getProperty("os.arch");
    String found = os + " " + System.getProperty("os.version") + " " + arch;
    return "Linux".equals(os) && "amd64".equals(arch)
        ? Finding.ok("system", found)
        : Finding.fail(
            "system", found, "this version is built and tested for Linux on x86-64 only");
  }

  /** From the text of {@code /proc/cpuinfo}. */
  static Finding cpu(String text) {
    Matcher flags = Pattern.compile("(?m)^flags\\s*: (.*)$").matcher(text);
    Set<String> has =
        new HashSet<>(flags.find() ? Arrays.asList(flags.group(1).split(" ")) : List.of());
    Matcher name = Pattern.compile("(?m)^model name\\s*: (.*)$").matcher(text);
    int cores = Runtime.getRuntime().availableProcessors();
    String found =
        (name.find() ? name.group(1) : "unknown processor")
            + ", "
            + cores
            + (cores == 1 ? " core" : " cores")
            + (has.contains("avx512f") ? ", AVX-512" : has.contains("avx2") ? ", AVX2" : "");
    List<String> lacks = FAST.stream().filter(f -> !has.contains(f)).toList();
    return lacks.isEmpty()
        ? Finding.ok("processor", found)
        : Finding.warn(
            "processor", found, "without " + String.join(", ", lacks) + " renders are slow");
  }

  /** From the text of {@code /proc/meminfo}. */
  static Finding memory(String text) {
    double total = gib(text, "MemTotal");
    double free = gib(text, "MemAvailable");
    String found = String.format(Locale.ROOT, "%.1f GiB, %.1f GiB free", total, free);
    return free >= 2
        ? Finding.ok("memory", found)
        : Finding.warn(
            "memory", found, "a UHD plate needs about 2 GiB: use --threads 1 or close something");
  }

  private static double gib(String text, String key) {
    Matcher m = Pattern.compile("(?m)^" + key + ":\\s*(\\d+) kB$").matcher(text);
    if (!m.find()) {
      throw new IllegalArgumentException("/proc/meminfo has no " + key);
    }
    return Long.parseLong(m.group(1)) / 1048576.0;
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
