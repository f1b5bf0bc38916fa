package org.likeness.train.cli.faceset;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.Callable;
import org.likeness.cli.CliException;
import org.likeness.cli.ExitCode;
import org.likeness.train.data.page.FacesetPage;
import org.likeness.train.data.page.PageServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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

  @Option(names = "--port", paramLabel = "N", description = "Port; 0 = any free one.")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "Address of this machine to listen on.")
  private String host = "127.0.0.1";

  @Option(
      names = "--idle-minutes",
      paramLabel = "N",
      description = "End when it was not used for so long.")
  private double idle = 60;

  /** For picocli. */
  public FacesetPageCommand() {}

  @Override
  public Integer call() throws IOException {
    if (port < 0 || port > 65535) {
      throw new CliException(ExitCode.USAGE, "--port is " + port + ": it must be 0 to 65535");
    }
    if (!(idle > 0)) {
      throw new CliException(ExitCode.USAGE, "--idle-minutes is " + idle + ": it must be above 0");
    }
    InetAddress address;
    try {
      address = InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new CliException(ExitCode.USAGE, "--host " + host + ": no such address", e);
    }
    Runnable[] end = {() -> {}};
    FacesetPage page = new FacesetPage(faceset.open(), () -> end[0].run());
    try (PageServer server = PageServer.start(address, port, page)) {
      end[0] = server::end;
      spec.commandLine().getOut().println("Open " + server.url());
      spec.commandLine().getOut().flush();
      server.await(Math.round(idle * 60));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.OK;
  }
}
