package org.likeness.train.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.train.data.page.PageServer;
import org.likeness.train.loop.RunControl;
import org.likeness.train.loop.RunState;
import org.likeness.train.loop.Settings;
import org.likeness.train.loop.TrainConfig;

class TrainingPageTest {
  private static final String LINE = "{\"iteration\":%d,\"loss\":%s,\"colour\":0.1}%n";

  @TempDir Path folder;

  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void aFolder() throws IOException {
    Files.writeString(
        folder.resolve("config.json"), TrainConfig.defaults("df", 128).toJson() + "\n");
    append("{\"iteration\":0,\"event\":\"started\",\"iterations\":1000}%n".formatted());
    append(LINE.formatted(50, 2) + LINE.formatted(100, 1.5));
  }

  private void append(String text) throws IOException {
    Files.writeString(
        folder.resolve("log.jsonl"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void state(RunState.Status status, long age) throws IOException {
    RunState state =
        new RunState(
            1,
            status,
            "",
            100,
            1000,
            5,
            180,
            20,
            1L << 30,
            "warp",
            "cosine",
            1e-4,
            0.01,
            128,
            1.5,
            "",
            "",
            System.currentTimeMillis() - age);
    Files.write(folder.resolve(RunState.FILE), Settings.JSON.writeValueAsBytes(state));
  }

  private PageServer serve() throws IOException {
    return PageServer.start(InetAddress.getByName("127.0.0.1"), 0, new TrainingPage(folder));
  }

  private HttpResponse<String> wish(PageServer server, String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(server.url() + "control"))
            .header("X-Likeness", "1")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<InputStream> stream(PageServer server) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(server.url() + "events")).build(),
        HttpResponse.BodyHandlers.ofInputStream());
  }

  private static JsonNode read(BufferedReader lines) throws IOException {
    String line = lines.readLine();
    while (line != null && !line.startsWith("data: ")) {
      line = lines.readLine();
    }
    assertThat(line).isNotNull();
    return Settings.JSON.readTree(line.substring("data: ".length()));
  }

  @Test
  void newsComeAsTheFilesGrow() throws Exception {
    state(RunState.Status.running, 0);
    try (PageServer server = serve();
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(stream(server).body(), StandardCharsets.UTF_8))) {
      JsonNode news = read(lines);
      assertThat(news.at("/points").size()).isEqualTo(2);
      assertThat(news.at("/points/1/0").asLong()).isEqualTo(100);
      assertThat(news.at("/points/1/1").asDouble()).isEqualTo(1.5);
      assertThat(news.at("/state/iteration").asLong()).isEqualTo(100);
      assertThat(news.at("/config/loss/dssim").asDouble()).isEqualTo(10);
      append("{\"iteration\":150,\"loss\":1.2"); // half a line
      Files.createDirectories(folder.resolve("previews"));
      Files.write(folder.resolve("previews/000000100.png"), new byte[] {1, 2, 3});
      news = read(lines);
      assertThat(news.at("/previews/0").asText()).isEqualTo("000000100.png");
      assertThat(news.has("points")).isFalse();
      append("}\n");
      news = read(lines);
      assertThat(news.at("/points/0/0").asLong()).isEqualTo(150);
      // Going on from an earlier checkpoint takes back what came after it.
      append("{\"iteration\":100,\"event\":\"started\"}%n".formatted() + LINE.formatted(120, 1));
      news = read(lines);
      assertThat(news.at("/cut").asLong()).isEqualTo(100);
      assertThat(news.at("/points").size()).isEqualTo(1);
      assertThat(
              client
                  .send(
                      HttpRequest.newBuilder(URI.create(server.url() + "previews/000000100.png"))
                          .build(),
                      HttpResponse.BodyHandlers.ofByteArray())
                  .body())
          .containsExactly(1, 2, 3);
      server.close();
      assertThat(read(lines).path("last").asBoolean()).isTrue();
    }
  }

  @Test
  void wishesAreLaidOverEachOtherAndCheckedAtOnce() throws Exception {
    state(RunState.Status.running, 0);
    Path control = folder.resolve(RunControl.FILE);
    try (PageServer server = serve()) {
      assertThat(wish(server, "{\"loss\":{\"dssim\":5}}").statusCode()).isEqualTo(200);
      assertThat(wish(server, "{\"loss\":{\"l1\":4},\"save\":true}").statusCode()).isEqualTo(200);
      assertThat(Settings.parse(control))
          .isEqualTo(Settings.JSON.readTree("{\"loss\":{\"dssim\":5,\"l1\":4},\"save\":true}"));
      Files.delete(control);
      HttpResponse<String> answer = wish(server, "{\"batch\":9}");
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("batch", "cannot be changed");
      assertThat(wish(server, "{\"loss\":{\"beauty\":1}}").body()).contains("beauty");
      assertThat(wish(server, "{\"learningRate\":-1}").body()).contains("learningRate is -1.0");
      assertThat(wish(server, "{").statusCode()).isEqualTo(400);
      assertThat(control).doesNotExist();
      // Nobody would take it: it must not stop the next training.
      state(RunState.Status.running, 3_600_000);
      assertThat(wish(server, "{\"stop\":true}").body()).contains("no sign for 60 minutes");
      state(RunState.Status.stopped, 0);
      assertThat(wish(server, "{\"stop\":true}").statusCode()).isEqualTo(409);
      Files.delete(folder.resolve(RunState.FILE));
      assertThat(wish(server, "{\"stop\":true}").body()).contains("no training has run here");
      assertThat(control).doesNotExist();
    }
  }

  @Test
  void strangersGetNothingAndWindowsAreCounted() throws Exception {
    state(RunState.Status.running, 0);
    try (PageServer server = serve()) {
      for (String path :
          List.of("config.json", "previews/..%2Fconfig.json", "previews/000000001.png", "../x")) {
        assertThat(
                client
                    .send(
                        HttpRequest.newBuilder(URI.create(server.url() + path)).build(),
                        HttpResponse.BodyHandlers.discarding())
                    .statusCode())
            .as(path)
            .isEqualTo(404);
      }
      HttpRequest form =
          HttpRequest.newBuilder(URI.create(server.url() + "control"))
              .POST(HttpRequest.BodyPublishers.ofString("{\"stop\":true}"))
              .build();
      assertThat(client.send(form, HttpResponse.BodyHandlers.discarding()).statusCode())
          .isEqualTo(403);
      List<InputStream> open = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        HttpResponse<InputStream> answer = stream(server);
        assertThat(answer.statusCode()).isEqualTo(200);
        open.add(answer.body());
      }
      HttpResponse<InputStream> ninth = stream(server);
      assertThat(ninth.statusCode()).isEqualTo(503);
      assertThat(new String(ninth.body().readAllBytes(), StandardCharsets.UTF_8))
          .contains("open 8 times");
      // The others are still served, and their number is free again once they are closed.
      assertThat(wish(server, "{\"save\":true}").statusCode()).isEqualTo(200);
      for (InputStream in : open) {
        in.close();
      }
      int status = 503;
      for (int i = 0; i < 100 && status == 503; i++) {
        state(RunState.Status.running, 0); // news, so that the server notices who has gone
        Thread.sleep(200);
        HttpResponse<InputStream> again = stream(server);
        status = again.statusCode();
        again.body().close();
      }
      assertThat(status).isEqualTo(200);
    }
    assertThat(folder.resolve(RunControl.FILE)).exists();
  }
}
