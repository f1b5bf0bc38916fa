package org.likeness.train.cli.faceset;

import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.Callable;
import org.likeness.cli.ExitCode;
import org.likeness.train.cli.PageOptions;
import org.likeness.train.data.page.FacesetPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code likeness faceset page}. */
@Command(
    name = "page",
    description = {
      "Serves a page on which the faceset is looked through: thumbnails, sorts, groups, keep and",
      "reject by click and key, undo. On this machine alone unless --host says otherwise; then the",
      "address holds a token that nobody can guess. Ends with Done on the page, Ctrl-C, or when",
      "nobody has used it for a while."
    })
public final class FacesetPageCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private FacesetOption faceset = new FacesetOption();

  @Mixin private PageOptions where = new PageOptions();

  /** For picocli. */
  public FacesetPageCommand() {}

  @Override
  public Integer call() throws IOException {
    InetAddress address = where.check();
    Runnable[] end = {() -> {}};
    FacesetPage page = new FacesetPage(faceset.open(), () -> end[0].run());
    where.serve(address, page, ends -> end[0] = ends, spec.commandLine().getOut());
    return ExitCode.OK;
  }
}
