package org.likeness.cli;

import org.likeness.pipeline.temporal.Limits;
import picocli.CommandLine.Option;

/** From where on a report counts something; the defaults are {@link Limits#DEFAULT}. */
final class LimitOptions {
  @Option(
      names = "--flash",
      paramLabel = "N",
      description =
          "A flash: change from frame to frame beyond the plate's and the neighbours', per cent of"
              + " display white.")
  private double flash = Limits.DEFAULT.flash();

  @Option(
      names = "--identity-flash",
      paramLabel = "N",
      description = "A flash too: so much less like its neighbours than the plate's face, 0 to 1.")
  private double identity = Limits.DEFAULT.identity();

  @Option(
      names = "--drift",
      paramLabel = "N",
      description = "So much less like the first frames than the plate's face, 0 to 1.")
  private double drift = Limits.DEFAULT.drift();

  @Option(
      names = "--flicker",
      paramLabel = "N",
      description = "dtSSD of the matte, the middle one of five frames.")
  private double flicker = Limits.DEFAULT.flicker();

  @Option(
      names = "--band-flicker",
      paramLabel = "N",
      description = "The same along the jaw or the hairline alone.")
  private double band = Limits.DEFAULT.band();

  @Option(
      names = "--matte-jump",
      paramLabel = "N",
      description = "dtSSD of one frame over that of its neighbours.")
  private double jump = Limits.DEFAULT.jump();

  @Option(
      names = "--pumping",
      paramLabel = "N",
      description = "Change of the face's mean colour over the plate's, per cent a frame.")
  private double pumping = Limits.DEFAULT.pumping();

  void check() {
    for (double v : new double[] {flash, identity, drift, flicker, band, jump, pumping}) {
      if (!(v > 0)) {
        throw new CliException(
            ExitCode.USAGE,
            "a limit is "
                + v
                + "; --flash, --identity-flash, --drift, --flicker, --band-flicker, --matte-jump"
                + " and --pumping must be over 0");
      }
    }
  }

  Limits limits() {
    return new Limits(flash, identity, drift, flicker, band, jump, pumping);
  }
}
