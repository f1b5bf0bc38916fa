package org.likeness.pipeline;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;

/**
 * Mattes that come from outside, on the plate's pixels and in its scale: {@code final = own · matte
 * · (1 − holdout)}. Both are taken to 0..1, what is not finite counts as 0; outside its window a
 * matte is 0, so that the face appears only where the matte says, and a holdout is 0.
 *
 * @param matte where the face may appear, or null for everywhere
 * @param holdout where the plate stays in front, or null for nowhere
 * @param nearer where a face stands that is nearer to the camera, or null for nowhere; counts
 *     whatever the settings say of the two clips
 */
public record GuideMattes(@Nullable Plane matte, @Nullable Plane holdout, @Nullable Plane nearer) {
  /** No matte from outside. */
  public static final GuideMattes NONE = new GuideMattes(null, null);

  /** The two clips. */
  public GuideMattes(@Nullable Plane matte, @Nullable Plane holdout) {
    this(matte, holdout, null);
  }

  /** The same behind a face. */
  GuideMattes behind(@Nullable Plane face) {
    return new GuideMattes(matte, holdout, face);
  }

  /** Those that the settings switch on; what is switched on but not there becomes a message. */
  GuideMattes inUse(SwapSettings s, List<String> messages) {
    if (s.useMatte() && matte == null) {
      messages.add("Use Matte is on, but Matte has no picture here: the face is not limited");
    }
    if (s.useHoldout() && holdout == null) {
      messages.add("Use Holdout is on, but Holdout has no picture here: nothing is held out");
    }
    return new GuideMattes(s.useMatte() ? matte : null, s.useHoldout() ? holdout : null, nearer);
  }

  /** Multiplies a matte of our own, in place. */
  void limit(Plane own) {
    if (matte != null) {
      multiply(own, matte, false);
    }
    if (holdout != null) {
      multiply(own, holdout, true);
    }
    if (nearer != null) {
      multiply(own, nearer, true);
    }
  }

  private static void multiply(Plane own, Plane guide, boolean inverse) {
    PixelRect r = own.rect();
    for (int y = r.y0(); y < r.y1(); y++) {
      for (int x = r.x0(); x < r.x1(); x++) {
        float v = guide.get(x, y);
        // NaN fails the comparison.
        float inside = v > 0f && v <= Float.MAX_VALUE ? Math.min(v, 1f) : 0f;
        own.data()[own.index(x, y)] *= inverse ? 1f - inside : inside;
      }
    }
  }
}
