package org.likeness.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.likeness.exr.ExrAttribute;
import org.likeness.exr.ExrChannel;
import org.likeness.exr.ExrPart;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

/**
 * The layers of a rendered frame as one OpenEXR part, all half:
 *
 * <ul>
 *   <li>{@code R G B A}: the main picture, as the setting {@code output} says
 *   <li>{@code comp.R G B A}: face over plate
 *   <li>{@code raw.R G B}: the model's face before colour match and matte
 *   <li>{@code matte.A}: the final matte
 *   <li>{@code risk.A}: how far the frame lies outside of what the identity's pictures show, times
 *       the matte; where the analysis knows it
 * </ul>
 *
 * A part has one data window. With {@code output=face|matte|raw} it is tight round the face and
 * {@code comp} is cut to it; with {@code comp} or {@code debug} it is the plate's. A frame without
 * a face has the same channels and an empty data window.
 */
public final class LayerSet {
  /**
   * What, beside {@link ExrAttribute#STRUCTURAL}, describes the plate's file or other channels of
   * it, and would be untrue in ours.
   */
  private static final Set<String> NOT_CARRIED =
      Set.of(
          "preview",
          "multiView",
          "view",
          "dwaCompressionLevel",
          "originalDataWindow",
          "maxSamplesPerPixel",
          "deepImageState",
          "idManifest",
          "envmap",
          "acesImageContainerFlag");

  private static final List<String> PREFIXES_NOT_CARRIED =
      List.of(Provenance.PREFIX, "cryptomatte/", "oiio:");

  private LayerSet() {}

  /**
   * The part.
   *
   * @param plateAttributes of the plate's header; those that stay true are carried over: time code,
   *     frame rate, chromaticities, camera, {@code nuke/*}, the studio's own
   */
  public static ExrPart of(
      FrameResult r,
      OutputChoice output,
      List<ExrAttribute> plateAttributes,
      Provenance provenance) {
    Frame main = r.output(output);
    PixelRect window = main.dataWindow();
    Frame comp = window.equals(r.window()) ? r.compTile() : r.comp();
    Plane plateAlpha = r.plate().a();
    Plane one = Plane.filled(window, 1f);
    List<ExrChannel> channels = new ArrayList<>();
    channels.add(ExrChannel.half("R", main.r()));
    channels.add(ExrChannel.half("G", main.g()));
    channels.add(ExrChannel.half("B", main.b()));
    channels.add(ExrChannel.half("A", main.a() == null ? one : main.a()));
    channels.add(ExrChannel.half("comp.R", comp.r()));
    channels.add(ExrChannel.half("comp.G", comp.g()));
    channels.add(ExrChannel.half("comp.B", comp.b()));
    channels.add(ExrChannel.half("comp.A", plateAlpha == null ? one : fit(plateAlpha, window)));
    channels.add(ExrChannel.half("raw.R", fit(r.raw().r(), window)));
    channels.add(ExrChannel.half("raw.G", fit(r.raw().g(), window)));
    channels.add(ExrChannel.half("raw.B", fit(r.raw().b(), window)));
    channels.add(ExrChannel.half("matte.A", fit(r.matte(), window)));
    if (r.risk() != null) {
      channels.add(ExrChannel.half("risk.A", fit(r.risk(), window)));
    }
    List<ExrAttribute> attributes = new ArrayList<>(carried(plateAttributes));
    attributes.addAll(provenance.attributes());
    return new ExrPart(
        "", window, r.plate().displayWindow(), r.plate().pixelAspect(), channels, attributes);
  }

  private static Plane fit(Plane p, PixelRect window) {
    return p.rect().equals(window) ? p : p.crop(window);
  }

  /** The attributes of a plate that stay true in the output. */
  static List<ExrAttribute> carried(List<ExrAttribute> plate) {
    return plate.stream().filter(a -> isCarried(a.name())).toList();
  }

  private static boolean isCarried(String name) {
    return !ExrAttribute.STRUCTURAL.contains(name)
        && !NOT_CARRIED.contains(name)
        && PREFIXES_NOT_CARRIED.stream().noneMatch(name::startsWith);
  }
}
