package org.likeness.pipeline;

import org.likeness.pipeline.ParamSpec.Type;
import org.likeness.pipeline.layers.LayerChoice;
import org.likeness.pipeline.layers.LayerFile;

/** The knobs of layered files; in {@link SwapParams#ALL} with the others. */
public final class LayerParams {
  /** Layered EXR beside the main output. */
  public static final ParamSpec WRITE_LAYERS =
      ParamSpec.text(
          "writeLayers",
          "Write layers",
          Type.OUTPUT_FILE,
          "",
          SwapParams.OUTPUT,
          "File pattern, for instance swap.####.exr: each rendered frame is also written as a "
              + "layered OpenEXR. Empty: none.");

  /** Which layers a file has. */
  public static final ParamSpec LAYERS =
      ParamSpec.text(
          "layers",
          "Layers",
          Type.STRING,
          "all",
          SwapParams.OUTPUT,
          "Which layers written files have, and the order of their parts: names parted by commas, "
              + "a minus takes one out: all,-raw or comp,mattes,stmap or all,each_face. Names: "
              + LayerChoice.WORDS
              + ". rgba, the main picture, is always there.");

  /** Kind of layered file. */
  public static final ParamSpec LAYER_FILE =
      ParamSpec.choice(
          "layerFile",
          "Layer file",
          LayerFile.forms(),
          "single",
          SwapParams.OUTPUT,
          "single: all layers in one part, as Nuke likes it best. multi: a part a layer, so that "
              + "one is quick to read from many. aces: an ACES container, which holds the main "
              + "picture alone, uncompressed, in ACES2065-1.");

  /** How layered files are packed. */
  public static final ParamSpec LAYER_COMPRESSION =
      ParamSpec.choice(
          "layerCompression",
          "Layer compression",
          LayerFile.compressions(),
          "zips",
          SwapParams.OUTPUT,
          "How written files are packed. pxr24, b44, b44a, dwaa and dwab lose bits, and are refused"
              + " for stmap, facemotion and cryptoFace: leave those out, or choose multi, where"
              + " their parts stay zips.");

  private LayerParams() {}
}
