package org.likeness.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Farm chunks share one manifest. */
class SequenceManifestTest {
  private static final int CHUNKS = 4;
  private static final int FRAMES = 25;

  @Test
  void chunksOfSeveralProcessesKeepOneAnothersFrames(@TempDir Path folder) throws Exception {
    for (int f = 1; f <= CHUNKS * FRAMES; f++) {
      Files.createFile(folder.resolve("swap.%04d.exr".formatted(f)));
    }
    List<Process> chunks = new ArrayList<>();
    for (int c = 0; c < CHUNKS; c++) {
      chunks.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx128m",
                  "-cp",
                  System.getProperty(
                      "surefire.test.class.path", System.getProperty("java.class.path")),
                  Chunk.class.getName(),
                  folder.toString(),
                  "" + (c * FRAMES + 1))
              .inheritIO()
              .start());
    }
    for (Process p : chunks) {
      assertThat(p.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(p.exitValue()).isZero();
    }
    var manifest = new ObjectMapper().readTree(folder.resolve("swap.manifest.json").toFile());
    assertThat(manifest.path("frames")).hasSize(CHUNKS * FRAMES);
  }

  /** A process that adds its frames one by one, as a chunk of one frame each would. */
  static final class Chunk {
    private Chunk() {}

    public static void main(String[] args) throws Exception {
      FramePattern out = FramePattern.parse(Path.of(args[0], "swap.####.exr").toString());
      int first = Integer.parseInt(args[1]);
      for (int f = first; f < first + FRAMES; f++) {
        SequenceManifest.write(out, out, new Provenance(Map.of()), Map.of(f, "0".repeat(64)));
      }
    }
  }
}
