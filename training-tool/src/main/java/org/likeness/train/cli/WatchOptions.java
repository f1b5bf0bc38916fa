package org.likeness.train.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.likeness.cli.CliException;
import org.likeness.cli.ExitCode;
import org.likeness.train.data.page.PageServer;
import org.likeness.train.page.TensorBoard;
import org.likeness.train.page.TrainingPage;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** How a training is watched. */
final class WatchOptions {
  @Option(
      names = "--page",
      arity = "0..1",
      fallbackValue = "0",
      showDefaultValue = Visibility.NEVER,
      paramLabel = "PORT",
      description = {
        "Serve a page while it trains: progress, curves, previews, sliders, stop. On this machine",
        "alone unless --page-host says otherwise. Without PORT any free one; the address is printed."
      })
  private @Nullable Integer port;

  @Option(
      names = "--page-host",
      showDefaultValue = Visibility.NEVER,
      paramLabel = "ADDRESS",
      description = {
        "Address of this machine on which the page is served; if others can reach it, the printed",
        "address holds a token that nobody can guess."
      })
  private @Nullable String host;

  @Option(
      names = "--tensorboard",
      description = "Write TensorBoard's events into the model's folder.")
  private boolean tensorBoard;

  /** What watches; close it when the training has ended. */
  record Watch(@Nullable PageServer server, @Nullable TensorBoard events) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      if (server != null) {
        server.close();
      }
      if (events != null) {
        events.close();
        if (!events.trouble().isEmpty()) {
          System.out.println("Warning: " + events.trouble());
        }
      }
    }
  }

  /** Refuses what cannot be, before anything is loaded. */
  void check() {
    if (port != null) {
      checkPort("--page", port);
      address("--page-host", host);
    } else if (host != null) {
      throw new CliException(ExitCode.USAGE, "--page-host is of no use without --page");
    }
  }

  /** Begins to watch a model's folder, and says where. */
  Watch open(Path folder) throws IOException {
    PageServer server = null;
    if (port != null) {
      server = PageServer.start(address("--page-host", host), port, new TrainingPage(folder));
      System.out.println("Open " + server.url());
      System.out.flush();
    }
    try {
      return new Watch(server, tensorBoard ? new TensorBoard(folder) : null);
    } catch (IOException e) {
      if (server != null) {
        server.close();
      }
      throw e;
    }
  }

  /** Refuses what is no port. */
  static void checkPort(String option, int port) {
    if (port < 0 || port > 65535) {
      throw new CliException(ExitCode.USAGE, option + " is " + port + ": it must be 0 to 65535");
    }
  }

  /** The address of a name, loopback for none. */
  static InetAddress address(String option, @Nullable String host) {
    try {
      return InetAddress.getByName(host == null ? "127.0.0.1" : host);
    } catch (UnknownHostException e) {
      throw new CliException(ExitCode.USAGE, option + " " + host + ": no such address", e);
    }
  }
}
