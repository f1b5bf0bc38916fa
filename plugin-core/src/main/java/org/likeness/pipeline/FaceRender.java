package org.likeness.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.likeness.colour.ColourSpace;
import org.likeness.face.FaceAligner;
import org.likeness.face.FaceObservation;
import org.likeness.face.FaceParts;
import org.likeness.face.FaceShape;
import org.likeness.face.FaceTrack;
import org.likeness.face.PartsNet;
import org.likeness.face.SkinRegion;
import org.likeness.image.Affine2;
import org.likeness.image.CropBend;
import org.likeness.image.Frame;
import org.likeness.image.PixelRect;
import org.likeness.image.Plane;
import org.likeness.image.Warp;
import org.likeness.model.ModelManifest;
import org.likeness.pipeline.grade.Finish;
import org.likeness.pipeline.layers.FaceHull;
import org.likeness.pipeline.layers.Layer;
import org.likeness.pipeline.matte.FinalMatte;
import org.likeness.pipeline.matte.MatteSettings;

/**
 * One face of one frame on its way: crop, model, match, matte, finish, blend. Used by one thread.
 */
final class FaceRender {
  private final OpenedParts open;
  private final RenderRequest request;
  private final FaceObservation face;
  private final SwapSettings s;
  private final Frame plate;
  private final Affine2 toCrop;
  private final int size;
  private final PixelRect region;

  /**
   * A face that is to be replaced.
   *
   * @param face where it is, in the plate's pixels
   */
  FaceRender(OpenedParts open, RenderRequest request, FaceObservation face, SwapSettings s) {
    this.open = open;
    this.request = request;
    this.face = face;
    this.s = s;
    plate = request.plate();
    ModelManifest m = open.model().manifest();
    size = m.size();
    toCrop =
        FaceAligner.plateToCrop(face, open.template(), m.coverage(), size, plate.pixelAspect());
    region = PlateRegion.around(toCrop, size, plate.dataWindow());
  }

  /** Whether nothing of it is in the picture. */
  boolean outside() {
    return region.isEmpty();
  }

  /**
   * Renders it.
   *
   * @param track that the face comes from
   * @param bare what is known of the frame's faces without pictures
   * @param messages takes what the artist should know
   * @param under what the face is put onto: the plate, or it with farther faces
   * @throws java.util.concurrent.CancellationException if the request was cancelled meanwhile
   */
  Made make(FaceTrack track, LayerInputs bare, List<String> messages, Frame under) {
    ColourSpace space = ColourSpace.byName(s.plateSpace());
    Frame part = PlateRegion.linear(plate, region, space.name());
    Surroundings around = open.around(track, s.grade());
    GuideMattes guides = request.guides().inUse(s, messages);
    UnaryOperator<Frame> steady =
        open.analysis() == null ? UnaryOperator.identity() : around.steady(face, messages);
    FaceSettings shape = s.faces();
    CropBend bend = bend(shape.shape(), messages);
    request.cancel().check();
    SwappedCrop swapped = swapped(part, steady, bend);
    request.cancel().check();
    Finish finish =
        around.finish(face, swapped, toCrop, facePixels(), plate, part, space, messages);
    request.cancel().check();
    RightsStatus rights = open.rights();
    RightsMark mark = rights.marked() ? new RightsMark(rights.state(), space) : null;
    Compositor compositor =
        new Compositor(space, mark)
            .with(finish)
            .bending(bend(shape.head() * s.mix(), new ArrayList<>()));
    FinalMatte.Source parts = parts(swapped, finish.spread());
    Compositor.Layers layers =
        compositor.blend(
            under, swapped, FinalMatte.of(parts, s.matte()), toCrop, (float) s.mix(), guides);
    if (mark != null) {
      messages.add(rights.reason());
    }
    Once<Plane> occlusion = new Once<>(() -> FinalMatte.part(parts, "occlusion", s.matte()));
    LayerInputs inputs =
        new LayerInputs(
            bare.parts()
                .withCrop(Layer.LEARNED, swapped.learned(), toCrop, bend)
                .with(Layer.HULL, FaceHull.of(face)::over)
                .with(Layer.OCCLUSION, window -> occlusion.get().crop(window)),
            window -> compositor.raw(swapped, toCrop, window),
            window -> compositor.colours(swapped, toCrop, window).face(),
            around.beside(face, 1),
            around.beside(face, -1),
            bare.faces(),
            bend);
    return new Made(layers, toCrop, inputs);
  }

  /**
   * What came of it.
   *
   * @param layers pictures over one tight window
   * @param toCrop plate pixels to crop pixels
   * @param inputs what further layers are made of
   */
  record Made(Compositor.Layers layers, Affine2 toCrop, LayerInputs inputs) {}

  /** Its final matte made in several ways, without clips, match and finish. */
  Map<String, Plane> mattes(Map<String, MatteSettings> ways) {
    Frame part = PlateRegion.linear(plate, region, s.plateSpace());
    return FinalMatte.all(parts(swapped(part, UnaryOperator.identity(), null), 0), ways);
  }

  private SwappedCrop swapped(Frame part, UnaryOperator<Frame> steady, @Nullable CropBend bend) {
    double coverage = open.model().manifest().coverage();
    SwappedCrop.Look look =
        new SwappedCrop.Look() {
          @Override
          public Frame crop(int factor) {
            return Warp.toCrop(part, times(factor), factor * size);
          }

          @Override
          public Plane skin(int factor) {
            return SkinRegion.of(face.landmarks(), times(factor), factor * size);
          }

          @Override
          public double facePixels() {
            return size / coverage;
          }
        };
    return SwappedCrop.of(open.model(), open.refiner(), look, steady, bend, s);
  }

  private Affine2 times(int factor) {
    return factor == 1 ? toCrop : toCrop.then(Affine2.scale(factor, factor));
  }

  /** The bend of a strength from the performer's shape to the identity's; null where none is. */
  private @Nullable CropBend bend(double strength, List<String> messages) {
    double limit = s.faces().limit() / 100;
    if (!s.faces().bends()) {
      return null;
    }
    FaceShape to = open.identityShape();
    FaceShape from = open.performerShape(plate.pixelAspect());
    if (to == null) {
      messages.add(
          "the model does not know the shape of the identity "
              + open.model().identity().id()
              + ", so nothing is bent towards it; likeness model shape puts it in");
      return null;
    }
    if (from == null) {
      messages.add(
          "the performer's shape is not known, so nothing is bent: that needs an analysis in which"
              + " the face is seen from the front");
      return null;
    }
    double coverage = open.model().manifest().coverage();
    return strength <= 0
        ? null
        : ShapeBend.of(from, to, face, toCrop, size, coverage, strength, limit);
  }

  /** Height of the face on the plate. */
  private double facePixels() {
    return size / open.model().manifest().coverage() / toCrop.meanScale();
  }

  /** What a matte is made from, over all pixels that the face can touch when it spreads so far. */
  private FinalMatte.Source parts(SwappedCrop swapped, int spread) {
    PixelRect near = Compositor.footprint(toCrop, size).grow(spread);
    PixelRect reach = near.intersect(plate.dataWindow()).grow(spread);
    Once<FaceParts> seen = new Once<>(this::seen);
    return new FinalMatte.Source(
        reach,
        toCrop,
        size,
        facePixels(),
        swapped.learned(),
        swapped.bend(),
        face,
        seen::get,
        () -> PlateRegion.linear(plate, reach, s.plateSpace()));
  }

  /** What the matte network sees of it. */
  private FaceParts seen() {
    Affine2 look = PartsNet.plateToCrop(face, plate.pixelAspect());
    PixelRect around = PlateRegion.around(look, FaceParts.SIZE, plate.dataWindow());
    Frame linear = PlateRegion.linear(plate, around, s.plateSpace());
    try (var net = SharedParts.partsNet(open.matteModel())) {
      return net.value().look(linear, face);
    }
  }
}
