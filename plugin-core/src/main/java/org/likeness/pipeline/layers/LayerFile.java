package org.likeness.pipeline.layers;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.likeness.exr.ExrCompression;

/**
 * How a file holds layers.
 *
 * @param form one part, several, or an ACES container
 * @param compression of the pictures and mattes; data layers in a file of several parts are packed
 *     without loss whatever it is
 */
public record LayerFile(Form form, ExrCompression compression) {
  /** One part, ZIPS: what Nuke reads fastest. */
  public static final LayerFile STANDARD = new LayerFile(Form.SINGLE, ExrCompression.ZIPS);

  private static final Set<ExrCompression> LOSSLESS =
      Set.of(
          ExrCompression.NONE,
          ExrCompression.RLE,
          ExrCompression.ZIPS,
          ExrCompression.ZIP,
          ExrCompression.PIZ);

  /** Kinds of file. */
  public enum Form {
    /** All channels in one part, over one data window. */
    SINGLE,
    /** A part a layer, each with a data window of its own, in the order of the choice. */
    MULTI,
    /** R, G, B, A alone, uncompressed, in ACES2065-1, by SMPTE ST 2065-4. */
    ACES;

    /** The spelling in scripts. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Spellings of the forms. */
  public static List<String> forms() {
    return Arrays.stream(Form.values()).map(Form::id).toList();
  }

  /** Spellings of the compressions. */
  public static List<String> compressions() {
    return Arrays.stream(ExrCompression.values())
        .map(c -> c.name().toLowerCase(Locale.ROOT))
        .toList();
  }

  /** From spellings that were checked. */
  public static LayerFile of(String form, String compression) {
    return new LayerFile(
        Form.valueOf(form.toUpperCase(Locale.ROOT)),
        ExrCompression.valueOf(compression.toUpperCase(Locale.ROOT)));
  }

  /** Whether a compression gives back every bit of half and float samples. */
  public static boolean isLossless(ExrCompression c) {
    return LOSSLESS.contains(c);
  }

  /**
   * Refuses a choice of layers that this file would spoil.
   *
   * @throws IllegalArgumentException with what to do instead
   */
  public void check(LayerChoice choice) {
    List<String> data = choice.ids().stream().filter(LayerFile::isData).toList();
    if (form == Form.SINGLE && !isLossless(compression) && !data.isEmpty()) {
      throw new IllegalArgumentException(
          "layerCompression is "
              + compression.name().toLowerCase(Locale.ROOT)
              + ", which loses bits, and would spoil the numbers of "
              + String.join(", ", data)
              + "; leave them out (layers="
              + (choice.equals(LayerChoice.ALL) ? "all" : choice)
              + ",-data"
              + (choice.each().stream().anyMatch(Layer::isData) ? ",-each_data" : "")
              + "), or write a part a layer (layerFile=multi), where they are packed by"
              + " zips");
    }
  }

  /** The compression of a layer's part. */
  public ExrCompression of(Layer layer) {
    return of(layer.id());
  }

  /**
   * The compression of a part.
   *
   * @param part its name: a layer's, or that of a {@link FaceLayer}
   */
  public ExrCompression of(String part) {
    if (form == Form.ACES) {
      return ExrCompression.NONE;
    }
    return isData(part) && !isLossless(compression) ? ExrCompression.ZIPS : compression;
  }

  private static boolean isData(String id) {
    return FaceLayer.of(id).map(FaceLayer::layer).orElseGet(() -> Layer.byId(id)).isData();
  }
}
