package org.likeness.train.data;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_UNSPECIFIED;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_DEFAULT;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU709;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INT;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCachedContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import java.io.IOException;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.ShortPointer;
import org.jspecify.annotations.Nullable;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

/** Video pictures to RGB 0..1, by the matrix and range that the picture names. Not thread-safe. */
final class VideoColours implements AutoCloseable {
  private static final int HD_HEIGHT = 720;
  private @Nullable SwsContext context;

  /** The picture's pixels; the picture stays the caller's. */
  Frame convert(AVFrame picture) throws IOException {
    int width = picture.width();
    int height = picture.height();
    SwsContext made =
        sws_getCachedContext(
            context,
            width,
            height,
            picture.format(),
            width,
            height,
            VideoReader.PIXELS,
            SWS_BICUBIC | SWS_FULL_CHR_H_INT | SWS_ACCURATE_RND,
            null,
            null,
            (DoublePointer) null);
    if (made == null || made.isNull()) {
      throw new IOException("a video of pixel format " + picture.format() + " cannot be converted");
    }
    context = made;
    int space = picture.colorspace();
    if (space == AVCOL_SPC_UNSPECIFIED || space == AVCOL_SPC_RGB) {
      // Unnamed: high definition is Rec.709, what is smaller Rec.601.
      space = height >= HD_HEIGHT ? SWS_CS_ITU709 : SWS_CS_DEFAULT;
    }
    int full = picture.color_range() == AVCOL_RANGE_JPEG ? 1 : 0;
    sws_setColorspaceDetails(
        made,
        sws_getCoefficients(space),
        full,
        sws_getCoefficients(SWS_CS_ITU709),
        1,
        0,
        1 << 16,
        1 << 16);
    short[] samples = new short[3 * width * height];
    try (BytePointer out = new BytePointer(2L * samples.length);
        PointerPointer<BytePointer> planes = new PointerPointer<>(1);
        IntPointer strides = new IntPointer(1)) {
      planes.put(0, out);
      strides.put(0, 6 * width);
      sws_scale(made, picture.data(), picture.linesize(), 0, height, planes, strides);
      new ShortPointer(out).get(samples);
    }
    PixelRect rect = PixelRect.ofSize(width, height);
    Plane[] rgb = {Plane.zeros(rect), Plane.zeros(rect), Plane.zeros(rect)};
    for (int c = 0; c < 3; c++) {
      float[] to = rgb[c].data();
      for (int i = 0; i < to.length; i++) {
        to[i] = (samples[3 * i + c] & 0xffff) / 65535f;
      }
    }
    return Frame.opaque(rgb[0], rgb[1], rgb[2]);
  }

  @Override
  public void close() {
    if (context != null) {
      sws_freeContext(context);
      context = null;
    }
  }
}
