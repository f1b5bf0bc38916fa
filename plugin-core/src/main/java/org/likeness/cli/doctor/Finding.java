package org.likeness.cli.doctor;

/**
 * One thing looked at.
 *
 * @param name what was looked at, in a word or two
 * @param state how it is
 * @param found what is there
 * @param advice what to do about it; empty when all is well
 */
public record Finding(String name, State state, String found, String advice) {
  /** How a thing is. */
  public enum State {
    /** As it should be. */
    OK,
    /** Likeness works, but something is slower or missing. */
    WARN,
    /** Likeness cannot work. */
    FAIL
  }

  /** All is well. */
  public static Finding ok(String name, String found) {
    return new Finding(name, State.OK, found, "");
  }

  /** Works, with a drawback. */
  public static Finding warn(String name, String found, String advice) {
    return new Finding(name, State.WARN, found, advice);
  }

  /** Does not work. */
  public static Finding fail(String name, String found, String advice) {
    return new Finding(name, State.FAIL, found, advice);
  }

  /** A check that may throw anything, also the errors of a native library that does not load. */
  @FunctionalInterface
  public interface Check {
    /** Looks. */
    Finding look() throws Exception;
  }

  /** Runs a check; whatever it throws becomes a failure with {@code advice}. */
  public static Finding of(String name, String advice, Check check) {
    try {
      return check.look();
    } catch (Exception | LinkageError e) {
      return fail(name, reason(e), advice);
    }
  }

  /** The innermost message, on one line. */
  static String reason(Throwable e) {
    Throwable at = e;
    while (at.getCause() != null && at.getCause() != at) {
      at = at.getCause();
    }
    String m = at.getMessage();
    String text = m == null ? at.getClass().getSimpleName() : m;
    return text.strip().replaceAll("\\s*\\R\\s*", "; ");
  }
}
