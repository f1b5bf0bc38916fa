package org.likeness.train.cli.faceset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.train.ChromiumPage;
import org.likeness.train.DrawnFaceset;
import org.likeness.train.data.Curation;
import org.likeness.train.data.Faceset;
import org.likeness.train.data.curate.CuratedSet;
import org.likeness.train.data.page.FacesetPage;
import org.likeness.train.data.page.PageServer;

class FacesetPageTest {
  @TempDir Path folder;

  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  private PageServer serve(String host) throws IOException {
    FacesetPage page =
        new FacesetPage(CuratedSet.open(folder, i -> {}), () -> ended.complete(null));
    return PageServer.start(InetAddress.getByName(host), 0, page);
  }

  @Test
  void facesAreLookedThroughInABrowser() throws Exception {
    Faceset set = DrawnFaceset.draw(folder, "a", 6, 0.5f);
    try (PageServer server = serve("127.0.0.1");
        ChromiumPage page = ChromiumPage.open(1000, 700)) {
      page.go(server.url());
      page.await("document.querySelectorAll('.face img').length === 6", 30);
      page.await("[...document.images].every(i => i.complete && i.naturalWidth === 64)", 30);
      // The keyboard: the second face is rejected, then the decision taken back and made again.
      page.key("ArrowRight");
      page.key("r");
      page.await("document.querySelectorAll('.face.rejected').length === 1", 30);
      String second = set.faces().get(1).file();
      assertThat(Curation.read(folder).decided()).isEqualTo(Map.of(second, Curation.Action.REJECT));
      page.key("u");
      page.await("document.querySelectorAll('.face.rejected').length === 0", 30);
      assertThat(Curation.read(folder).decided()).isEmpty();
      page.click("#redo");
      page.await("document.querySelectorAll('.face.rejected').length === 1", 30);
      // The mouse: two are chosen and kept.
      page.click("[data-face='3']");
      page.click("[data-face='4']");
      page.await("document.querySelectorAll('.face.chosen').length === 2", 30);
      page.click("#keep");
      page.await("document.querySelectorAll('.face.kept').length === 2", 30);
      assertThat(Curation.read(folder).decided()).hasSize(3);
      // Sorted by yaw, the highest first: drawn faces turn more and more to the right.
      page.set("#sort", "yaw");
      page.await("document.querySelector('.face').dataset.face === '0'", 30);
      page.click("#direction");
      page.await("document.querySelector('.face').dataset.face === '5'", 30);
      page.set("#group", "state");
      page.await("document.querySelectorAll('section').length === 3", 30);
      page.set("#show", "kept");
      page.await("document.querySelectorAll('.face').length === 2", 30);
      // A whole group at once.
      page.set("#show", "all");
      page.await("document.querySelector('section[data-group=undecided]')", 30);
      page.click("section[data-group=undecided] [data-action=reject]");
      page.await("document.querySelectorAll('.face.rejected').length === 4", 30);
      assertThat(Faceset.read(folder).faces()).hasSize(2);
      // What the command line decides meanwhile is seen.
      Curation.edit(folder, Curation::undo);
      page.click("#undo");
      page.await("document.querySelectorAll('.face.kept').length === 0", 30);
      page.click("#done");
      ended.get(30, TimeUnit.SECONDS);
      assertThat(page.problems()).isEmpty();
    }
  }

  private static int status(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient()
        .send(request.build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private static HttpRequest.Builder post(String url, String body) {
    return HttpRequest.newBuilder(URI.create(url)).POST(HttpRequest.BodyPublishers.ofString(body));
  }

  @Test
  void strangersAndWrongRequestsAreRefused() throws Exception {
    DrawnFaceset.draw(folder, "a", 2, 0.5f);
    try (PageServer server = serve("127.0.0.1")) {
      String url = server.url();
      assertThat(status(HttpRequest.newBuilder(URI.create(url)))).isEqualTo(200);
      assertThat(status(HttpRequest.newBuilder(URI.create(url + "crop/..%2Ffaceset.jsonl"))))
          .isEqualTo(404);
      assertThat(status(HttpRequest.newBuilder(URI.create(url + "crop/faceset.jsonl"))))
          .isEqualTo(404);
      assertThat(status(HttpRequest.newBuilder(URI.create(url + "order.json?by=beauty"))))
          .isEqualTo(400);
      // A form of another site cannot send the header.
      String reject = "{\"action\":\"reject\",\"files\":[\"000000_0.png\"]}";
      assertThat(status(post(url + "edit", reject))).isEqualTo(403);
      String strange = "{\"action\":\"reject\",\"files\":[\"/etc/passwd\"]}";
      assertThat(status(post(url + "edit", strange).header("X-Likeness", "1"))).isEqualTo(400);
      assertThat(status(post(url + "edit", "{").header("X-Likeness", "1"))).isEqualTo(400);
      assertThat(Curation.read(folder).steps()).isEmpty();
      assertThat(status(post(url + "edit", reject).header("X-Likeness", "1"))).isEqualTo(200);
      assertThat(Curation.read(folder).steps()).hasSize(1);
      // Another name that leads here does not open it.
      int port = URI.create(url).getPort();
      String other = "http://127.0.0.2:" + port + "/";
      assertThat(port).isPositive();
      try {
        assertThat(status(HttpRequest.newBuilder(URI.create(other)))).isEqualTo(403);
      } catch (java.net.ConnectException e) {
        assertThat(e).isNotNull(); // it does not even listen there
      }
    }
    try (PageServer server = serve("0.0.0.0")) {
      URI full = URI.create(server.url());
      assertThat(full.getQuery()).startsWith("token=").hasSize("token=".length() + 32);
      String bare = "http://127.0.0.1:" + full.getPort() + "/";
      assertThat(status(HttpRequest.newBuilder(URI.create(bare)))).isEqualTo(403);
      assertThat(status(HttpRequest.newBuilder(URI.create(bare + "?token=00")))).isEqualTo(403);
      assertThat(status(HttpRequest.newBuilder(URI.create(bare + "?" + full.getQuery()))))
          .isEqualTo(200);
      String cookie = "likeness-token-" + full.getPort() + "=" + full.getQuery().substring(6);
      assertThat(status(HttpRequest.newBuilder(URI.create(bare)).header("Cookie", cookie)))
          .isEqualTo(200);
    }
  }

  @Test
  void itEndsByItselfWhenNobodyComes() throws Exception {
    DrawnFaceset.draw(folder, "a", 2, 0.5f);
    try (PageServer server = serve("127.0.0.1")) {
      server.await(1); // returns, or the test never ends
      assertThat(server.url()).startsWith("http://127.0.0.1:");
    }
  }
}
