package org.likeness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.face.Weights;

class GalleryCommandTest {
  @TempDir Path dir;

  @Test
  void madeShownAndTriedOnOtherPictures() throws IOException {
    Weights.store();
    pictures("cast", 1, 4);
    pictures("others", 21, 24);
    Path file = dir.resolve("cast.gallery");
    Cli made = Cli.run("gallery", "make", dir.resolve("cast").toString(), "-o", file + "");
    assertThat(made.code()).as(made.err()).isZero();
    assertThat(made.out()).contains("ana ", "ben ", "2 people");
    assertThat(Cli.run("gallery", "show", file.toString()).out()).isEqualTo(made.out());
    Cli tried = Cli.run("gallery", "check", file.toString(), dir.resolve("others").toString());
    assertThat(tried.code()).as(tried.err()).isZero();
    assertThat(tried.out())
        .contains(
            "single pictures", "precision 1.000", "2 of the gallery's people, 0 of strangers");
  }

  @Test
  void whatIsWrongIsSaidInASentence() throws IOException {
    Cli none = Cli.run("gallery", "show", dir.resolve("none.gallery").toString());
    assertThat(none.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(none.err()).contains("none.gallery: no such gallery file");
    Path text = Files.writeString(dir.resolve("a.gallery"), "hello");
    assertThat(Cli.run("gallery", "show", text.toString()).err())
        .contains("a.gallery: is not a gallery of Likeness");
    assertThat(Cli.run("gallery").code()).isEqualTo(ExitCode.USAGE);
  }

  private void pictures(String as, int from, int to) throws IOException {
    for (String who : List.of("ana", "ben")) {
      Path folder = Files.createDirectories(dir.resolve(as).resolve(who));
      for (int i = from; i <= to; i++) {
        String name = String.format(Locale.ROOT, "%04d.jpg", i);
        Files.copy(
            actors().resolve("faces").resolve(who).resolve("img").resolve(name),
            folder.resolve(name));
      }
    }
  }

  private static Path actors() {
    for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
      Path actors = p.resolve("shared/data/actors");
      if (Files.isDirectory(actors)) {
        return actors;
      }
    }
    Assumptions.abort("the CG actors (shared/data/actors) are not beside this checkout");
    throw new IllegalStateException();
  }
}
