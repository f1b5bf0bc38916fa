package org.likeness.train.data;

import java.io.IOException;
import java.nio.file.Path;
import org.likeness.image.Frame;
import org.likeness.pipeline.evaluate.MovieFrames;

/** Videos for the core's measurements. */
public final class VideoFrames implements MovieFrames {
  /** For the service loader. */
  public VideoFrames() {}

  @Override
  public void read(Path movie, Sink sink) throws IOException {
    try (VideoReader reader = new VideoReader(movie)) {
      for (Frame f = reader.next(); f != null; f = reader.next()) {
        if (!sink.take(f)) {
          return;
        }
      }
    }
  }
}
