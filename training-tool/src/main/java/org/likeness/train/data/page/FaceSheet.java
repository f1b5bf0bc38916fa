package org.likeness.train.data.page;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.likeness.image.Affine2;
import org.likeness.image.Frame;
import org.likeness.image.Warp;
import org.likeness.image.opencv.PictureIo;
import org.likeness.pipeline.sheet.Html;
import org.likeness.train.data.FaceRecord;
import org.likeness.train.data.curate.CuratedSet;
import org.likeness.train.data.traits.FaceTraits;

/** Sorted or grouped faces as one HTML page that needs nothing beside it. */
public final class FaceSheet {
  private static final int SIDE = 96;
  private static final int QUALITY = 80;

  private FaceSheet() {}

  /**
   * The page.
   *
   * @param sections numbers of faces by a heading
   * @param values shown under each face; NaN shows nothing
   * @param most faces of a section that are drawn; the heading counts all
   * @throws IOException if a picture cannot be read
   */
  public static String of(
      CuratedSet set, String title, Map<String, List<Integer>> sections, double[] values, int most)
      throws IOException {
    StringBuilder s = new StringBuilder();
    s.append("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>");
    s.append(Html.escape(title)).append("</title><style>body{background:#17191d;color:#d6d9de;");
    s.append("font:13px system-ui,sans-serif;margin:16px}h1{font-size:18px}h2{font-size:14px}");
    s.append("div{display:flex;flex-wrap:wrap;gap:5px}figure{margin:0;width:96px}img{width:96px;");
    s.append("height:96px;display:block;border:2px solid #2b313b}.kept img{border-color:#3f9c50}");
    s.append(".rejected img{border-color:#a83c33;opacity:.35}figcaption{font-size:11px;");
    s.append("color:#9aa3b0}</style><h1>").append(Html.escape(title)).append("</h1>\n");
    List<String> states = set.states();
    for (Map.Entry<String, List<Integer>> section : sections.entrySet()) {
      s.append("<h2>").append(Html.escape(section.getKey())).append(" · ");
      s.append(section.getValue().size()).append("</h2><div>\n");
      for (int i : section.getValue().subList(0, Math.min(most, section.getValue().size()))) {
        FaceRecord face = set.faces().get(i);
        s.append("<figure class=\"").append(states.get(i)).append("\" title=\"");
        s.append(Html.escape(face.file() + " " + FaceTraits.of(face).describe())).append("\">");
        if (set.measured().measures().get(i) != null) {
          s.append("<img alt=\"\" src=\"").append(thumb(set, face)).append("\">");
        }
        s.append("<figcaption>");
        s.append(Double.isNaN(values[i]) ? "" : String.format(Locale.ROOT, "%.3g", values[i]));
        s.append(face.otherFaces() > 0 ? " · more faces" : "").append("</figcaption></figure>\n");
      }
      s.append("</div>\n");
    }
    return s.append("</html>\n").toString();
  }

  private static String thumb(CuratedSet set, FaceRecord face) throws IOException {
    Path file = set.measured().set().folder().resolve(face.file());
    Frame crop = PictureIo.read(file);
    double scale = SIDE / (double) crop.dataWindow().width();
    Frame small = Warp.toCrop(crop, new Affine2(scale, 0, 0, 0, scale, 0), SIDE);
    return "data:image/jpeg;base64,"
        + Base64.getEncoder().encodeToString(PictureIo.jpeg(small, QUALITY));
  }
}
