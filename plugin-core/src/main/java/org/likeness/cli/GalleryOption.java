package org.likeness.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.likeness.face.FaceFinder;
import org.likeness.face.IdentityGallery;
import org.likeness.image.opencv.PictureIo;

/** What {@code --gallery} names. */
public final class GalleryOption {
  private GalleryOption() {}

  /** A gallery file, or one made in memory of a folder of people. */
  public static IdentityGallery open(Path path, FaceFinder finder) throws IOException {
    IdentityGallery gallery =
        Files.isDirectory(path)
            ? IdentityGallery.make(finder, PictureIo::read, path, s -> {})
            : IdentityGallery.read(path);
    gallery.requireNetwork(finder.models());
    return gallery;
  }
}
