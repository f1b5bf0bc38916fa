package org.likeness.face;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.likeness.face.FaceParts.Part;
import org.likeness.image.Affine2;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.model.FloatTensor;
import org.likeness.model.ModelException;
import org.likeness.model.OnnxSession;
import org.likeness.model.SwapModel;

/**
 * The network trained here on rendered faces that sees what of a face is visible, what stands
 * before it, and the face's parts; or one that an artist's mattes have made it into for one shot.
 * Thread-safe.
 */
public final class PartsNet implements AutoCloseable {
  private static final String RESOURCE = "matte-1.onnx";
  private static final int SIZE = FaceParts.SIZE;
  private static final int PIXELS = SIZE * SIZE;

  /** The part of the crop that is metered, in its sides: the face. */
  private static final double METERED = 0.8;

  private final OnnxSession net;
  private final String sha256;

  private PartsNet(byte[] onnx, String name) {
    net = OnnxSession.open(onnx, name);
    sha256 = SwapModel.sha256(onnx);
    if (!fits("crop", 3, true)
        || !fits("coverage", 2, false)
        || !fits("parts", Part.values().length, false)) {
      net.close();
      throw new ModelException(
          name, "is no matte network: choose a file made by likeness matte train");
    }
  }

  private boolean fits(String port, int planes, boolean input) {
    for (OnnxSession.Port p : input ? net.inputs() : net.outputs()) {
      if (p.name().equals(port)) {
        return Arrays.equals(p.shape(), new long[] {-1, planes, SIZE, SIZE});
      }
    }
    return false;
  }

  /** The bytes of the network that this program carries. */
  public static byte[] resource() {
    try (InputStream in = PartsNet.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("this program lacks its resource " + RESOURCE);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException("this program cannot read its resource " + RESOURCE, e);
    }
  }

  /** The network that this program carries. */
  public static PartsNet open() {
    return new PartsNet(resource(), RESOURCE);
  }

  /**
   * One of a file, as {@code likeness matte train} writes it.
   *
   * @throws ModelException if it cannot be read or is no such network
   */
  public static PartsNet open(Path file) {
    try {
      return new PartsNet(Files.readAllBytes(file), file.toString());
    } catch (IOException e) {
      throw new ModelException(file.toString(), "cannot be read", e);
    }
  }

  /** sha256 of the network, hex. */
  public String sha256() {
    return sha256;
  }

  /**
   * Where it looks.
   *
   * @param pixelAspect of the plate
   * @return plate pixels to the crop's
   */
  public static Affine2 plateToCrop(FaceObservation face, double pixelAspect) {
    return Affine2.scale(pixelAspect, 1).then(square(face, pixelAspect));
  }

  private static Affine2 square(FaceObservation face, double pixelAspect) {
    return FaceAligner.plateToCrop(
        face.stretched(pixelAspect),
        CropTemplate.byId(CropTemplate.WHOLE_FACE_V2),
        FaceParts.COVERAGE,
        SIZE);
  }

  /**
   * Looks at a face.
   *
   * @param linear the plate, or a part of it that reaches beyond the crop, linear Rec.709
   */
  public FaceParts look(Frame linear, FaceObservation face) {
    FloatTensor in = FloatTensor.of(input(linear, face), 1, 3, SIZE, SIZE);
    Map<String, FloatTensor> out = net.run(Map.of("crop", in));
    float[] coverage = new float[0];
    float[] parts = new float[0];
    for (Map.Entry<String, FloatTensor> e : out.entrySet()) {
      if (e.getKey().equals("coverage")) {
        coverage = e.getValue().toArray();
      } else {
        parts = e.getValue().toArray();
      }
    }
    float[][] shares = new float[Part.values().length][];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = Arrays.copyOfRange(parts, i * PIXELS, (i + 1) * PIXELS);
    }
    return new FaceParts(
        plateToCrop(face, linear.pixelAspect()),
        Arrays.copyOfRange(coverage, 0, PIXELS),
        Arrays.copyOfRange(coverage, PIXELS, 2 * PIXELS),
        shares);
  }

  /** What the network is shown of a face: planes R, G, B, -1..1. */
  public static float[] input(Frame linear, FaceObservation face) {
    Affine2 square = square(face, linear.pixelAspect());
    DisplayView view = DisplayView.ofLinear(linear).meteredOn(middle(square.inverse()));
    float[] crop = view.crop(square, SIZE);
    for (int i = 0; i < crop.length; i++) {
      crop[i] = 2 * crop[i] - 1;
    }
    return crop;
  }

  /**
   * A larger picture as the network would be shown it: planes R, G, B, 0..1, metered as for its
   * crop.
   *
   * @param plateToPicture plate pixels to the picture's
   * @param size its side
   */
  public static float[] picture(
      Frame linear, FaceObservation face, Affine2 plateToPicture, int size) {
    double aspect = linear.pixelAspect();
    DisplayView view =
        DisplayView.ofLinear(linear).meteredOn(middle(square(face, aspect).inverse()));
    return view.crop(Affine2.scale(1 / aspect, 1).then(plateToPicture), size);
  }

  private static PixelRect middle(Affine2 back) {
    double r = METERED * SIZE / 2 * back.meanScale();
    double x = back.mapX(SIZE / 2.0, SIZE / 2.0);
    double y = back.mapY(SIZE / 2.0, SIZE / 2.0);
    return new PixelRect(
        (int) Math.floor(x - r),
        (int) Math.floor(y - r),
        (int) Math.ceil(x + r),
        (int) Math.ceil(y + r));
  }

  @Override
  public void close() {
    net.close();
  }
}
