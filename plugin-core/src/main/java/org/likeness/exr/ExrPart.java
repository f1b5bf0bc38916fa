package org.likeness.exr;

import java.util.List;
import java.util.Optional;
import org.likeness.image.PixelRect;

/**
 * One part of an OpenEXR file.
 *
 * @param name the part's name; may be empty in a file of one part
 * @param dataWindow the pixels stored. The format cannot store none: an {@link PixelRect#isEmpty
 *     empty} window is written as one pixel of zeros at the display window's corner
 * @param displayWindow the picture's format, not empty
 * @param pixelAspect width of a pixel over its height
 * @param channels in order of name when read; in any order to write
 * @param attributes all that is not said by the other fields (and not line order, tiling, chunk
 *     count or compression); {@code dwaCompressionLevel} (float) sets the loss of DWAA and DWAB
 */
public record ExrPart(
    String name,
    PixelRect dataWindow,
    PixelRect displayWindow,
    float pixelAspect,
    List<ExrChannel> channels,
    List<ExrAttribute> attributes) {
  /** Copies the lists. */
  public ExrPart {
    channels = List.copyOf(channels);
    attributes = List.copyOf(attributes);
  }

  /** The channel of that full name. */
  public Optional<ExrChannel> channel(String channelName) {
    return channels.stream().filter(c -> c.name().equals(channelName)).findFirst();
  }

  /** The attribute of that name. */
  public Optional<ExrAttribute> attribute(String attributeName) {
    return attributes.stream().filter(a -> a.name().equals(attributeName)).findFirst();
  }
}
