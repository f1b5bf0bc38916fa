package org.likeness.train.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.likeness.cli.ExitCode;
import org.likeness.pipeline.FramePattern;
import org.likeness.pipeline.FrameRange;
import org.likeness.pipeline.GuideChannel;
import org.likeness.train.matte.ShotMatteTrainer;
import org.likeness.train.matte.ShotTraining;
import org.likeness.train.net.TorchRuntime;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code likeness matte train}. */
@Command(
    name = "train",
    description = {
      "Trains a matte network for one shot from a few mattes of your own.",
      "A matte says where the performer's face is seen: white on the face, black on hands, hair and",
      "backdrop. Three to five frames in which what stands before the face looks different are",
      "enough; minutes on a CPU. The result is named by the parameter matteModel. From four mattes",
      "on one is left out and judged by."
    },
    footer = {
      "",
      "Example:",
      "  likeness matte train plate.####.exr --analysis shot.analysis --mattes keys/matte.####.png \\",
      "      --out shot-matte.onnx"
    })
public final class MatteTrainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "PLATE", description = "Files of the plate, such as plate.####.exr.")
  private String plate = "";

  @Option(
      names = "--analysis",
      required = true,
      paramLabel = "FILE",
      description = "Analysis of the shot.")
  private Path analysis = Path.of("");

  @Option(
      names = "--mattes",
      required = true,
      paramLabel = "FILES",
      description = "Your mattes, PNG or EXR, with the plate's frame numbers.")
  private String mattes = "";

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The shot's network, .onnx.")
  private Path out = Path.of("");

  @Option(names = "--face", paramLabel = "F", description = "Which face.")
  private String face = "largest";

  @Option(
      names = "--matte-channel",
      paramLabel = "C",
      description = "alpha or luminance of the mattes.")
  private String channel = "luminance";

  @Option(
      names = "--left-out",
      paramLabel = "R",
      description = "Frames whose mattes only judge, such as 12,20.")
  private @Nullable String leftOut;

  @Option(names = "--colour-space", paramLabel = "S", description = "Colour space of the plate.")
  private String colourSpace = "lin_rec709";

  @Option(names = "--iterations", paramLabel = "N", description = "Steps of training.")
  private int iterations = 240;

  @Option(names = "--minutes", paramLabel = "N", description = "End after so many minutes.")
  private double minutes = 15;

  @Option(names = "--threads", paramLabel = "N", description = "Threads of libtorch.")
  private int threads = 2;

  /** For picocli. */
  public MatteTrainCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter print = spec.commandLine().getOut();
    if (!Files.isRegularFile(analysis)) {
      throw new IOException(analysis + ": no such analysis; likeness analyse makes one");
    }
    List<Integer> judge = leftOut == null ? null : FrameRange.parse(leftOut).frames();
    TorchRuntime.start(Math.max(1, threads));
    ShotTraining.Result made =
        new ShotMatteTrainer(
                FramePattern.parse(plate),
                colourSpace,
                analysis,
                face,
                FramePattern.parse(mattes),
                GuideChannel.byId(channel),
                judge,
                iterations,
                minutes * 60)
            .run(
                out,
                StopSignals.install(),
                line -> {
                  print.println(line);
                  print.flush();
                });
    if (made.before() != null) {
      print.println("frames left out, general network: " + made.before());
      print.println("frames left out, this one:        " + made.after());
    }
    print.println("written: " + out + "; name it in matteModel");
    print.flush();
    return ExitCode.OK;
  }
}
