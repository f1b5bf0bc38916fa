package org.likeness.face;

import java.io.IOException;
import java.util.List;
import org.likeness.image.Frame;

/** The frames of a shot. {@link #read} is called from several threads. */
public interface FrameSource {
  /** Frame numbers, ascending. */
  List<Integer> frames();

  /**
   * All frames of the shot, ascending, where {@link #frames} are only a part of it. Some before
   * those asked for may be read too, so that a part gives what the whole gives.
   */
  default List<Integer> shot() {
    return frames();
  }

  /** One frame, scene-linear Rec.709. */
  Frame read(int frame) throws IOException;
}
