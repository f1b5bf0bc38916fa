package org.likeness.train.data.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A small web server for one page. On the loopback address it needs no password but answers only to
 * its own name, so that no other site can reach it through a browser; on any other address every
 * request must bring the token. A page may ask for news as they come, from a bounded number of
 * windows. It ends by itself when nobody has asked for anything for a while.
 */
public final class PageServer implements AutoCloseable {
  /** A request. */
  public interface Request {
    /** Path, beginning with a slash. */
    String path();

    /** A parameter of the address, or null. */
    @Nullable String param(String name);

    /** What was sent, as text; empty for a GET. */
    String body();
  }

  /**
   * An answer.
   *
   * @param status of HTTP
   * @param type of the content
   * @param body the content
   * @param events what follows, for as long as the page is open, or null
   */
  public record Answer(int status, String type, byte[] body, @Nullable Events events) {
    /** One that is whole. */
    public Answer(int status, String type, byte[] body) {
      this(status, type, body, null);
    }

    /** One that goes on, as server-sent events. */
    public static Answer events(Events events) {
      return new Answer(200, "text/event-stream", new byte[0], events);
    }

    /** JSON. */
    public static Answer json(byte[] body) {
      return new Answer(200, "application/json", body);
    }

    /** A sentence for somebody who asked for something wrong. */
    public static Answer sentence(int status, String text) {
      return new Answer(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** News for one page; asked by one thread, about twice a second and once more at the end. */
  public interface Events {
    /**
     * What is new, one line, or empty for nothing.
     *
     * @param last whether the server ends now
     */
    String next(boolean last) throws IOException;
  }

  /** Answers requests; called by several threads. */
  public interface Pages {
    /** The answer; an IOException becomes a sentence with status 500, IllegalArgument 400. */
    Answer answer(String method, Request request) throws IOException;
  }

  private static final int THREADS = 4;
  private static final int MOST_BODY = 8 << 20;
  private static final int MOST_STREAMS = 8;
  private static final int NEWS_MILLIS = 500;
  private static final int LAST_NEWS_SECONDS = 2;
  private static final int SIGN_OF_LIFE = 20; // empty rounds

  private final HttpServer server;
  private final ExecutorService pool = Executors.newFixedThreadPool(THREADS);
  private final Semaphore places = new Semaphore(MOST_STREAMS);
  private final Pages pages;
  private final @Nullable String token;
  private final String address;

  /** With the port, since browsers keep one set of cookies for all ports of a machine. */
  private final String cookieName;

  private final AtomicLong last = new AtomicLong(System.nanoTime());
  private final CountDownLatch ended = new CountDownLatch(1);

  private PageServer(InetAddress host, int port, @Nullable String token, Pages pages)
      throws IOException {
    this.pages = pages;
    this.token = token;
    try {
      server = HttpServer.create(new InetSocketAddress(host, port), 50);
    } catch (BindException e) {
      throw new IOException(
          host.getHostAddress()
              + " port "
              + port
              + " cannot be used ("
              + e.getMessage()
              + "); choose another one, or 0 for any free one",
          e);
    }
    address =
        (host instanceof java.net.Inet6Address
                ? "[" + host.getHostAddress() + "]"
                : host.getHostAddress())
            + ":"
            + server.getAddress().getPort();
    cookieName = "likeness-token-" + server.getAddress().getPort() + "=";
    server.createContext("/", this::serve);
    server.setExecutor(pool);
    server.start();
  }

  /**
   * Starts.
   *
   * @param host address to listen on; loopback, or a token is made
   * @param port 0 = any free one
   */
  public static PageServer start(InetAddress host, int port, Pages pages) throws IOException {
    String token = null;
    if (!host.isLoopbackAddress()) {
      byte[] random = new byte[16];
      new SecureRandom().nextBytes(random);
      token = HexFormat.of().formatHex(random);
    }
    return new PageServer(host, port, token, pages);
  }

  /** The address to open, with the token where there is one. */
  public String url() {
    return "http://" + address + "/" + (token == null ? "" : "?token=" + token);
  }

  /** Ends; who waits goes on. */
  public void end() {
    ended.countDown();
  }

  /** Waits until it is ended or nobody has asked for anything for so long. */
  public void await(long idleSeconds) throws InterruptedException {
    while (!ended.await(200, TimeUnit.MILLISECONDS)) {
      if (System.nanoTime() - last.get() > idleSeconds * 1_000_000_000L) {
        return;
      }
    }
  }

  /** Ends; pages that watch get the last news first, and what they ask for upon these. */
  @Override
  public void close() {
    boolean watched = places.availablePermits() < MOST_STREAMS;
    ended.countDown();
    try {
      if (places.tryAcquire(MOST_STREAMS, LAST_NEWS_SECONDS, TimeUnit.SECONDS)) {
        places.release(MOST_STREAMS);
      }
      long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(LAST_NEWS_SECONDS);
      while (watched
          && System.nanoTime() < limit
          && System.nanoTime() - last.get() < TimeUnit.MILLISECONDS.toNanos(NEWS_MILLIS)) {
        Thread.sleep(50);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    server.stop(0);
    pool.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    last.set(System.nanoTime());
    boolean goesOn = false;
    try {
      Answer answer;
      try {
        answer = allowed(exchange) ? answer(exchange) : refusal();
      } catch (IllegalArgumentException e) {
        answer = Answer.sentence(400, String.valueOf(e.getMessage()));
      } catch (IOException e) {
        answer = Answer.sentence(500, String.valueOf(e.getMessage()));
      }
      if (answer.events() != null && !places.tryAcquire()) {
        answer =
            Answer.sentence(503, "this page is open " + MOST_STREAMS + " times: close one of them");
      }
      headers(exchange, answer);
      Events events = answer.events();
      if (events != null) {
        goesOn = stream(exchange, events);
        return;
      }
      exchange.sendResponseHeaders(
          answer.status(), answer.body().length == 0 ? -1 : answer.body().length);
      if (answer.body().length > 0) {
        exchange.getResponseBody().write(answer.body());
      }
    } finally {
      if (!goesOn) {
        exchange.close();
      }
    }
  }

  private void headers(HttpExchange exchange, Answer answer) {
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", answer.type());
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set(
        "Content-Security-Policy",
        "default-src 'self'; style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; frame-ancestors 'none'");
    headers.set(
        "Cache-Control", answer.type().startsWith("image/") ? "private, max-age=600" : "no-store");
    if (token != null && answer.status() != 403) {
      headers.set("Set-Cookie", cookieName + token + "; HttpOnly; SameSite=Strict; Path=/");
    }
  }

  /** Sends news from a thread of its own, so that pages left open keep nobody else waiting. */
  private boolean stream(HttpExchange exchange, Events events) throws IOException {
    try {
      exchange.sendResponseHeaders(200, 0);
    } catch (IOException e) {
      places.release();
      throw e;
    }
    Thread thread =
        new Thread(
            () -> {
              try (exchange) {
                send(exchange.getResponseBody(), events);
              } catch (IOException e) {
                // The page was closed; nobody is left to tell.
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } finally {
                places.release();
              }
            },
            "page-events");
    thread.setDaemon(true);
    thread.start();
    return true;
  }

  private void send(OutputStream out, Events events) throws IOException, InterruptedException {
    int silent = 0;
    boolean end = false;
    while (!end) {
      String news = events.next(false);
      if (news.isEmpty() && ++silent >= SIGN_OF_LIFE) {
        out.write(": \n\n".getBytes(StandardCharsets.UTF_8));
        out.flush();
        silent = 0;
      }
      write(out, news);
      last.set(System.nanoTime());
      end = ended.await(NEWS_MILLIS, TimeUnit.MILLISECONDS);
    }
    write(out, events.next(true));
    last.set(System.nanoTime());
  }

  private static void write(OutputStream out, String news) throws IOException {
    if (!news.isEmpty()) {
      out.write(("data: " + news + "\n\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }

  private Answer refusal() {
    return Answer.sentence(
        403,
        token == null
            ? "this page is for this machine only: open " + url()
            : "the address needs the token that the command printed");
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    String method = exchange.getRequestMethod();
    if (!List.of("GET", "POST").contains(method)) {
      return Answer.sentence(405, "GET or POST");
    }
    // A form of another site cannot send this header.
    if (method.equals("POST") && exchange.getRequestHeaders().getFirst("X-Likeness") == null) {
      return refusal();
    }
    byte[] body = exchange.getRequestBody().readNBytes(MOST_BODY + 1);
    if (body.length > MOST_BODY) {
      return Answer.sentence(413, "more than " + MOST_BODY + " bytes were sent");
    }
    URI uri = exchange.getRequestURI();
    Map<String, String> params = params(uri.getRawQuery());
    return pages.answer(
        method,
        new Request() {
          @Override
          public String path() {
            return uri.getPath();
          }

          @Override
          public @Nullable String param(String name) {
            return params.get(name);
          }

          @Override
          public String body() {
            return new String(body, StandardCharsets.UTF_8);
          }
        });
  }

  private boolean allowed(HttpExchange exchange) {
    if (token == null) {
      String host = String.valueOf(exchange.getRequestHeaders().getFirst("Host"));
      int port = server.getAddress().getPort();
      return host.equals(address) || host.equals("localhost:" + port);
    }
    String given = params(exchange.getRequestURI().getRawQuery()).get("token");
    String cookies = exchange.getRequestHeaders().getFirst("Cookie");
    if (given == null && cookies != null) {
      for (String cookie : cookies.split(";")) {
        if (cookie.strip().startsWith(cookieName)) {
          given = cookie.strip().substring(cookieName.length());
        }
      }
    }
    return given != null
        && MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, String> params(@Nullable String query) {
    Map<String, String> out = new HashMap<>();
    if (query != null) {
      for (String part : query.split("&")) {
        int equals = part.indexOf('=');
        String name = equals < 0 ? part : part.substring(0, equals);
        String value = equals < 0 ? "" : part.substring(equals + 1);
        out.put(
            URLDecoder.decode(name, StandardCharsets.UTF_8),
            URLDecoder.decode(value, StandardCharsets.UTF_8));
      }
    }
    return out;
  }
}
