package org.likeness.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryEstimateTest {
  private static final TrainConfig BASE = TrainConfig.defaults("df", 128);

  @TempDir Path folder;

  /** Steps in a process of its own, whose greatest resident memory the kernel tells. */
  @Test
  void isNearWhatAProcessHolds() throws Exception {
    Path config = Files.writeString(folder.resolve("c.json"), "{\"batch\": 2}");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "org.likeness.cli.Likeness",
                "train-bench",
                "--resolution",
                "96",
                "--config",
                config.toString())
            .redirectError(folder.resolve("err.txt").toFile())
            .start();
    try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
      process.outputWriter().write("2\n");
      process.outputWriter().close();
      String ready = in.readLine();
      assertThat(ready).as(Files.readString(folder.resolve("err.txt"))).startsWith("ready ");
      double estimate = Double.parseDouble(ready.split(" ")[2]);
      double peak = Double.parseDouble(in.readLine().split(" ")[3]);
      assertThat(estimate).isCloseTo(peak, withinPercentage(25));
    } finally {
      process.destroyForcibly();
      process.waitFor(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void growsWithWhatItIsMadeOf() {
    MemoryEstimate one = MemoryEstimate.of(BASE.with("{\"batch\": 1}"), 2, 0);
    MemoryEstimate eight = MemoryEstimate.of(BASE.with("{\"batch\": 8}"), 2, 0);
    assertThat(eight.step()).isEqualTo(8 * one.step());
    assertThat(eight.network()).isEqualTo(one.network());
    assertThat(MemoryEstimate.of(BASE.with("{\"bfloat16\": false}"), 2, 0).step())
        .isGreaterThan(MemoryEstimate.of(BASE, 2, 0).step());
    assertThat(MemoryEstimate.of(BASE, 3, 0).network())
        .isGreaterThan(MemoryEstimate.of(BASE, 2, 0).network());
  }

  @Test
  void whatDoesNotFitIsMadeToFitByAdvice() {
    TrainConfig wide = BASE.with("{\"batch\": 16}");
    long needed = MemoryEstimate.of(wide, 2, 0).total();
    assertThat(MemoryEstimate.advice(wide, 2, 0, needed)).isEmpty();
    assertThat(MemoryEstimate.advice(wide, 2, 0, needed - 1)).contains("--batch 8 --accumulate 2");
    long least = MemoryEstimate.of(wide.with("{\"batch\": 1}"), 2, 0).total();
    assertThat(MemoryEstimate.advice(wide, 2, 0, least - 50_000_000))
        .contains("--resolution", "--batch 1 --accumulate 16");
    assertThat(MemoryEstimate.advice(wide, 2, 0, 1_000_000)).contains("no smaller size fits");
  }
}
