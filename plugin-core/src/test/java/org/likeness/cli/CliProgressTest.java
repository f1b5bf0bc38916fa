package org.likeness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CliProgressTest {
  @Test
  void linesAreAsFarmsReadThem() {
    assertThat(CliProgress.line(37, 100, "frame", 1037, 147_000_000_000L, ""))
        .isEqualTo("Progress: 37% frame 1037 eta 00:04:10");
    assertThat(CliProgress.line(0, 100, "frame", 1, 0, ""))
        .isEqualTo("Progress: 0% frame 1 eta 00:00:00");
    assertThat(CliProgress.line(1, 2, "iteration", 9, 7_200_000_000_000L, "loss 0.1"))
        .isEqualTo("Progress: 50% iteration 9 eta 02:00:00 loss 0.1");
  }

  @Test
  void theEndIsSaidOnce() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    try (CliProgress p = new CliProgress("swap", "frame", 50, out, false)) {
      for (int i = 1; i <= 50; i++) {
        p.step(i);
      }
      p.at(50, 50, "");
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .hasSizeLessThan(5)
        .endsWith("Progress: 100% frame 50 eta 00:00:00");
  }
}
