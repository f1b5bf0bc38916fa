package org.likeness.pipeline;

import java.util.List;
import java.util.Map;
import org.likeness.pipeline.ParamSpec.Type;

/** The knobs of which faces are placed, in what shape and in how many pixels. */
public final class FaceParams {
  private static final String PAGE = "Swap";

  /** Several faces at once. */
  public static final ParamSpec FACES =
      ParamSpec.text(
          "faces",
          "Several faces",
          Type.STRING,
          "",
          PAGE,
          "Several faces at once, each with its identity: FACE=IDENTITY parted by semicolons, such"
              + " as id:0=ana; id:1=ben. A face is named as in Face; IDENTITY@FILE takes it from"
              + " another model file. Nearer faces lie over farther ones. Empty: one face, as Face"
              + " and Identity say.");

  /** Which of several is nearer. */
  public static final ParamSpec FACE_ORDER =
      ParamSpec.choice(
          "faceOrder",
          "Order in depth",
          List.of("size", "list"),
          "size",
          PAGE,
          "Which of several faces lies over which. size: the one that is larger in the picture,"
              + " whatever its pose, over half a second each way. list: the one that comes first"
              + " in Several faces.");

  /** How far the swapped face is brought to the identity's shape. */
  public static final ParamSpec FACE_SHAPE =
      ParamSpec.number(
          "faceShape",
          "Face shape",
          0,
          0,
          1,
          PAGE,
          "Bends jaw and brows of the swapped face by this share of what the identity's differ by"
              + " from the performer's, for models that keep the performer's. 0: as the model"
              + " gives them. Needs an analysis, and a model that knows the identity's shape.");

  /** How far the plate's head is brought to it. */
  public static final ParamSpec HEAD_SHAPE =
      ParamSpec.number(
          "headShape",
          "Head shape",
          0,
          0,
          1,
          PAGE,
          "Bends the plate under and around the face the same way, so that no jaw of the performer"
              + " shows beside a narrower one. It is in the comp alone. 0: the plate stays as it"
              + " is.");

  /** The most that is bent. */
  public static final ParamSpec SHAPE_LIMIT =
      ParamSpec.number(
          "shapeLimit",
          "Shape limit",
          4,
          0,
          10,
          PAGE,
          "The furthest that Face shape and Head shape move anything, in percent of the face's"
              + " height.");

  /** A network behind the swap model. */
  public static final ParamSpec REFINER =
      ParamSpec.text(
          "refiner",
          "Refiner",
          Type.FILE,
          "",
          PAGE,
          "A network that makes the model's face larger before it goes onto the plate, an .onnx"
              + " file made by likeness model import. Empty: the face as the model gives it.");

  private static final List<ParamSpec> ALL =
      List.of(FACES, FACE_ORDER, FACE_SHAPE, HEAD_SHAPE, SHAPE_LIMIT, REFINER);

  private FaceParams() {}

  /** Puts them behind the face's own knob. */
  static List<ParamSpec> placed(List<ParamSpec> others) {
    List<ParamSpec> all = new java.util.ArrayList<>();
    for (ParamSpec p : others) {
      all.add(p);
      if (p.name().equals("face")) {
        all.addAll(ALL);
      }
    }
    return List.copyOf(all);
  }

  /** Reads them. */
  static FaceSettings read(Map<String, String> values) {
    return new FaceSettings(
        FACES.in(values).strip(),
        FACE_ORDER.in(values),
        Double.parseDouble(FACE_SHAPE.in(values)),
        Double.parseDouble(HEAD_SHAPE.in(values)),
        Double.parseDouble(SHAPE_LIMIT.in(values)),
        REFINER.in(values));
  }

  /** Writes them. */
  static void write(FaceSettings s, Map<String, String> to) {
    to.put(FACES.name(), s.faces());
    to.put(FACE_ORDER.name(), s.order());
    to.put(FACE_SHAPE.name(), Double.toString(s.shape()));
    to.put(HEAD_SHAPE.name(), Double.toString(s.head()));
    to.put(SHAPE_LIMIT.name(), Double.toString(s.limit()));
    to.put(REFINER.name(), s.refiner());
  }
}
