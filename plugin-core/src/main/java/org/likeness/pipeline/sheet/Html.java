package org.likeness.pipeline.sheet;

/** Text in a page. */
final class Html {
  private Html() {}

  /** With what HTML would take for its own put differently; also good inside of quotes. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
