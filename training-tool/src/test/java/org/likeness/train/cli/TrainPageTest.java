package org.likeness.train.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.train.ChromiumPage;
import org.likeness.train.DrawnFaceset;
import org.likeness.train.loop.Checkpoint;
import org.likeness.train.loop.RunState;
import org.likeness.train.loop.Settings;

/** The page of a training in another process, in a browser. */
class TrainPageTest {
  private static final Pattern ADDRESS = Pattern.compile("Open (http://127\\.0\\.0\\.1:\\d+/)\\s");

  @TempDir Path folder;

  private String said() throws Exception {
    return Files.readString(folder.resolve("said.txt"), StandardCharsets.UTF_8);
  }

  private Process train(Path out) throws Exception {
    DrawnFaceset.draw(folder.resolve("a"), "a", 4, 0.5f);
    DrawnFaceset.draw(folder.resolve("b"), "b", 4, 0.3f);
    Path tiny =
        Files.writeString(
            folder.resolve("tiny.json"),
            "{\"batch\":2,\"net\":{\"encoder\":[8,8,8,8],\"code\":16,\"inter\":8,\"interUp\":8,"
                + "\"decoder\":[8,8],\"residuals\":0}}");
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "org.likeness.cli.Likeness",
            "train",
            folder.resolve("a").toString(),
            folder.resolve("b").toString(),
            "--out",
            out.toString(),
            "--resolution",
            "32",
            "--iterations",
            "1000000",
            "--threads",
            "1",
            "--preview-minutes",
            "0.03",
            "--page",
            "--tensorboard",
            "--config",
            tiny.toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("said.txt").toFile())
        .start();
  }

  @Test
  void aTrainingIsWatchedSteeredAndStopped() throws Exception {
    Path out = folder.resolve("m");
    try (ChromiumPage page = ChromiumPage.open(1300, 900)) {
      Process process = train(out);
      try {
        page.go(address(process));
        // A curve grows.
        String points = "Number(document.querySelector('path[data-series=loss]')?.dataset.points)";
        page.await(points + " >= 2", 120);
        int before = page.eval(points).asInt();
        page.await(points + " > " + before, 60);
        page.await("document.querySelector('#facts').textContent.includes('of 1,000,000')", 10);
        // Previews arrive; an earlier one lies over the newest, wiped by the keyboard.
        page.await("Number(document.body.dataset.previews) >= 2", 60);
        page.await("['a', 'b'].every(i => document.getElementById(i).naturalWidth > 0)", 30);
        assertThat(page.eval("pickA.value < pickB.value").asBoolean()).isTrue();
        page.eval("document.querySelector('#wipe').focus()");
        page.key("ArrowLeft");
        page.await("document.querySelector('#a').style.clipPath.includes('55%')", 10);
        // A slider is moved; the training takes it over.
        page.set("[data-path='loss.gradient']", "2");
        page.click("#apply");
        page.await("document.querySelector('#notes').textContent.includes('loss.gradient 2')", 60);
        JsonNode config = Settings.parse(out.resolve("config.json"));
        assertThat(config.at("/loss/gradient").asDouble()).isEqualTo(2);
        assertThat(config.at("/loss/dssim").asDouble()).isEqualTo(10);
        // Stop asks back, then saves and ends.
        page.click("#stop");
        page.await("document.querySelector('#stop.sure')", 10);
        assertThat(process.isAlive()).isTrue();
        page.click("#stop");
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said()).isZero();
        page.await("document.querySelector('#status').textContent === 'stopped'", 10);
        assertThat(page.eval("document.querySelector('#stop').disabled").asBoolean()).isTrue();
        assertThat(page.problems()).isEmpty();
      } finally {
        process.destroyForcibly().waitFor();
      }
    }
    assertThat(said()).contains("Stopped at iteration");
    RunState state = RunState.read(out);
    assertThat(state.status()).isEqualTo(RunState.Status.stopped);
    assertThat(Checkpoint.newest(out).header().iteration()).isEqualTo(state.iteration());
    try (Stream<Path> files = Files.list(out)) {
      Path events =
          files.filter(f -> f.getFileName().toString().contains("tfevents")).findFirst().get();
      assertThat(Files.size(events)).isGreaterThan(Files.size(out.resolve("preview.png")));
    }
  }

  private String address(Process process) throws Exception {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(100);
    Matcher found = ADDRESS.matcher(said());
    while (!found.find()) {
      assertThat(process.isAlive() && System.nanoTime() < limit).as(said()).isTrue();
      Thread.sleep(50);
      found = ADDRESS.matcher(said());
    }
    return found.group(1);
  }

  @Test
  void badOptionsAreRefusedWithASentence() throws Exception {
    Path a = DrawnFaceset.draw(folder.resolve("a"), "a", 3, 0.5f).folder();
    Path b = DrawnFaceset.draw(folder.resolve("b"), "b", 3, 0.3f).folder();
    Path out = folder.resolve("m");
    TrainCommandTest.refused(
        TrainCommandTest.run("train", a, b, "--out", out, "--page", 70000), 2, "--page is 70000");
    TrainCommandTest.refused(
        TrainCommandTest.run("train", a, b, "--out", out, "--page-host", "0.0.0.0"),
        2,
        "--page-host is of no use without --page");
    TrainCommandTest.refused(
        TrainCommandTest.run("train", a, b, "--out", out, "--page", "--page-host", "no such host"),
        2,
        "--page-host no such host",
        "no such address");
    TrainCommandTest.refused(
        TrainCommandTest.run("train-page", a), 3, "no model's folder", "log.jsonl");
    assertThat(out).doesNotExist();
  }
}
