package org.likeness.train.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.likeness.cli.CliCommand;
import org.likeness.cli.CliException;
import org.likeness.cli.ExitCode;
import org.likeness.file.AtomicFile;
import org.likeness.model.ModelFile;
import org.likeness.model.ModelManifest;
import org.likeness.model.SwapModel;
import org.likeness.model.WeightStore;
import org.likeness.pipeline.FramePattern;
import org.likeness.pipeline.Sha256;
import org.likeness.train.data.Faceset;
import org.likeness.train.export.ModelExport;
import org.likeness.train.validate.FaceLook;
import org.likeness.train.validate.Figure;
import org.likeness.train.validate.HeldOut;
import org.likeness.train.validate.HeldOutFaces;
import org.likeness.train.validate.Sample;
import org.likeness.train.validate.ShotFaces;
import org.likeness.train.validate.Validation;
import org.likeness.train.validate.ValidationPage;
import org.likeness.train.validate.ValidationReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code likeness validate}: a model judged on faces that it was not trained on. */
@Command(
    name = "validate",
    description = {
      "Judges a model on faces that it was not trained on.",
      "Each identity is made again from its own crops (PSNR, SSIM, perceptual distance, matte IoU)",
      "and shown on the crops of the others (identity, pose and point error; against a rendered",
      "truth also pixels). Figures are given by identity and by pose, with a page of the worst,",
      "middle and best pictures and a JSON document beside it. Identity is judged by the product's",
      "own embedder; likeness evaluate swap has a judge from outside."
    },
    footer = {
      "",
      "Examples:",
      "  likeness validate ben.onnx --frames held-ana.faceset --frames held-ben.faceset",
      "  likeness validate ben.onnx --frames held.faceset --most 12 --quick",
      "  likeness validate ben.onnx --frames plate.####.exr --performer ana \\",
      "      --matte matte.####.exr --truth truth.####.exr --truth-matte tm.####.exr \\",
      "      --truth-identity ben"
    })
public final class ValidateCommand implements CliCommand {
  @Parameters(
      showDefaultValue = Visibility.NEVER,
      paramLabel = "M.onnx",
      description = "Swap model.")
  private Path model = Path.of("");

  @Option(
      names = "--frames",
      required = true,
      showDefaultValue = Visibility.NEVER,
      paramLabel = "FACESET|PLATE",
      description = {
        "Folders made by likeness extract, or the frame pattern of a plate (scene-linear Rec.709",
        "EXR, or pictures); may be repeated."
      })
  private List<String> frames = List.of();

  @Option(
      names = "--most",
      paramLabel = "N",
      description = "Crops of each identity, spread over poses; 0: all.")
  private int most = 40;

  @Option(
      names = "--quick",
      description = "Only what needs no face network: PSNR, SSIM and matte IoU of own faces.")
  private boolean quick;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "PAGE.html",
      description = "Page; the JSON lies beside it. Default: M.validation.html beside the model.")
  private @Nullable Path out;

  @Option(
      names = "--record",
      description = "Also writes the means into the model's own description.")
  private boolean record;

  @Option(
      names = "--performer",
      paramLabel = "ID",
      description = "Who is seen in a plate: an id of the model.")
  private String performer = "performer";

  @Option(
      names = "--matte",
      paramLabel = "PATTERN",
      description = "Coverage of the performer's face in the plate.")
  private @Nullable String matte;

  @Option(
      names = "--truth",
      paramLabel = "PATTERN",
      description = "The plate as rendered with the other face.")
  private @Nullable String truth;

  @Option(
      names = "--truth-matte",
      paramLabel = "PATTERN",
      description = "Coverage of the face in the truth.")
  private @Nullable String truthMatte;

  @Option(
      names = "--truth-identity",
      paramLabel = "ID",
      description = "Who is seen in the truth: an id of the model.")
  private @Nullable String truthIdentity;

  /** For the service loader. */
  public ValidateCommand() {}

  @Override
  public Integer call() throws IOException {
    if (most < 0) {
      throw new CliException(ExitCode.USAGE, "--most must be 0 or more, not " + most);
    }
    if ((truth == null) != (truthMatte == null) || (truth == null) != (truthIdentity == null)) {
      throw new CliException(
          ExitCode.USAGE, "--truth, --truth-matte and --truth-identity belong together");
    }
    long start = System.nanoTime();
    ModelManifest m = ModelFile.readManifest(model);
    List<String> ids = m.identities().stream().map(ModelManifest.Identity::id).toList();
    Map<String, SwapModel> opened = new TreeMap<>();
    try (FaceLook faces = quick && facesetsOnly() ? null : FaceLook.open(WeightStore.open())) {
      for (String id : ids) {
        opened.put(id, SwapModel.open(model, id));
      }
      Validation.Maker maker =
          (seen, id) ->
              Objects.requireNonNull(opened.get(id))
                  .run(
                      ModelExport.gain(m, seen.identity())
                          .applied(seen.crop(), seen.size() * seen.size()));
      List<HeldOut> held = held(m, faces);
      if (held.isEmpty()) {
        throw new IOException("no face in " + String.join(", ", frames));
      }
      Validation v =
          Validation.of(
              maker, held, ids, quick ? null : faces, !quick, (done, all, s, o) -> step(done, all));
      if (v.samples().isEmpty()) {
        throw new IOException(
            "with --quick only own faces are compared, and none of "
                + String.join(", ", ids)
                + " is in "
                + String.join(", ", frames));
      }
      write(v, m, maker, held.size());
      print(v);
      System.out.printf(
          Locale.ROOT,
          "%d crops, %d pictures, %.1f s; page: %s%n",
          held.size(),
          v.samples().size(),
          (System.nanoTime() - start) / 1e9,
          page());
      return ExitCode.OK;
    } finally {
      opened.values().forEach(SwapModel::close);
    }
  }

  private boolean facesetsOnly() {
    return frames.stream().allMatch(f -> Files.isDirectory(Path.of(f)));
  }

  private static void step(int done, int all) {
    if (done % 20 == 0 && done < all) {
      System.out.printf("Progress: %d%%%n", 100 * done / all);
      System.out.flush();
    }
  }

  private Path page() {
    if (out != null) {
      return out;
    }
    String name = model.getFileName().toString().replaceFirst("\\.onnx$", "");
    return model.resolveSibling(name + ".validation.html");
  }

  private List<HeldOut> held(ModelManifest m, @Nullable FaceLook faces) throws IOException {
    HeldOutFaces.Form form =
        new HeldOutFaces.Form(m.size(), m.template(), m.coverage(), m.encoding());
    List<Faceset> sets = new ArrayList<>();
    List<HeldOut> held = new ArrayList<>();
    for (String f : frames) {
      if (Files.isDirectory(Path.of(f))) {
        sets.add(Faceset.read(Path.of(f)));
      } else if (faces != null) {
        ShotFaces.Shot shot =
            new ShotFaces.Shot(
                FramePattern.parse(f),
                pattern(matte),
                pattern(truth),
                pattern(truthMatte),
                performer,
                truthIdentity);
        held.addAll(ShotFaces.of(shot, form, most, faces.finder()));
      }
    }
    held.addAll(HeldOutFaces.of(sets, form, most));
    return held;
  }

  private static @Nullable FramePattern pattern(@Nullable String text) {
    return text == null ? null : FramePattern.parse(text);
  }

  private void write(Validation v, ModelManifest m, Validation.Maker maker, int crops)
      throws IOException {
    Map<String, Object> head = new LinkedHashMap<>();
    head.put("formatVersion", 1);
    head.put("model", m.name());
    head.put("modelSha256", Sha256.of(model));
    head.put("frames", frames);
    head.put("crops", crops);
    ValidationReport report = new ValidationReport(v, head);
    Path page = page().toAbsolutePath();
    Files.createDirectories(page.getParent());
    String name = page.getFileName().toString().replaceFirst("\\.html?$", "");
    AtomicFile.write(
        page.resolveSibling(name + ".json"),
        new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .writeValueAsBytes(report.document()));
    List<String> facts =
        List.of(
            model.getFileName() + ", sha256 " + head.get("modelSha256"),
            m.arch() + ", " + m.size() + " px, crop " + m.template(),
            crops + " crops of " + String.join(", ", frames));
    AtomicFile.write(
        page,
        ValidationPage.html(v, "Validation of " + m.name(), facts, maker)
            .getBytes(StandardCharsets.UTF_8));
    if (record) {
      Map<String, Object> training = new LinkedHashMap<>(m.training());
      training.put("validation", report.means());
      AtomicFile.write(
          model.toAbsolutePath(),
          ModelFile.withManifest(Files.readAllBytes(model), m.withTraining(training)));
    }
  }

  private static void print(Validation v) {
    for (Sample.Kind kind : Sample.Kind.values()) {
      for (String id : v.of(kind).stream().map(Sample::shown).distinct().sorted().toList()) {
        StringBuilder line = new StringBuilder(String.format("%-6s %-12s", kind.id(), id));
        List<Sample> of = v.of(kind).stream().filter(s -> s.shown().equals(id)).toList();
        for (Figure f : Figure.values()) {
          double mean =
              of.stream()
                  .mapToDouble(s -> s.get(f))
                  .filter(d -> !Double.isNaN(d))
                  .average()
                  .orElse(Double.NaN);
          if (!Double.isNaN(mean)) {
            line.append(
                String.format(Locale.ROOT, "  %s %." + f.digits() + "f%s", f.id(), mean, f.unit()));
          }
        }
        System.out.println(line);
      }
    }
  }
}
