package org.likeness.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.image.opencv.PictureIo;

class ChromiumPageTest {
  @TempDir Path folder;

  @Test
  void aPageIsClickedTypedAtAndPhotographed() throws Exception {
    Path html = folder.resolve("page.html");
    Files.writeString(
        html,
        "<body style='background:#f00'><button onclick='this.textContent=\"hit\"'>b</button>"
            + "<script>addEventListener('keydown', e => document.title = e.key);</script>");
    try (ChromiumPage page = ChromiumPage.open(320, 240)) {
      page.go(html.toUri().toString());
      page.click("button");
      page.await("document.querySelector('button').textContent === 'hit'", 10);
      page.key("ArrowRight");
      assertThat(page.eval("document.title").asText()).isEqualTo("ArrowRight");
      assertThatThrownBy(() -> page.click("#none")).hasMessageContaining("#none");
      assertThat(page.problems()).isEmpty();
      page.eval("setTimeout(() => { throw new Error('on purpose'); }, 0)");
      page.await("true", 1);
      page.eval("new Promise(r => setTimeout(r, 100))");
      assertThat(page.problems()).hasSize(1).allMatch(p -> p.contains("on purpose"));
      Path png = folder.resolve("shot.png");
      page.screenshot(png);
      assertThat(PictureIo.read(png).r().data()[320 * 200 + 200]).isGreaterThan(0.9f);
      assertThat(PictureIo.read(png).g().data()[320 * 200 + 200]).isLessThan(0.1f);
    }
  }
}
