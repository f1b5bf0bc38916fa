package org.likeness.pipeline;

/** The name and version that outputs carry. */
public final class Software {
  /** The product's name. */
  public static final String NAME = "Likeness";

  /** The version, as in the build. */
  public static final String VERSION = "0.1.0";

  private Software() {}
}
