package org.likeness.train.matte;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongFunction;
import org.likeness.face.FaceParts;
import org.likeness.train.net.ParameterSet;
import org.likeness.train.rendered.RenderedNet;
import org.likeness.train.rendered.RenderedRun;
import org.likeness.train.rendered.RenderedSet;

/** The training of the network that sees what of a face is visible. */
public final class MatteTraining
    implements RenderedNet<MatteConfig, MattePicture, MatteBatch, MatteTrainer> {
  @Override
  public String name() {
    return "the matte network";
  }

  @Override
  public String checkpoint() {
    return "matte.ckpt";
  }

  @Override
  public MatteConfig usual() {
    return MatteConfig.DEFAULT;
  }

  @Override
  public ParameterSet parameters() {
    return MatteTrainer.SET;
  }

  @Override
  public RenderedSet<MattePicture> read(List<Path> folders) throws IOException {
    return RenderedSet.read(folders, List.of("file", "matte", "parts"), MatteData::picture);
  }

  @Override
  public MatteTrainer trainer(MatteConfig config, List<float[]> state, long iteration) {
    return new MatteTrainer(config, state, iteration, spec -> true);
  }

  @Override
  public LongFunction<MatteBatch> samples(List<MattePicture> pictures, MatteConfig config) {
    return new MatteSamples(pictures, config)::make;
  }

  @Override
  public List<String> figures() {
    return List.of("loss", "face", "occluder", "parts", "gradientNorm");
  }

  @Override
  public String judge(MatteTrainer trainer, List<MattePicture> pictures) {
    return MatteValidation.of(trainer, pictures).sentence();
  }

  @Override
  public byte[] onnx(float[] weights, RenderedRun.Header<MatteConfig> header) throws IOException {
    return MatteExport.onnx(weights, header.about(FaceParts.COVERAGE));
  }
}
