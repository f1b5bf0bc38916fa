package org.likeness.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A page in headless Chromium, driven by its remote debugging protocol: real clicks and keys, what
 * the page says, what it looks like. Skips the test with a message where Chromium is not installed.
 * Close it.
 */
public final class ChromiumPage implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> PROGRAMS =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
  private static final Pattern PORT = Pattern.compile("ws://127\\.0\\.0\\.1:(\\d+)/");
  private static final Map<String, Integer> KEYS =
      Map.of(
          "ArrowLeft",
          37,
          "ArrowUp",
          38,
          "ArrowRight",
          39,
          "ArrowDown",
          40,
          "Enter",
          13,
          "Escape",
          27,
          " ",
          32);

  private final Process process;
  private final Path profile;
  private final WebSocket socket;
  private final AtomicInteger number = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final List<String> problems = new CopyOnWriteArrayList<>();

  private ChromiumPage(Process process, Path profile, int port) throws Exception {
    this.process = process;
    this.profile = profile;
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest fresh =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/new?about:blank"))
            .PUT(HttpRequest.BodyPublishers.noBody())
            .build();
    JsonNode target =
        JSON.readTree(client.send(fresh, HttpResponse.BodyHandlers.ofString()).body());
    socket =
        client
            .newWebSocketBuilder()
            .buildAsync(URI.create(target.get("webSocketDebuggerUrl").asText()), new Listener())
            .get(30, TimeUnit.SECONDS);
    call("Runtime.enable", Map.of());
    call("Log.enable", Map.of());
    call("Page.enable", Map.of());
  }

  /** Starts Chromium with a window of some size, in pixels. */
  public static ChromiumPage open(int width, int height) throws Exception {
    String program =
        PROGRAMS.stream().filter(p -> Files.isExecutable(Path.of(p))).findFirst().orElse(null);
    Assumptions.assumeTrue(program != null, "Chromium is not installed: the page is not driven");
    Path profile = Files.createTempDirectory("likeness-chromium");
    Process process =
        new ProcessBuilder(
                program,
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--remote-allow-origins=*",
                "--user-data-dir=" + profile,
                "--window-size=" + width + "," + height,
                "about:blank")
            .redirectErrorStream(true)
            .start();
    try {
      return new ChromiumPage(process, profile, port(process));
    } catch (Exception e) {
      end(process, profile);
      throw e;
    }
  }

  /** The port that it says it listens on; what it says later is thrown away. */
  private static int port(Process process) throws Exception {
    CompletableFuture<Integer> found = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader lines =
                  new BufferedReader(
                      new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                  Matcher m = PORT.matcher(line);
                  if (m.find()) {
                    found.complete(Integer.parseInt(m.group(1)));
                  }
                }
                found.completeExceptionally(new IOException("Chromium ended at once"));
              } catch (IOException e) {
                found.completeExceptionally(e);
              }
            });
    reader.setDaemon(true);
    reader.start();
    return found.get(60, TimeUnit.SECONDS);
  }

  /** Goes to an address and waits until the page is loaded. */
  public void go(String url) throws Exception {
    JsonNode went = call("Page.navigate", Map.of("url", url));
    if (went.has("errorText")) {
      throw new IOException(url + ": " + went.get("errorText").asText());
    }
    await("location.href !== 'about:blank' && document.readyState === 'complete'", 60);
  }

  /** The value of an expression of the page's own language; promises are waited for. */
  public JsonNode eval(String expression) throws Exception {
    JsonNode out =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (out.has("exceptionDetails")) {
      throw new IllegalStateException(
          expression + ": " + out.at("/exceptionDetails/exception/description").asText());
    }
    return out.at("/result/value");
  }

  /** Waits until an expression is true; fails after so many seconds. */
  public void await(String expression, int seconds) throws Exception {
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    while (!eval("Boolean(" + expression + ")").asBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not so after " + seconds + " s: " + expression);
      }
      Thread.sleep(50);
    }
  }

  /** Clicks in the middle of the first element of a CSS selector, as a mouse does. */
  public void click(String selector) throws Exception {
    JsonNode at =
        eval(
            "(() => { const e = document.querySelector("
                + JSON.writeValueAsString(selector)
                + "); if (!e) return null; e.scrollIntoView({block: 'center'});"
                + " const r = e.getBoundingClientRect();"
                + " return [r.x + r.width / 2, r.y + r.height / 2]; })()");
    if (!at.isArray()) {
      throw new AssertionError("nothing on the page is " + selector);
    }
    for (String type : List.of("mousePressed", "mouseReleased")) {
      call(
          "Input.dispatchMouseEvent",
          Map.of(
              "type",
              type,
              "x",
              at.get(0).asDouble(),
              "y",
              at.get(1).asDouble(),
              "button",
              "left",
              "clickCount",
              1));
    }
  }

  /** Presses and releases a key: a character, or a name such as {@code ArrowRight}. */
  public void key(String key) throws Exception {
    ObjectNode press = JSON.createObjectNode().put("type", "keyDown").put("key", key);
    Integer code = KEYS.get(key);
    int virtual = code != null ? code : Character.toUpperCase(key.charAt(0));
    press.put("windowsVirtualKeyCode", virtual);
    if (key.length() == 1) {
      press.put("text", key);
    }
    call("Input.dispatchKeyEvent", press);
    press.put("type", "keyUp").remove("text");
    call("Input.dispatchKeyEvent", press);
  }

  /** Sets an input or select to a value as if somebody had. */
  public void set(String selector, String value) throws Exception {
    eval(
        "(() => { const e = document.querySelector("
            + JSON.writeValueAsString(selector)
            + "); e.value = "
            + JSON.writeValueAsString(value)
            + "; for (const n of ['input', 'change'])"
            + " e.dispatchEvent(new Event(n, {bubbles: true})); })()");
  }

  /** Writes what the window shows as a PNG. */
  public void screenshot(Path png) throws Exception {
    JsonNode shot = call("Page.captureScreenshot", Map.of("format", "png"));
    Files.write(png, Base64.getDecoder().decode(shot.get("data").asText()));
  }

  /** Errors that the page has thrown or logged, requests that failed. */
  public List<String> problems() {
    return problems;
  }

  /** Any command of the protocol. */
  public JsonNode call(String method, Object params) throws Exception {
    int id = number.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
    message.set("params", JSON.valueToTree(params));
    socket.sendText(message.toString(), true).get(30, TimeUnit.SECONDS);
    try {
      return answer.get(60, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IOException(method + ": Chromium does not answer", e);
    } catch (ExecutionException e) {
      throw new IOException(method + ": " + e.getCause().getMessage(), e);
    }
  }

  private void received(JsonNode message) {
    if (message.has("id")) {
      CompletableFuture<JsonNode> answer = answers.remove(message.get("id").asInt());
      if (answer != null && message.has("error")) {
        answer.completeExceptionally(new IOException(message.get("error").toString()));
      } else if (answer != null) {
        answer.complete(message.get("result"));
      }
    } else if (message.path("method").asText().equals("Runtime.exceptionThrown")) {
      problems.add(message.at("/params/exceptionDetails/exception/description").asText());
    } else if (message.path("method").asText().equals("Log.entryAdded")
        && message.at("/params/entry/level").asText().equals("error")) {
      problems.add(
          message.at("/params/entry/text").asText()
              + " "
              + message.at("/params/entry/url").asText());
    }
  }

  @Override
  public void close() throws Exception {
    socket.abort();
    end(process, profile);
  }

  private static void end(Process process, Path profile) throws Exception {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
    try (Stream<Path> files = Files.walk(profile)) {
      for (Path p : files.sorted(Comparator.reverseOrder()).toList()) {
        try {
          Files.deleteIfExists(p);
        } catch (IOException e) {
          // A process of it may still be ending; the folder lies in the system's temporary one.
          continue;
        }
      }
    } catch (IOException | java.io.UncheckedIOException e) {
      return;
    }
  }

  /** Puts the parts of a message together. */
  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        try {
          received(JSON.readTree(text.toString()));
        } catch (IOException e) {
          problems.add(String.valueOf(e.getMessage()));
        }
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }
}
