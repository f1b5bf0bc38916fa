package org.likeness.train.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.likeness.face.CropTemplate;
import org.likeness.face.FaceShape;
import org.likeness.train.data.FaceRecord;
import org.likeness.train.data.Faceset;
import org.likeness.train.data.FacesetHeader;

/** What a faceset says of how its person's face is built. */
class FacesetShapeTest {
  private static final float[] NONE = {};

  /** A face whose jaw is {@code width} heights of the face to each side at its ends. */
  private static FaceRecord face(double width, float yaw, boolean points, int size, double cover) {
    float[] xy = new float[136];
    for (int i = 0; i < 17; i++) {
      xy[2 * i] = (float) (size * (0.5 + width * (i - 8) / 8.0 / cover));
      xy[2 * i + 1] = (float) (size * (0.5 + 0.4 / cover));
    }
    for (int i = 17; i < 68; i++) {
      xy[2 * i] = size / 2f;
      xy[2 * i + 1] = size / 2f;
    }
    return new FaceRecord(
        "f.png",
        "m.png",
        "o.jpg",
        "hull",
        new float[936],
        yaw,
        0f,
        0f,
        1f,
        100f,
        1f,
        new double[6],
        true,
        null,
        null,
        null,
        points ? xy : NONE,
        NONE,
        NONE,
        NONE,
        null,
        0,
        null);
  }

  private static Faceset set(int size, double cover, String template, List<FaceRecord> faces) {
    FacesetHeader h =
        new FacesetHeader(2, "a", "a", template, cover, 1.3, size, "film-shoulder-v1");
    return new Faceset(Path.of("."), h, faces);
  }

  @Test
  void itIsTheMeanOfTheFacesFromTheFrontInHeightsOfTheFace() {
    List<FaceRecord> small = new ArrayList<>();
    small.add(face(0.40, 0, true, 200, 1.6));
    small.add(face(0.90, 60, true, 200, 1.6));
    small.add(face(0.90, 0, false, 200, 1.6));
    Faceset one = set(200, 1.6, CropTemplate.WHOLE_FACE_V2, small);
    Faceset two = set(512, 1.5, CropTemplate.WHOLE_FACE_V2, List.of(face(0.44, 5, true, 512, 1.5)));
    List<Float> shape = FacesetGroups.shape(List.of(one, two));
    assertThat(shape).isNotNull().hasSize(2 * FaceShape.COUNT);
    assertThat(shape.get(0)).isCloseTo(-0.42f, within(1e-3f));
    assertThat(shape.get(32)).isCloseTo(0.42f, within(1e-3f));
    assertThat(shape.get(1)).isCloseTo(0.4f, within(1e-3f));
  }

  @Test
  void whereNoneIsSeenThereIsNone() {
    Faceset turned =
        set(200, 1.6, CropTemplate.WHOLE_FACE_V2, List.of(face(0.4, 60, true, 200, 1.6)));
    Faceset other =
        set(200, 1.6, CropTemplate.DFL_WHOLE_FACE, List.of(face(0.4, 0, true, 200, 1.6)));
    assertThat(FacesetGroups.shape(List.of(turned, other))).isNull();
  }
}
