package org.likeness.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.exr.ExrChannel;
import org.likeness.exr.ExrCompression;
import org.likeness.exr.ExrPart;
import org.likeness.exr.ExrReader;
import org.likeness.exr.ExrWriter;
import org.likeness.face.FaceFinder;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.image.opencv.PictureIo;
import org.likeness.model.ModelException;
import org.likeness.model.WeightStore;
import org.likeness.pipeline.FramePattern;
import org.likeness.train.validate.HeldOut;
import org.likeness.train.validate.HeldOutFaces;
import org.likeness.train.validate.ShotFaces;

/**
 * A plate whose pixels are twice as wide as high gives the crops of the same plate in square ones.
 */
class AnamorphicFacesTest {
  private static final int SIZE = 96;
  private static final String NAME = "plate.0005.exr";

  @TempDir Path folder;

  /** The squeeze takes half of the detail across; a crop in other proportions is 15 dB or worse. */
  private static final double ALIKE = 25;

  private static Path shot() {
    Path at = Path.of("").toAbsolutePath();
    while (at != null && !Files.isDirectory(at.resolve("shared/data/actors/shots"))) {
      at = at.getParent();
    }
    Assumptions.assumeTrue(at != null, "the CG actors are not here");
    return at.resolve("shared/data/actors/shots/talk/plate");
  }

  private static FaceFinder finder() {
    try {
      return FaceFinder.open(WeightStore.open());
    } catch (ModelException e) {
      Assumptions.abort("the weights cannot be had: " + e.getMessage());
      throw e;
    }
  }

  /** Writes a frame with half as many columns, each of two. */
  private Path squeezed(Frame f) throws IOException {
    PixelRect r = PixelRect.ofSize(f.dataWindow().width() / 2, f.dataWindow().height());
    List<ExrChannel> out = new ArrayList<>();
    String[] names = {"R", "G", "B"};
    Plane[] planes = {f.r(), f.g(), f.b()};
    for (int c = 0; c < 3; c++) {
      Plane q = Plane.zeros(r);
      for (int y = 0; y < r.height(); y++) {
        for (int x = 0; x < r.width(); x++) {
          q.data()[q.index(x, y)] = (planes[c].get(2 * x, y) + planes[c].get(2 * x + 1, y)) / 2;
        }
      }
      out.add(ExrChannel.half(names[c], q));
    }
    Path file = Files.createDirectories(folder.resolve("squeezed")).resolve(NAME);
    ExrWriter.write(
        file, List.of(new ExrPart("", r, r, 2f, out, List.of())), ExrCompression.ZIP, 1);
    return file;
  }

  @Test
  void theFacesetsCropIsSquareToTheEye() throws IOException {
    Path plate = shot().resolve(NAME);
    Path narrow = squeezed(ExrReader.readFrame(plate));
    FacesetHeader header =
        new FacesetHeader(1, "a", "a", "whole-face-v1", 1.625, 1.3, SIZE, "film-shoulder-v1");
    try (FaceFinder finder = finder()) {
      FaceRecord square = extracted(finder, header, plate, "square");
      FaceRecord own = extracted(finder, header, narrow, "own");
      for (int i = 0; i < square.landmarks().length; i++) {
        assertThat(own.landmarks()[i]).isCloseTo(square.landmarks()[i], within(2f));
      }
      // The height of the face is told in the plate's own pixels, which are as high as before.
      assertThat(own.faceSize()).isCloseTo(square.faceSize(), within(0.05f * square.faceSize()));
      double across = own.plateToCrop()[0] / own.plateToCrop()[4];
      assertThat(across).isCloseTo(2, within(0.01));
      assertThat(alike(crop("square", square), crop("own", own))).isGreaterThan(ALIKE);
    }
  }

  private float[] crop(String name, FaceRecord face) throws IOException {
    Frame f = PictureIo.read(folder.resolve(name).resolve(face.file()));
    float[] out = new float[3 * SIZE * SIZE];
    Plane[] planes = {f.r(), f.g(), f.b()};
    for (int c = 0; c < 3; c++) {
      System.arraycopy(planes[c].data(), 0, out, c * SIZE * SIZE, SIZE * SIZE);
    }
    return out;
  }

  private FaceRecord extracted(FaceFinder finder, FacesetHeader header, Path plate, String name)
      throws IOException {
    Path out = Files.createDirectories(folder.resolve(name));
    FaceExtractor extractor =
        new FaceExtractor(
            finder,
            new FaceExtractor.Job(
                header,
                FaceRouter.one("a", false),
                null,
                who -> new Papers(null, null, null, true)),
            who -> out);
    List<FaceExtractor.Cut> cuts = extractor.extract(new PlateFile(plate, 5), null, 0);
    assertThat(cuts).hasSize(1);
    return cuts.get(0).record();
  }

  @Test
  void validationsCropIsSquareToTheEye() throws IOException {
    Path plates = Files.createDirectories(folder.resolve("plates"));
    Path plate = Files.copy(shot().resolve(NAME), plates.resolve(NAME));
    Path narrow = squeezed(ExrReader.readFrame(plate));
    try (FaceFinder finder = finder()) {
      HeldOut square = held(finder, plate);
      HeldOut own = held(finder, narrow);
      assertThat(own.size()).isEqualTo(SIZE);
      assertThat(own.yaw()).isCloseTo(square.yaw(), within(3f));
      assertThat(alike(square.crop(), own.crop())).isGreaterThan(ALIKE);
    }
  }

  private static HeldOut held(FaceFinder finder, Path plate) throws IOException {
    FramePattern pattern = FramePattern.parse(plate.resolveSibling("plate.####.exr").toString());
    List<HeldOut> all =
        ShotFaces.of(
            new ShotFaces.Shot(pattern, null, null, null, "a", null),
            new HeldOutFaces.Form(SIZE, "whole-face-v1", 1.3, "film-shoulder-v1"),
            1,
            finder);
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  /** Peak signal to noise of two crops 0..1, dB. */
  private static double alike(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - (double) b[i]) * (a[i] - b[i]);
    }
    return -10 * Math.log10(sum / a.length);
  }
}
