package org.likeness.train.data.importing;

import java.io.IOException;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;
import org.likeness.image.Affine2;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.image.opencv.PictureIo;
import org.likeness.train.data.MaskPainter;

/** Coverage of a face as another program stored it: over the aligned picture, or over the frame. */
interface ImportedMask {
  /**
   * The mask's pixels.
   *
   * @param aligned rectangle of the aligned picture; of no meaning to one that lies over the frame
   * @throws IOException with a sentence, if it is damaged
   */
  Plane plane(PixelRect aligned) throws IOException;

  /** From the frame's pixels to the mask's, or null for one over the aligned picture. */
  default @Nullable Affine2 fromFrame() {
    return null;
  }

  /**
   * A PNG or JPEG stretched over the aligned picture.
   *
   * @param name for messages
   */
  static ImportedMask picture(byte[] bytes, String name) {
    return aligned -> PictureIo.decode(bytes, name + " (its mask)").g();
  }

  /**
   * Outlines in pixels of the aligned picture, laid over each other in their order.
   *
   * @param outlines pairs x, y each
   * @param shows whether an outline shows the face, or hides what lies within
   */
  static ImportedMask outlines(List<float[]> outlines, List<Boolean> shows) {
    return aligned -> {
      int size = Math.max(aligned.width(), aligned.height());
      float[] cover = new float[size * size];
      for (int k = 0; k < outlines.size(); k++) {
        float[] one = MaskPainter.polygon(outlines.get(k), size);
        for (int i = 0; i < cover.length; i++) {
          cover[i] = shows.get(k) ? Math.max(cover[i], one[i]) : Math.min(cover[i], 1 - one[i]);
        }
      }
      return new Plane(PixelRect.ofSize(size, size), cover).crop(aligned);
    };
  }

  /**
   * A square of bytes packed with zlib, as FaceSwap keeps it.
   *
   * @param packed the bytes
   * @param side pixels
   * @param fromFrame from the frame's pixels to the square's
   * @param name for messages
   */
  static ImportedMask packed(byte[] packed, int side, Affine2 fromFrame, String name) {
    return new ImportedMask() {
      @Override
      public Plane plane(PixelRect aligned) throws IOException {
        byte[] bytes = new byte[side * side];
        Inflater inflater = new Inflater();
        try {
          inflater.setInput(packed);
          int n = 0;
          int more = 1;
          while (n < bytes.length && more > 0) {
            more = inflater.inflate(bytes, n, bytes.length - n);
            n += more;
          }
          if (n < bytes.length) {
            throw new IOException(name + ": its mask is cut short");
          }
        } catch (DataFormatException e) {
          throw new IOException(name + ": its mask is damaged (" + e.getMessage() + ")", e);
        } finally {
          inflater.end();
        }
        Plane out = Plane.zeros(PixelRect.ofSize(side, side));
        for (int i = 0; i < bytes.length; i++) {
          out.data()[i] = (bytes[i] & 255) / 255f;
        }
        return out;
      }

      @Override
      public Affine2 fromFrame() {
        return fromFrame;
      }
    };
  }
}
