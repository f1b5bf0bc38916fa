package org.likeness.pipeline;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import org.likeness.face.FrameSource;
import org.likeness.face.Lens;
import org.likeness.face.PixelAspect;
import org.likeness.face.ShotAnalyser;
import org.likeness.face.ShotAnalysis;
import org.likeness.image.Frame;

/**
 * The analysis of a plate whose frames come from anywhere, with the process's shared face networks.
 * The same pixels give the same bytes as {@code likeness analyse}, where neither the command nor
 * the plate's header tells a lens.
 */
public final class AnalyseJob {
  private AnalyseJob() {}

  /**
   * Analyses.
   *
   * @param plate frames in the plate's own colour space
   * @param colourSpace name of it
   * @param threads frames at a time, at least 1
   * @param progress called with each frame's number when it is done, from any thread
   * @throws IOException if a frame cannot be read
   * @throws org.likeness.model.ModelException if the face networks cannot be had
   */
  public static ShotAnalysis run(
      FrameSource plate, String colourSpace, int threads, IntConsumer progress) throws IOException {
    FrameSource linear =
        new FrameSource() {
          @Override
          public List<Integer> frames() {
            return plate.frames();
          }

          @Override
          public List<Integer> shot() {
            return plate.shot();
          }

          @Override
          public double pixelAspect() throws IOException {
            return plate.pixelAspect();
          }

          @Override
          public Frame read(int frame) throws IOException {
            Frame f = plate.read(frame);
            return PlateRegion.linear(f, f.dataWindow(), colourSpace);
          }
        };
    try (var finder = SharedParts.finder()) {
      Map<String, String> settings = settings(colourSpace, Lens.ASSUMED, plate.pixelAspect());
      return ShotAnalyser.analyse(finder.value(), linear, settings, threads, progress);
    }
  }

  /**
   * What the result depends on besides the networks, as the file keeps it.
   *
   * @param colourSpace of the plate
   * @param lens of the shot
   * @param pixelAspect width of the plate's pixels over their height
   */
  public static Map<String, String> settings(String colourSpace, Lens lens, double pixelAspect) {
    Map<String, String> out = new TreeMap<>(lens.settings());
    out.put("plate colour space", colourSpace);
    out.put("program", Software.VERSION);
    if (pixelAspect != 1) {
      out.put(PixelAspect.SETTING, Double.toString(pixelAspect));
    }
    return out;
  }
}
