package org.likeness.train.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Memory limits of Linux control groups, of both versions: what containers and farms set. */
final class ControlGroups {
  private ControlGroups() {}

  /** The folders whose limits hold for this process, its own group's first. */
  static List<Path> folders(Path root) {
    List<Path> out = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(root.resolve("proc/self/cgroup"))) {
        String[] parts = line.split(":", 3);
        if (parts.length < 3) {
          continue;
        }
        boolean second = parts[0].equals("0") && parts[1].isEmpty();
        if (!second && !List.of(parts[1].split(",")).contains("memory")) {
          continue;
        }
        Path top = root.resolve(second ? "sys/fs/cgroup" : "sys/fs/cgroup/memory");
        // In a container the path is the host's: the group itself is then mounted at the top.
        Path group = top.resolve(parts[2].replaceFirst("^/+", "")).normalize();
        for (Path p = group; p != null && p.startsWith(top); p = p.getParent()) {
          out.add(p);
        }
      }
    } catch (IOException e) {
      return out; // no control groups
    }
    return out;
  }

  /** What a group's limit leaves, in bytes; {@link Long#MAX_VALUE} for no limit. */
  static long left(Path folder) {
    long limit = number(folder, "memory.max", "memory.limit_in_bytes");
    long used = number(folder, "memory.current", "memory.usage_in_bytes");
    if (limit >= Long.MAX_VALUE / 2) {
      return Long.MAX_VALUE;
    }
    return Math.max(0, limit - (used == Long.MAX_VALUE ? 0 : used - cached(folder)));
  }

  /** Pages of files, which the kernel gives back when memory is needed. */
  private static long cached(Path folder) {
    try {
      for (String line : Files.readAllLines(folder.resolve("memory.stat"))) {
        if (line.startsWith("inactive_file ") || line.startsWith("total_inactive_file ")) {
          return Long.parseLong(line.substring(line.indexOf(' ') + 1).trim());
        }
      }
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
    return 0;
  }

  private static long number(Path folder, String... names) {
    for (String name : names) {
      try {
        String text = Files.readString(folder.resolve(name)).trim();
        return text.equals("max") ? Long.MAX_VALUE : Long.parseLong(text);
      } catch (IOException | NumberFormatException e) {
        continue; // the other version's name
      }
    }
    return Long.MAX_VALUE;
  }
}
