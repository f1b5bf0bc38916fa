package org.likeness.cli;

/** How a command ends; a farm's script may rely on these numbers. */
public final class ExitCode {
  /** All done. */
  public static final int OK = 0;

  /** Something in Likeness itself went wrong; the log file has the trace. */
  public static final int INTERNAL = 1;

  /** Wrong use of the command line. */
  public static final int USAGE = 2;

  /** An input that cannot be used. */
  public static final int BAD_INPUT = 3;

  /** Some frames are done, others are not; the message names them. */
  public static final int PARTLY = 4;

  /** Refused by the studio's policy. */
  public static final int REFUSED = 5;

  /** Stopped or short of something for now: the same command may be tried again. */
  public static final int TRY_AGAIN = 75;

  private ExitCode() {}
}
