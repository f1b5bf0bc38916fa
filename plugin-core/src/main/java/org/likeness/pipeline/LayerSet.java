package org.likeness.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.likeness.colour.ColourSpace;
import org.likeness.exr.ExrAttribute;
import org.likeness.exr.ExrChannel;
import org.likeness.exr.ExrPart;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.pipeline.layers.Cryptomatte;
import org.likeness.pipeline.layers.FaceLayer;
import org.likeness.pipeline.layers.Layer;
import org.likeness.pipeline.layers.LayerChoice;
import org.likeness.pipeline.layers.LayerFile;

/**
 * The layers of a rendered frame as the parts of an OpenEXR file; {@link Layer} says what they are.
 *
 * <p>In a file of one part there is one data window: with {@code output=comp} and {@code debug} the
 * plate's, else what final matte, hull and the model's matte cover together; ids of other faces are
 * cut to it. In a file of several parts each has its own. A frame without a face has the same
 * channels and an empty data window. Values where the matte is 0 are kept in all but the
 * premultiplied face.
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

  /** Names of the faces with layers of their own, the nearest first, parted by commas. */
  static final String NEAR_FIRST = Provenance.PREFIX + "facesNearFirst";

  private LayerSet() {}

  /**
   * The parts, in the order of the choice.
   *
   * @param settings output, layers and kind of file
   * @param plateAttributes of the plate's header; those that stay true are carried over: time code,
   *     frame rate, chromaticities, camera, {@code nuke/*}, the studio's own
   * @throws IllegalArgumentException if the output does not go with the kind of file
   */
  public static List<ExrPart> of(
      FrameResult r,
      OutputChoice output,
      SwapSettings settings,
      List<ExrAttribute> plateAttributes,
      Provenance provenance) {
    List<ExrAttribute> attributes = new ArrayList<>(carried(plateAttributes));
    attributes.addAll(provenance.attributes());
    LayerFile file = settings.layerFile();
    if (file.form() == LayerFile.Form.ACES) {
      Frame f = AcesContainer.picture(r, output, ColourSpace.byName(settings.plateSpace()));
      return List.of(
          part(
              r,
              "",
              f.dataWindow(),
              picture(f, ExrChannel.Type.HALF),
              AcesContainer.attributes(attributes)));
    }
    LayerChoice choice = settings.layerChoice();
    List<LayerSlot> layers = LayerSlot.of(r, choice, output);
    if (!choice.each().isEmpty()) {
      attributes.add(ExrAttribute.string(NEAR_FIRST, nearFirst(r)));
    }
    List<ExrAttribute> ids =
        choice.layers().contains(Layer.CRYPTO)
            ? Cryptomatte.attributes(
                Layer.CRYPTO.id(),
                r.layers().faces().stream().map(LayerInputs.Named::name).toList())
            : List.of();
    return file.form() == LayerFile.Form.SINGLE
        ? List.of(single(r, output, layers, joined(attributes, ids)))
        : several(r, output, layers, attributes, ids);
  }

  /** Names of the faces that are there, as they lie over one another. */
  private static String nearFirst(FrameResult r) {
    List<FrameResult> there =
        r.all().isEmpty()
            ? List.of(r).stream().filter(o -> o.found() != null).toList()
            : r.each().stream().map(FrameResult.Placed::result).toList();
    return there.stream().map(FrameResult::name).collect(Collectors.joining(","));
  }

  /** Why a layer is not there. */
  static String missing(Layer layer) {
    return layer == Layer.RISK
        ? "the layer risk is not there: the analysis holds no risk of this identity (likeness"
            + " coverage puts it in)"
        : "the layer " + layer.id() + " is not there: this render makes none";
  }

  /** What was asked for by name and is not there; nothing of what came by a word for many. */
  static List<String> missing(FrameResult r, SwapSettings settings) {
    List<String> words = List.of(settings.layers().split("[,\\s]+"));
    LayerPlanes planes = new LayerPlanes(r);
    Stream<String> whole =
        settings.layerChoice().layers().stream()
            .filter(l -> words.contains(l.id()) && !planes.has(l))
            .map(LayerSet::missing);
    Stream<String> own =
        FaceLayer.OF_A_FACE.stream()
            .filter(l -> words.contains("each_" + l.id()))
            .flatMap(
                l ->
                    r.own().stream()
                        .filter(o -> !new LayerPlanes(o).has(l))
                        .map(o -> "face " + o.name() + ": " + missing(l)));
    return Stream.concat(whole, own).toList();
  }

  private static List<ExrAttribute> joined(List<ExrAttribute> a, List<ExrAttribute> b) {
    List<ExrAttribute> all = new ArrayList<>(a);
    all.addAll(b);
    return all;
  }

  private static ExrPart single(
      FrameResult r, OutputChoice output, List<LayerSlot> layers, List<ExrAttribute> attributes) {
    Frame main = r.output(output);
    boolean whole = output == OutputChoice.COMP || output == OutputChoice.DEBUG;
    PixelRect window = main.dataWindow();
    for (LayerSlot l : layers) {
      if (!whole && !l.isMain() && l.layer() != Layer.CRYPTO) {
        window = window.union(l.window());
      }
    }
    List<ExrChannel> channels = new ArrayList<>();
    for (LayerSlot l : layers) {
      channels.addAll(
          l.isMain()
              ? picture(fitted(main, output, l.planes(), window), type(output))
              : l.channels(window));
    }
    return part(r, "", window, channels, attributes);
  }

  private static List<ExrPart> several(
      FrameResult r,
      OutputChoice output,
      List<LayerSlot> layers,
      List<ExrAttribute> attributes,
      List<ExrAttribute> ids) {
    List<ExrPart> parts = new ArrayList<>();
    for (LayerSlot l : layers) {
      Frame main = l.isMain() ? r.output(output) : null;
      PixelRect window = main == null ? l.window() : main.dataWindow();
      // Readers that join parts look for ids' names in the first one.
      boolean withIds = l.layer() == Layer.CRYPTO || parts.isEmpty();
      parts.add(
          part(
              r,
              l.id(),
              window,
              main == null ? l.channels(window) : picture(main, type(output)),
              withIds ? joined(attributes, ids) : attributes));
    }
    return parts;
  }

  private static ExrPart part(
      FrameResult r,
      String name,
      PixelRect window,
      List<ExrChannel> channels,
      List<ExrAttribute> attributes) {
    return new ExrPart(
        name, window, r.plate().displayWindow(), r.plate().pixelAspect(), channels, attributes);
  }

  /** Numbers that a half would spoil stay floats in the main picture too. */
  private static ExrChannel.Type type(OutputChoice output) {
    return output.isData() ? ExrChannel.Type.FLOAT : ExrChannel.Type.HALF;
  }

  private static List<ExrChannel> picture(Frame f, ExrChannel.Type type) {
    Plane a = f.a();
    return List.of(
        new ExrChannel("R", type, f.r()),
        new ExrChannel("G", type, f.g()),
        new ExrChannel("B", type, f.b()),
        new ExrChannel("A", type, a == null ? Plane.filled(f.dataWindow(), 1f) : a));
  }

  /** The main picture over a larger window: a face without multiplied alpha goes on there. */
  private static Frame fitted(
      Frame main, OutputChoice output, LayerPlanes planes, PixelRect window) {
    if (main.dataWindow().equals(window)) {
      return main;
    }
    if (output == OutputChoice.UNPREMULTIPLIED) {
      return planes.unpremultiplied(window);
    }
    Plane a = main.a();
    return new Frame(
        window,
        main.displayWindow(),
        main.pixelAspect(),
        main.r().crop(window),
        main.g().crop(window),
        main.b().crop(window),
        a == null ? null : a.crop(window));
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
