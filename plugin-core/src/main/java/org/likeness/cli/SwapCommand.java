package org.likeness.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.likeness.face.FaceChoice;
import org.likeness.pipeline.FaceParams;
import org.likeness.pipeline.FramePattern;
import org.likeness.pipeline.FramePipeline;
import org.likeness.pipeline.FrameRange;
import org.likeness.pipeline.GuideFiles;
import org.likeness.pipeline.LayerParams;
import org.likeness.pipeline.LayerWriter;
import org.likeness.pipeline.ParamSpec;
import org.likeness.pipeline.SequenceJob;
import org.likeness.pipeline.SequenceJob.FrameOutcome;
import org.likeness.pipeline.SequenceJob.FrameOutcome.State;
import org.likeness.pipeline.SwapParams;
import org.likeness.pipeline.SwapSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code likeness swap}: a shot to layered OpenEXR, without a host. */
@Command(
    name = "swap",
    description = {
      "Renders a shot to layered OpenEXR, without a host.",
      "Replaces a face in every frame of a plate and writes layered OpenEXR: R,G,B,A (the face,",
      "premultiplied, with alpha), comp.*, raw.*, mattes, stmap, facemotion, cryptoFace (likeness",
      "layers list). Every plate frame gets an output frame, also one without a face. Beside the"
          + " sequence lies a manifest with each frame's sha256."
    },
    footer = {
      "",
      "Examples:",
      "  likeness swap plate.####.exr --model ben.onnx --identity ben --analysis shot.analysis \\",
      "      --out out/swap.####.exr",
      "  likeness swap plate.####.exr --model ben.onnx --out swap.####.exr --frames 1001-1100x2 \\",
      "      --set output=comp --set matteBlur=1.5 --resume"
    })
public final class SwapCommand implements CliCommand {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "PLATE",
      description = "Pattern (plate.####.exr, plate.%%04d.exr) or file.")
  private String plate = "";

  @Option(names = "--model", paramLabel = "M.onnx", description = "Swap model.")
  private @Nullable String model;

  @Option(
      names = "--identity",
      paramLabel = "ID",
      description = "Identity of the model; may be left out where it has only one.")
  private @Nullable String identity;

  @Option(
      names = "--analysis",
      paramLabel = "F",
      description =
          "The shot's analysis. Without it faces are found in each frame alone, unsmoothed.")
  private @Nullable String analysis;

  @Option(
      names = "--face",
      paramLabel = "WHICH",
      showDefaultValue = Visibility.NEVER,
      description = "Which face of the plate: " + FaceChoice.FORMS + ". Default: largest.")
  private @Nullable String face;

  @Option(
      names = "--faces",
      paramLabel = "LIST",
      showDefaultValue = Visibility.NEVER,
      description =
          "Several faces, each with its identity: \"id:0=ana; id:1=ben\" (the setting faces).")
  private @Nullable String faces;

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "OUT",
      showDefaultValue = Visibility.NEVER,
      description = "Pattern or file to write; folders are made.")
  private String out = "";

  @Option(
      names = "--preset",
      paramLabel = "P",
      description =
          "A preset's name (likeness presets lists them, a studio's too) or a .json file; --set"
              + " comes after it.")
  private @Nullable String preset;

  @Option(
      names = "--matte",
      paramLabel = "PATTERN",
      description =
          "Pattern or file of a matte: the face appears only where it is white (useMatte).")
  private @Nullable String matte;

  @Option(
      names = "--holdout",
      paramLabel = "PATTERN",
      description =
          "Pattern or file of a matte: the plate stays in front where it is white (useHoldout).")
  private @Nullable String holdout;

  @Mixin private FrameOptions range = new FrameOptions();

  @Option(
      names = "--resume",
      description = "Skip frames that are whole and were made with the same inputs.")
  private boolean resume;

  @Option(
      names = "--layers",
      paramLabel = "LIST",
      showDefaultValue = Visibility.NEVER,
      description =
          "Which layers, in which order: the setting layers (likeness layers list). Default: all.")
  private @Nullable String layers;

  @Option(
      names = "--compression",
      paramLabel = "C",
      showDefaultValue = Visibility.NEVER,
      description = "The setting layerCompression: zips (the default), zip, piz, dwaa and others.")
  private @Nullable String compression;

  @Option(
      names = "--set",
      paramLabel = "name=value",
      showDefaultValue = Visibility.NEVER,
      description = "A setting; may be repeated. They are listed below.")
  private Map<String, String> set = new LinkedHashMap<>();

  /** For the service loader. */
  public SwapCommand() {}

  @Override
  public List<String> helpLines() {
    return SettingsHelp.lines();
  }

  @Override
  public Integer call() throws IOException {
    int threads = range.threads();
    SwapSettings settings = settings();
    FramePattern in = FramePattern.parse(plate);
    FramePattern to = FramePattern.parse(out);
    List<Integer> list = range.of(in);
    checkNames(in, to, list);
    SequenceJob.Request request =
        new SequenceJob.Request(
            in,
            to,
            list,
            settings,
            threads,
            resume,
            "likeness-swap",
            new GuideFiles(pattern(matte), pattern(holdout)));
    try (FramePipeline pipeline = FramePipeline.open(settings)) {
      return run(new SequenceJob(pipeline, request), list);
    }
  }

  private SwapSettings settings() throws IOException {
    Map<String, String> values = new LinkedHashMap<>();
    if (preset != null) {
      values.putAll(PresetsCommand.preset(preset).settings());
    }
    values.putAll(set);
    put(values, SwapParams.MODEL, model);
    put(values, SwapParams.IDENTITY, identity);
    put(values, SwapParams.ANALYSIS, analysis);
    put(values, SwapParams.FACE, face);
    put(values, FaceParams.FACES, faces);
    put(values, LayerParams.LAYERS, layers);
    put(values, LayerParams.LAYER_COMPRESSION, compression);
    // Who names a file means it to be used, unless the setting says otherwise.
    if (matte != null) {
      values.putIfAbsent(SwapParams.USE_MATTE.name(), "true");
    }
    if (holdout != null) {
      values.putIfAbsent(SwapParams.USE_HOLDOUT.name(), "true");
    }
    SwapSettings settings;
    try {
      settings = SwapSettings.of(values);
      // Says at once what cannot be written.
      new LayerWriter(settings);
    } catch (IllegalArgumentException e) {
      throw new CliException(ExitCode.USAGE, "--set: " + e.getMessage(), e);
    }
    if ((settings.useMatte() && matte == null) || (settings.useHoldout() && holdout == null)) {
      throw new CliException(
          ExitCode.USAGE,
          "--set useMatte and useHoldout need the files: --matte PATTERN, --holdout PATTERN");
    }
    return settings;
  }

  private static @Nullable FramePattern pattern(@Nullable String text) {
    return text == null ? null : FramePattern.parse(text);
  }

  private static void put(Map<String, String> values, ParamSpec p, @Nullable String value) {
    if (value != null) {
      values.put(p.name(), value);
    }
  }

  private static void checkNames(FramePattern in, FramePattern to, List<Integer> list) {
    if (list.size() > 1 && !to.isSequence()) {
      throw new CliException(
          ExitCode.USAGE,
          "--out " + to + " is one file, the plate has " + list.size() + " frames; add ####");
    }
    if (list.size() > 1 && !in.isSequence()) {
      throw new CliException(
          ExitCode.USAGE,
          "the plate " + in + " is one file, --frames names " + list.size() + " frames");
    }
    int first = list.get(0);
    if (in.path(first)
        .toAbsolutePath()
        .normalize()
        .equals(to.path(first).toAbsolutePath().normalize())) {
      throw new CliException(ExitCode.USAGE, "--out " + to + " would overwrite the plate");
    }
  }

  private int run(SequenceJob job, List<Integer> list) throws IOException {
    return Stoppable.run(
        job::cancel, () -> report(rendered(job, list.size()), list, job.cancelled()));
  }

  private static Map<Integer, FrameOutcome> rendered(SequenceJob job, int frames)
      throws IOException {
    try (CliProgress progress = CliProgress.start("swap", "frame", frames)) {
      return job.run((frame, o) -> progress.step(frame));
    }
  }

  private int report(Map<Integer, FrameOutcome> outcomes, List<Integer> list, boolean cancelled) {
    notes(outcomes);
    List<Integer> rendered = frames(outcomes, State.RENDERED);
    List<Integer> skipped = frames(outcomes, State.SKIPPED);
    List<Integer> failed = frames(outcomes, State.FAILED);
    spec.commandLine()
        .getOut()
        .println(
            rendered.size()
                + " rendered, "
                + skipped.size()
                + " skipped, "
                + failed.size()
                + " failed: "
                + out);
    spec.commandLine().getOut().flush();
    if (!failed.isEmpty()) {
      FrameOutcome first = outcomes.get(failed.get(0));
      String why = first == null ? "" : String.join(" ", first.messages());
      boolean none = rendered.isEmpty() && skipped.isEmpty();
      throw new CliException(
          none ? ExitCode.BAD_INPUT : ExitCode.PARTLY,
          (none ? "no frame could be rendered; failed: " : "partly done; failed frames: ")
              + FrameRange.describe(failed)
              + " ("
              + failed.get(0)
              + ": "
              + why
              + ")");
    }
    if (cancelled && outcomes.size() < list.size()) {
      throw new CliException(
          ExitCode.TRY_AGAIN,
          "stopped after "
              + outcomes.size()
              + " of "
              + list.size()
              + " frames; go on with --resume");
    }
    return ExitCode.OK;
  }

  /** Each distinct message once, with the frames that it is about. */
  private void notes(Map<Integer, FrameOutcome> outcomes) {
    Map<String, List<Integer>> byText = new LinkedHashMap<>();
    new TreeMap<>(outcomes)
        .forEach(
            (frame, o) -> {
              if (o.state() == State.RENDERED) {
                o.messages()
                    .forEach(m -> byText.computeIfAbsent(m, k -> new ArrayList<>()).add(frame));
              }
            });
    byText.forEach(
        (text, where) ->
            spec.commandLine()
                .getErr()
                .println("note: " + text + " (frames " + FrameRange.describe(where) + ")"));
    spec.commandLine().getErr().flush();
  }

  private static List<Integer> frames(Map<Integer, FrameOutcome> outcomes, State state) {
    return outcomes.entrySet().stream()
        .filter(e -> e.getValue().state() == state)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }
}
