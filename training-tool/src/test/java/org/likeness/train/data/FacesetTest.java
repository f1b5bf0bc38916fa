package org.likeness.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.train.DrawnFaceset;

class FacesetTest {
  @TempDir Path folder;

  /** A line as the first version wrote it. */
  private static final String OLD =
      "{\"file\":\"a.png\",\"matte\":\"a_matte.png\",\"original\":\"x.jpg\",\"matteFrom\":\"hull\","
          + "\"landmarks\":[1.5,2.5],\"yaw\":10.0,\"pitch\":-3.0,\"roll\":0.5,\"score\":0.9,"
          + "\"faceSize\":200.0,\"sharpness\":12.0,\"plateToCrop\":[1.0,0.0,0.0,0.0,1.0,0.0],"
          + "\"synthetic\":false,\"licence\":null,\"consentId\":\"C-1\"}";

  @Test
  void anIndexOfTheFirstVersionIsReadAndWrittenAnew() throws IOException {
    Files.writeString(
        folder.resolve(Faceset.INDEX),
        "{\"facesetVersion\":1,\"identity\":\"a\",\"displayName\":\"A\",\"template\":"
            + "\"whole-face-v2\",\"coverage\":1.625,\"modelCoverage\":1.3,\"size\":320,"
            + "\"encoding\":\"film-shoulder-v1\"}\n"
            + OLD
            + "\n");
    Faceset old = Faceset.read(folder);
    FaceRecord face = old.faces().get(0);
    assertThat(face.isAnalysed()).isFalse();
    assertThat(face.expression()).isEmpty();
    assertThat(face.identityVector()).isEmpty();
    assertThat(face.plateSharpness()).isNull();
    assertThat(face.consentId()).isEqualTo("C-1");
    old.writeIndex();
    assertThat(Files.readString(folder.resolve(Faceset.INDEX))).startsWith("{\"facesetVersion\":2");
    assertThat(Faceset.read(folder).faces().get(0)).usingRecursiveComparison().isEqualTo(face);
  }

  @Test
  void whatIsKnownOfAFaceComesBack() throws IOException {
    FaceRecord plain = DrawnFaceset.draw(folder, "a", 2, 0.5f).faces().get(0);
    FaceRecord rich =
        new FaceRecord(
            plain.file(),
            plain.matte(),
            "v.mp4#7",
            "imported",
            plain.landmarks(),
            1,
            2,
            3,
            0.5f,
            100,
            4,
            plain.plateToCrop(),
            false,
            "L",
            null,
            "shoot",
            new float[136],
            new float[] {0.25f, 1f},
            new float[] {-0.5f},
            new float[] {0.125f},
            0.75f,
            2,
            "x.fsa");
    new Faceset(folder, DrawnFaceset.header("a", "whole-face-v2"), List.of(rich)).writeIndex();
    assertThat(Faceset.read(folder).faces().get(0)).usingRecursiveComparison().isEqualTo(rich);
    assertThat(Papers.of(rich).missing()).isEqualTo("consent");
    assertThat(Papers.of(rich.withPapers(null, "Unknown ", "C", null)).missing())
        .isEqualTo("licence");
    assertThat(Papers.of(rich.withPapers(null, null, null, true)).missing()).isEmpty();
  }

  @Test
  void aNewerIndexIsRefused() throws IOException {
    Files.writeString(folder.resolve(Faceset.INDEX), "{\"facesetVersion\":3}");
    assertThatThrownBy(() -> Faceset.read(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 3")
        .hasMessageContaining("1 to 2");
  }
}
