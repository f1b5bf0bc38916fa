package org.likeness.train.landmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongFunction;
import org.likeness.image.opencv.PictureIo;
import org.likeness.train.net.ParameterSet;
import org.likeness.train.rendered.RenderedNet;
import org.likeness.train.rendered.RenderedRun;
import org.likeness.train.rendered.RenderedSet;

/** The training of the network that refines a face's points. */
public final class LandmarkTraining
    implements RenderedNet<LandmarkConfig, LandmarkPicture, LandmarkBatch, LandmarkTrainer> {
  @Override
  public String name() {
    return "the landmark network";
  }

  @Override
  public String checkpoint() {
    return "landmark.ckpt";
  }

  @Override
  public LandmarkConfig usual() {
    return LandmarkConfig.DEFAULT;
  }

  @Override
  public ParameterSet parameters() {
    return LandmarkTrainer.SET;
  }

  @Override
  public RenderedSet<LandmarkPicture> read(List<Path> folders) throws IOException {
    return RenderedSet.read(
        folders,
        List.of("file"),
        (folder, r, truth) ->
            LandmarkPicture.of(PictureIo.read(folder.resolve(r.get("file").asText())), truth));
  }

  @Override
  public LandmarkTrainer trainer(LandmarkConfig config, List<float[]> state, long iteration) {
    return new LandmarkTrainer(config, state, iteration);
  }

  @Override
  public LongFunction<LandmarkBatch> samples(
      List<LandmarkPicture> pictures, LandmarkConfig config) {
    return new LandmarkSamples(pictures, config)::make;
  }

  @Override
  public List<String> figures() {
    return List.of("loss", "distance", "visible", "gradientNorm");
  }

  @Override
  public String judge(LandmarkTrainer trainer, List<LandmarkPicture> pictures) {
    return LandmarkValidation.describe(LandmarkValidation.of(trainer, pictures));
  }

  @Override
  public String finish(
      LandmarkTrainer trainer, List<LandmarkPicture> pictures, LandmarkConfig config) {
    return "expression fitted: mean square error " + ExpressionFit.fit(trainer, pictures, config);
  }

  @Override
  public byte[] onnx(float[] weights, RenderedRun.Header<LandmarkConfig> header)
      throws IOException {
    return LandmarkExport.onnx(weights, header.about(LandmarkSamples.COVERAGE));
  }
}
