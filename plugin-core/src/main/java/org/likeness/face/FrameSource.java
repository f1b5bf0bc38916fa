package org.likeness.face;

import java.io.IOException;
import java.util.List;
import org.likeness.image.Frame;

/** The frames of a shot. {@link #read} is called from several threads. */
public interface FrameSource {
  /** Frame numbers, ascending. */
  List<Integer> frames();

  /** One frame, scene-linear Rec.709. */
  Frame read(int frame) throws IOException;
}
