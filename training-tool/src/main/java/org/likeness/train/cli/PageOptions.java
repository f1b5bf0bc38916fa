package org.likeness.train.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.util.function.Consumer;
import org.likeness.cli.CliException;
import org.likeness.cli.ExitCode;
import org.likeness.train.data.page.PageServer;
import picocli.CommandLine.Option;

/** Where a command serves a page, and for how long. */
public final class PageOptions {
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
      description = "End when nobody has looked for so long.")
  private double idle = 60;

  /** For picocli. */
  public PageOptions() {}

  /**
   * The address to listen on, when all options can be.
   *
   * @throws CliException with a sentence, if one cannot
   */
  public InetAddress check() {
    WatchOptions.checkPort("--port", port);
    if (!(idle > 0)) {
      throw new CliException(ExitCode.USAGE, "--idle-minutes is " + idle + ": it must be above 0");
    }
    return WatchOptions.address("--host", host);
  }

  /**
   * Serves a page until it is ended, or nobody has looked for a while.
   *
   * @param address of {@link #check}
   * @param started given what ends it
   * @param out told where to look
   */
  public void serve(
      InetAddress address, PageServer.Pages page, Consumer<Runnable> started, PrintWriter out)
      throws IOException {
    try (PageServer server = PageServer.start(address, port, page)) {
      started.accept(server::end);
      out.println("Open " + server.url());
      out.flush();
      server.await(Math.round(idle * 60));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
