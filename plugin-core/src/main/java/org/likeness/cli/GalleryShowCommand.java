package org.likeness.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.likeness.face.IdentityGallery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code likeness gallery show}. */
@Command(
    name = "show",
    description = "Lists the people of a gallery, and how alike each is to the next.")
public final class GalleryShowCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "CAST.gallery", description = "The gallery.")
  private Path file = Path.of("");

  /** For picocli. */
  public GalleryShowCommand() {}

  @Override
  public Integer call() throws IOException {
    print(spec, IdentityGallery.read(file));
    return ExitCode.OK;
  }

  static void print(CommandSpec spec, IdentityGallery gallery) {
    PrintWriter o = spec.commandLine().getOut();
    for (IdentityGallery.Person p : gallery.people()) {
      StringBuilder line = new StringBuilder();
      line.append(
          String.format(
              Locale.ROOT,
              "%-20s %3d %s",
              p.name(),
              p.pictures(),
              p.pictures() == 1 ? "picture" : "pictures"));
      gallery
          .match(p.vector())
          .filter(m -> m.next() > -1)
          .ifPresent(
              m -> {
                line.append(String.format(Locale.ROOT, "  most like another: %.3f", m.next()));
                if (m.next() >= IdentityGallery.SAME) {
                  line.append(" (hard to tell apart)");
                }
              });
      o.println(line);
    }
    o.println(gallery.people().size() + (gallery.people().size() == 1 ? " person" : " people"));
    o.flush();
  }
}
