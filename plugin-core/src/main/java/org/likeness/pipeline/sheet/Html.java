package org.likeness.pipeline.sheet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.likeness.image.Frame;
import org.likeness.image.opencv.PictureIo;

/** Text, looks and pictures of a page that is one file. */
public final class Html {
  private static final int QUALITY = 82;

  private Html() {}

  /** With what HTML would take for its own put differently; also good inside of quotes. */
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** The style sheet of the project's pages. */
  public static String style() {
    try (InputStream in = Html.class.getResourceAsStream("sheet.css")) {
      if (in == null) {
        throw new IllegalStateException("this program lacks its resource sheet.css");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("this program cannot read its resource sheet.css", e);
    }
  }

  /**
   * A picture inside the page.
   *
   * @param display display-encoded, 0..1
   * @param name for those who cannot see it
   */
  public static String image(Frame display, String name) throws IOException {
    String data = Base64.getEncoder().encodeToString(PictureIo.jpeg(display, QUALITY));
    return "<img alt=\"" + escape(name) + "\" src=\"data:image/jpeg;base64," + data + "\">";
  }
}
