package org.likeness.face;

import java.io.IOException;
import java.util.List;
import org.likeness.image.Frame;
import org.likeness.image.FrameRows;

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

  /**
   * Width of the plate's pixels over their height, the same in all frames; of an anamorphic plate
   * not 1.
   *
   * @throws IOException if no frame can be read
   */
  default double pixelAspect() throws IOException {
    return 1;
  }

  /** One frame, scene-linear Rec.709. */
  Frame read(int frame) throws IOException;

  /**
   * The same frame band by band, for those who need not hold all of it.
   *
   * @return to be closed by the caller
   */
  default FrameRows rows(int frame) throws IOException {
    return FrameRows.of(read(frame));
  }
}
