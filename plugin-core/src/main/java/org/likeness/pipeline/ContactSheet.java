package org.likeness.pipeline;

import java.util.List;
import org.likeness.colour.ColourEncoding;
import org.likeness.exr.ExrChannel;
import org.likeness.exr.ExrPart;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

/**
 * A picture of a few frames of a result, one row each: plate, face over a chequer, matte, comp.
 * Made for the eye: scene-linear light goes through the film shoulder to display values.
 */
public final class ContactSheet {
  private static final String[] TITLES = {"PLATE", "FACE", "MATTE", "COMP"};
  private static final int GAP = 4;
  private static final int HEAD = 20;
  private static final ColourEncoding DISPLAY = ColourEncoding.byName("film-shoulder-v1");

  /**
   * One frame.
   *
   * @param number its number, printed on the sheet
   * @param plate scene-linear, in linear Rec.709
   * @param layers what {@code likeness swap} or the node's {@code writeLayers} wrote for it
   */
  public record Row(int number, Frame plate, ExrPart layers) {}

  private final Frame sheet;
  private final int cellWidth;

  private ContactSheet(Frame sheet, int cellWidth) {
    this.sheet = sheet;
    this.cellWidth = cellWidth;
  }

  /**
   * Draws the sheet.
   *
   * @param rows at least one
   * @param cellWidth width of a picture on the sheet, pixels
   * @return display values 0..1
   */
  public static Frame draw(List<Row> rows, int cellWidth) {
    PixelRect display = rows.get(0).plate().displayWindow();
    float wide = display.width() * rows.get(0).plate().pixelAspect();
    int cellHeight = Math.max(1, Math.round(cellWidth * display.height() / wide));
    PixelRect rect =
        PixelRect.ofSize(
            TITLES.length * (cellWidth + GAP) + GAP, HEAD + rows.size() * (cellHeight + GAP));
    Frame out =
        Frame.opaque(Plane.filled(rect, 0.1f), Plane.filled(rect, 0.1f), Plane.filled(rect, 0.1f));
    ContactSheet s = new ContactSheet(out, cellWidth);
    Pen pen = new Pen(out, 1);
    for (int c = 0; c < TITLES.length; c++) {
      pen.text(TITLES[c], s.left(c) + 2, 6, 1, 0.8f, 0.8f, 0.8f);
    }
    for (int i = 0; i < rows.size(); i++) {
      int top = HEAD + i * (cellHeight + GAP);
      s.row(rows.get(i), top, cellHeight);
      pen.text(Integer.toString(rows.get(i).number()), s.left(0) + 4, top + 4, 1, 1f, 1f, 1f);
    }
    return out;
  }

  private int left(int column) {
    return GAP + column * (cellWidth + GAP);
  }

  private void row(Row row, int top, int height) {
    Frame plate = row.plate();
    Plane zero = Plane.zeros(row.layers().dataWindow());
    Plane[] p = {plate.r(), plate.g(), plate.b()};
    Plane[] face = planes(row.layers(), zero, "R", "G", "B");
    Plane[] comp = planes(row.layers(), zero, "comp.R", "comp.G", "comp.B");
    Plane alpha = planes(row.layers(), zero, "A")[0];
    Plane matte = planes(row.layers(), zero, "matte.A")[0];
    PixelRect display = plate.displayWindow();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < cellWidth; x++) {
        PixelRect box =
            new PixelRect(
                display.x0() + x * display.width() / cellWidth,
                display.y0() + y * display.height() / height,
                display.x0() + Math.max(x + 1, (x + 1) * display.width() / cellWidth),
                display.y0() + Math.max(y + 1, (y + 1) * display.height() / height));
        float a = mean(alpha, box);
        float chequer = ((x >> 3) + (y >> 3)) % 2 == 0 ? 0.03f : 0.06f;
        // The layers cover the face alone: around it the comp is the plate.
        float inside = (float) box.intersect(zero.rect()).area() / box.area();
        float m = mean(matte, box);
        for (int c = 0; c < 3; c++) {
          put(c, left(0) + x, top + y, display(mean(p[c], box)));
          put(c, left(1) + x, top + y, display(mean(face[c], box) + (1 - a) * chequer));
          put(c, left(2) + x, top + y, m);
          put(
              c,
              left(3) + x,
              top + y,
              display(mean(comp[c], box) + (inside < 1 ? rest(p[c], zero.rect(), box) : 0)));
        }
      }
    }
  }

  private void put(int channel, int x, int y, float v) {
    Plane to = channel == 0 ? sheet.r() : channel == 1 ? sheet.g() : sheet.b();
    to.data()[to.index(x, y)] = v;
  }

  private static float display(float linear) {
    return Math.max(0f, Math.min(1f, DISPLAY.encode(linear)));
  }

  private static Plane[] planes(ExrPart part, Plane otherwise, String... names) {
    Plane[] out = new Plane[names.length];
    for (int i = 0; i < names.length; i++) {
      out[i] = part.channel(names[i]).map(ExrChannel::plane).orElse(otherwise);
    }
    return out;
  }

  /** Mean over a box; 0 outside the plane, NaN and infinities count as 0. */
  private static float mean(Plane p, PixelRect box) {
    return rest(p, PixelRect.EMPTY, box);
  }

  /** As {@link #mean}, without the pixels inside {@code without}. */
  private static float rest(Plane p, PixelRect without, PixelRect box) {
    double sum = 0;
    for (int y = box.y0(); y < box.y1(); y++) {
      for (int x = box.x0(); x < box.x1(); x++) {
        float v = without.contains(x, y) ? 0f : p.get(x, y);
        sum += Float.isFinite(v) ? v : 0f;
      }
    }
    return (float) (sum / box.area());
  }
}
