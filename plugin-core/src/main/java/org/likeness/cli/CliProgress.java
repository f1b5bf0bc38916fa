package org.likeness.cli;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Progress of a command over a known number of steps: a bar on a terminal, else lines such as
 * {@code Progress: 37% frame 1037 eta 00:04:10} on standard output, which render farms parse. The
 * lines come at most once a second, and once at the end. Thread-safe; close it.
 */
public final class CliProgress implements AutoCloseable {
  private static final long LINE_EVERY_NANOS = 1_000_000_000L;

  private final long total;
  private final String unit;
  private final PrintStream out;
  private final @Nullable ProgressBar bar;
  private final long started = System.nanoTime();
  private long lastLine;
  private long done;
  private boolean finished;

  /**
   * Starts.
   *
   * @param task name of the task for the bar
   * @param unit what a step is, in the singular: {@code frame}
   * @param total number of steps, >= 0
   */
  public static CliProgress start(String task, String unit, long total) {
    return new CliProgress(task, unit, total, System.out, onTerminal());
  }

  /** From Java 22 on there is always a console, and it is asked whether it is a terminal. */
  private static boolean onTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true; // before Java 22 a console is a terminal
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  CliProgress(String task, String unit, long total, PrintStream out, boolean terminal) {
    this.total = total;
    this.unit = unit;
    this.out = out;
    this.lastLine = started - LINE_EVERY_NANOS;
    this.bar =
        terminal
            ? new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(250)
                .build()
            : null;
  }

  /**
   * One step more is done.
   *
   * @param number which one, for the line (a frame or iteration number)
   */
  public synchronized void step(long number) {
    at(done + 1, number, "");
  }

  /**
   * So many steps are done.
   *
   * @param nowDone number of steps done, 0..total
   * @param number the frame or iteration just done
   * @param extra words for the end of the line (a loss), or an empty text
   */
  public synchronized void at(long nowDone, long number, String extra) {
    done = nowDone;
    if (bar != null) {
      bar.stepTo(done);
      bar.setExtraMessage(extra.isEmpty() ? "" : " " + extra);
      return;
    }
    long now = System.nanoTime();
    if (done >= total ? !finished : now - lastLine >= LINE_EVERY_NANOS) {
      finished = done >= total;
      lastLine = now;
      out.println(line(done, total, unit, number, now - started, extra));
      out.flush();
    }
  }

  static String line(
      long done, long total, String unit, long number, long elapsedNanos, String extra) {
    long percent = total == 0 ? 100 : done * 100 / total;
    double left = done == 0 ? 0 : (elapsedNanos / 1e9) / done * (total - done);
    long s = Math.round(left);
    return String.format(
            Locale.ROOT,
            "Progress: %d%% %s %d eta %02d:%02d:%02d",
            percent,
            unit,
            number,
            s / 3600,
            s / 60 % 60,
            s % 60)
        + (extra.isEmpty() ? "" : " " + extra);
  }

  @Override
  public synchronized void close() {
    if (bar != null) {
      bar.close();
    }
  }
}
