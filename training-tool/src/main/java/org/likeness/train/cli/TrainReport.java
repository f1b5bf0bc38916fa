package org.likeness.train.cli;

import java.util.Locale;
import org.likeness.train.loop.Trainer;
import org.likeness.train.loop.TrainingRun;

/** A line every so often. */
final class TrainReport implements TrainingRun.Listener {
  private final long start = System.nanoTime();
  private final double maxSeconds;
  private double loss;
  private long last;
  private long printed;

  TrainReport(double maxSeconds) {
    this.maxSeconds = maxSeconds;
  }

  @Override
  public void said(String sentence) {
    System.out.println(sentence);
    System.out.flush();
  }

  @Override
  public void stepped(long done, long total, Trainer.Step step, double each) {
    loss = loss == 0 ? step.loss() : 0.97 * loss + 0.03 * step.loss();
    long now = System.nanoTime();
    double pause = printed < 10 ? 2e9 : 1e10;
    if (now - last < pause && done < total) {
      return;
    }
    last = now;
    printed++;
    double left = Math.min((total - done) * each, maxSeconds - (now - start) / 1e9);
    long s = Math.max(0, Math.round(left));
    System.out.printf(
        Locale.ROOT,
        "Progress: %d%% iteration %d eta %02d:%02d:%02d loss %.4f colour %.4f matte %.5f norm %.2f"
            + " %.2f it/s%n",
        100 * done / total,
        done,
        s / 3600,
        s / 60 % 60,
        s % 60,
        loss,
        step.colour(),
        step.matte(),
        step.norm(),
        1 / each);
    System.out.flush();
  }
}
