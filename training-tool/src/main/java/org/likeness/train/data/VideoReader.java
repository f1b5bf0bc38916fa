package org.likeness.train.data;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB48LE;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.jspecify.annotations.Nullable;
import org.likeness.image.Frame;

/**
 * Reads a video file's pictures in order, as on a display: R, G, B 0..1. Any format that FFmpeg
 * knows. A turn noted in the file is not applied. Not thread-safe; owns native memory until closed.
 */
public final class VideoReader implements AutoCloseable {
  private static final int AGAIN = -11; // AVERROR(EAGAIN) on Linux

  private final Path file;
  private final AVFormatContext format;
  private final AVCodecContext codec;
  private final AVPacket packet;
  private final AVFrame picture;
  private final VideoColours colours = new VideoColours();
  private final int stream;
  private boolean drained;

  /**
   * Opens a file.
   *
   * @throws IOException with a sentence, if it is missing, no video or of a kind not known
   */
  public VideoReader(Path file) throws IOException {
    this.file = file;
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + ": no such file");
    }
    try {
      av_log_set_level(AV_LOG_QUIET);
    } catch (LinkageError e) {
      throw new IOException(
          file + ": videos cannot be read on this machine (" + e.getMessage() + "); make pictures",
          e);
    }
    format = new AVFormatContext(null);
    AVDictionary none = new AVDictionary(null);
    check(avformat_open_input(format, file.toString(), null, none), "is not a video");
    AVCodecContext opened = null;
    try {
      check(avformat_find_stream_info(format, none), "is not a video that can be read");
      AVCodec decoder = new AVCodec(null);
      stream = av_find_best_stream(format, AVMEDIA_TYPE_VIDEO, -1, -1, decoder, 0);
      check(stream, "holds no video stream of a known kind");
      opened = avcodec_alloc_context3(decoder);
      check(
          avcodec_parameters_to_context(opened, format.streams(stream).codecpar()),
          "has a video stream that cannot be decoded");
      opened.thread_count(1);
      check(avcodec_open2(opened, decoder, none), "has a video stream that cannot be decoded");
      codec = opened;
      packet = av_packet_alloc();
      picture = av_frame_alloc();
    } catch (IOException e) {
      if (opened != null) {
        avcodec_free_context(opened);
      }
      avformat_close_input(format);
      throw e;
    }
  }

  /** How many pictures it says or seems to have; 0 where that cannot be known. */
  public long estimatedCount() {
    AVStream s = format.streams(stream);
    if (s.nb_frames() > 0) {
      return s.nb_frames();
    }
    AVRational rate = s.avg_frame_rate();
    return format.duration() <= 0 || rate.den() == 0
        ? 0
        : Math.round(format.duration() / 1e6 * rate.num() / rate.den());
  }

  /** The next picture, or null after the last. */
  public @Nullable Frame next() throws IOException {
    while (true) {
      int got = avcodec_receive_frame(codec, picture);
      if (got == 0) {
        return colours.convert(picture);
      }
      if (got == AVERROR_EOF || (drained && got == AGAIN)) {
        return null;
      }
      if (got != AGAIN) {
        check(got, "has a picture that cannot be decoded");
      }
      feed();
    }
  }

  private void feed() throws IOException {
    while (av_read_frame(format, packet) >= 0) {
      try {
        if (packet.stream_index() == stream) {
          check(avcodec_send_packet(codec, packet), "has a picture that cannot be decoded");
          return;
        }
      } finally {
        av_packet_unref(packet);
      }
    }
    drained = true;
    avcodec_send_packet(codec, new AVPacket(null));
  }

  private void check(int code, String what) throws IOException {
    if (code < 0) {
      byte[] text = new byte[256];
      av_strerror(code, text, text.length);
      String reason = new String(text, java.nio.charset.StandardCharsets.UTF_8);
      int end = reason.indexOf(0);
      throw new IOException(
          file + ": " + what + " (" + reason.substring(0, Math.max(0, end)) + ")");
    }
  }

  @Override
  public void close() {
    colours.close();
    av_frame_free(picture);
    av_packet_free(packet);
    avcodec_free_context(codec);
    avformat_close_input(format);
  }

  /** The pixel format that pictures are converted through. */
  static final int PIXELS = AV_PIX_FMT_RGB48LE;
}
