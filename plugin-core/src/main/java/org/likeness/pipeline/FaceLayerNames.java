package org.likeness.pipeline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.likeness.face.FaceChoice;
import org.likeness.face.FaceTrack;
import org.likeness.face.ShotAnalysis;
import org.likeness.model.ModelException;
import org.likeness.pipeline.layers.FaceLayer;

/**
 * What the faces that settings place are called in layers of their own. The names are those of the
 * shot, so that each frame has the same layers: the artist's name for a face, or {@code face} and
 * the number of its track, as in Cryptomatte; where a choice is no single track of an analysis, the
 * choice itself.
 */
public final class FaceLayerNames {
  private FaceLayerNames() {}

  /**
   * One for each face, in the settings' order; see {@link FaceLayer#names}. Cheap after the first
   * time. A choice that cannot be read or found has a name as well: the render says what is wrong.
   */
  public static List<String> of(SwapSettings settings) {
    List<String> given = new ArrayList<>();
    for (SwapSettings one : FaceList.each(settings)) {
      given.add(name(one));
    }
    return FaceLayer.names(given);
  }

  private static String name(SwapSettings one) {
    try {
      FaceChoice choice = FaceChoice.parse(one.face());
      return switch (choice.kind()) {
        case NAME -> choice.text();
        case LIKE -> tracked(one, choice, stem(choice.text()));
        case ID -> tracked(one, choice, FrameFaceNames.of(choice.id()));
        case AT -> tracked(one, choice, "at");
        case LARGEST, LEFT, RIGHT -> tracked(one, choice, choice.toString());
      };
    } catch (IllegalArgumentException | ModelException e) {
      return "";
    }
  }

  private static String tracked(SwapSettings one, FaceChoice choice, String otherwise) {
    if (one.analysis().isBlank()) {
      return otherwise;
    }
    try (var lease = SharedParts.analysis(one.analysis(), one.corrections())) {
      FaceTrack track = lease.value().analysis().track(choice, SharedParts.reference(choice));
      return track instanceof ShotAnalysis.Track t ? FrameFaceNames.of(t) : otherwise;
    }
  }

  private static String stem(String file) {
    @Nullable Path name = Path.of(file).getFileName();
    return name == null ? "like" : name.toString().replaceFirst("\\.[^.]*$", "");
  }
}
