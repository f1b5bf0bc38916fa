package org.likeness.train.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process holds, and what the machine or its container allows. */
public final class ProcessMemory {
  private ProcessMemory() {}

  /** Resident memory in bytes, libtorch's included; the Java heap's alone where that is unknown. */
  public static long resident() {
    return field(Path.of("/proc/self/status"), "VmRSS:", heap());
  }

  /** The greatest resident memory that this process has had, in bytes. */
  public static long peak() {
    return field(Path.of("/proc/self/status"), "VmHWM:", heap());
  }

  /**
   * Memory that could still be had, in bytes: the machine's available memory, or what the control
   * groups leave if that is less. {@link Long#MAX_VALUE} where nothing is known.
   */
  public static long available() {
    return available(Path.of("/"));
  }

  static long available(Path root) {
    long machine = field(root.resolve("proc/meminfo"), "MemAvailable:", Long.MAX_VALUE);
    long group = Long.MAX_VALUE;
    for (Path folder : ControlGroups.folders(root)) {
      group = Math.min(group, ControlGroups.left(folder));
    }
    return Math.min(machine, group);
  }

  private static long heap() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static long field(Path file, String name, long otherwise) {
    try {
      for (String line : Files.readAllLines(file)) {
        if (line.startsWith(name)) {
          return 1024 * Long.parseLong(line.replaceAll("[^0-9]", ""));
        }
      }
    } catch (IOException | NumberFormatException e) {
      return otherwise; // not Linux, or hidden
    }
    return otherwise;
  }
}
