package org.likeness.train.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.likeness.cli.CliCommand;
import org.likeness.cli.CliException;
import org.likeness.cli.ExitCode;
import org.likeness.file.AtomicFile;
import org.likeness.model.ModelFile;
import org.likeness.model.ModelManifest;
import org.likeness.model.RightsRecord;
import org.likeness.model.onnx.OnnxGraph;
import org.likeness.pipeline.DfmExport;
import org.likeness.train.direction.Directions;
import org.likeness.train.export.ModelExport;
import org.likeness.train.export.ToneHint;
import org.likeness.train.export.Validations;
import org.likeness.train.loop.BaseModel;
import org.likeness.train.loop.Checkpoint;
import org.likeness.train.net.NetRegistry;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code likeness export}: a trained model to ONNX. */
@Command(
    name = "export",
    description = {
      "Writes a trained model as one ONNX file for node and command line, or as a DFM.",
      "A DFM is for DeepFaceLive and FaceFusion. They draw no mark, so it needs a rights record"
          + " that",
      "holds. A model whose facesets were extracted with --template dfl-whole-face needs no",
      "resampling in it; any other is resampled, which fits faces seen from the front."
    })
public final class ExportCommand implements CliCommand {
  @Parameters(
      showDefaultValue = Visibility.NEVER,
      paramLabel = "MODELDIR",
      description = "Folder written by likeness train; for a DFM also an exported .onnx file.")
  private Path folder = Path.of("");

  @Option(
      names = "--out",
      showDefaultValue = Visibility.NEVER,
      required = true,
      paramLabel = "FILE",
      description = "File to write, .onnx or .dfm.")
  private Path out = Path.of("");

  @Option(names = "--format", paramLabel = "onnx|dfm", description = "What to write.")
  private Format format = Format.onnx;

  @Option(
      names = "--plate-identity",
      paramLabel = "ID",
      description = {
        "For a DFM: the performer's id; its matte tells the plate's face. Default: the other one"
            + " of",
        "two, else --identity's own."
      })
  private @Nullable String plateIdentity;

  @Option(
      names = "--base",
      description = {
        "Write a base for further trainings (*.likenessbase) instead: what identities share, and",
        "the mean of the decoders; see likeness train --base."
      })
  private boolean asBase;

  @Option(
      names = "--precision",
      paramLabel = "fp32|fp16",
      description = "How weights are stored: ${COMPLETION-CANDIDATES}. fp16 halves the file.")
  private Precision precision = Precision.fp32;

  @Option(
      names = "--identity",
      showDefaultValue = Visibility.NEVER,
      paramLabel = "ID",
      description = "Only this one; may be repeated. A DFM holds one.")
  private List<String> identities = List.of();

  @Option(
      names = "--selector",
      description = {
        "One pair of outputs for all identities; an input chooses whose decoder runs. For many",
        "identities; without it each has outputs of its own."
      })
  private boolean selector;

  @Option(
      names = "--rights",
      paramLabel = "FILE",
      description = "JSON with consentId, holder, scope, expires (or null), contact.")
  private @Nullable Path rights;

  @Option(
      names = "--name",
      paramLabel = "TEXT",
      description = "Name of the model; default: the file's.")
  private @Nullable String name;

  @Option(
      names = "--licence",
      paramLabel = "TEXT",
      description = "Licence of the model; default: the facesets'.")
  private @Nullable String licence;

  /** Kinds of file. */
  enum Format {
    onnx,
    dfm
  }

  /** How weights are stored. */
  enum Precision {
    fp32,
    fp16
  }

  /** For picocli. */
  public ExportCommand() {}

  @Override
  public Integer call() throws IOException {
    RightsRecord consent = rights == null ? null : readRights(rights);
    if (format == Format.dfm && Files.isRegularFile(folder)) {
      byte[] onnx = Files.readAllBytes(folder);
      ModelManifest m = ModelFile.readManifest(folder);
      if (consent != null) {
        m = m.withRights(consent);
        onnx = ModelFile.withManifest(onnx, m);
      }
      return dfm(onnx, m);
    }
    Checkpoint from = Checkpoint.newest(folder);
    Directions directions =
        Directions.read(folder, NetRegistry.create(from.header().config().net()).codeLength());
    String file = out.getFileName().toString();
    if (asBase) {
      return base(from, file);
    }
    ModelExport.Request request =
        new ModelExport.Request(
            name != null ? name : file.replaceFirst("\\.(onnx|dfm)$", ""),
            format == Format.dfm ? List.of() : identities,
            precision == Precision.fp16 ? OnnxGraph.Precision.FP16 : OnnxGraph.Precision.FP32,
            licence != null ? licence : licences(from),
            consent,
            selector && format == Format.onnx);
    byte[] onnx = ModelExport.onnx(from, request, Validations.of(folder, from), directions);
    if (format == Format.dfm) {
      return dfm(onnx, ModelFile.manifest(onnx, out.toString()));
    }
    write(onnx);
    System.out.printf(
        "%s: iteration %d, %,d bytes, %s%n",
        out, from.header().iteration(), onnx.length, consent == null ? "no rights" : "rights");
    if (consent == null) {
      System.out.println(
          "Without a rights record every render is marked; attach one: likeness model rights");
    }
    ToneHint.of(ModelFile.manifest(onnx, out.toString()), out.toString())
        .ifPresent(System.out::println);
    return ExitCode.OK;
  }

  private void write(byte[] bytes) throws IOException {
    Path absolute = out.toAbsolutePath();
    Files.createDirectories(absolute.getParent());
    AtomicFile.write(absolute, bytes);
  }

  private int dfm(byte[] onnx, ModelManifest m) throws IOException {
    if (identities.size() > 1) {
      throw new CliException(ExitCode.USAGE, "a DFM holds one identity; give --identity once");
    }
    String who = identities.isEmpty() ? null : identities.get(0);
    String plate = plateIdentity;
    if (plate == null && who != null && m.identities().size() == 2) {
      int own = m.identities().get(0).id().equals(who) ? 0 : 1;
      plate = m.identities().get(1 - own).id();
    }
    byte[] dfm = DfmExport.bytes(onnx, m, m.name(), who, plate, LocalDate.now(ZoneOffset.UTC));
    write(dfm);
    System.out.printf("%s: a DFM, %,d bytes%n", out, dfm.length);
    if (DfmExport.resamples(m)) {
      System.out.println(
          "It resamples between the players' crop and "
              + m.template()
              + ", which fits faces seen from the front; for turned heads train on facesets of"
              + " --template dfl-whole-face");
    }
    return ExitCode.OK;
  }

  private Integer base(Checkpoint from, String file) throws IOException {
    if (rights != null || selector || !identities.isEmpty()) {
      throw new IOException("--base writes no model: leave out --rights, --selector, --identity");
    }
    String called = name != null ? name : file.replace(BaseModel.SUFFIX, "");
    BaseModel base = BaseModel.of(from, called);
    byte[] content = base.toBytes();
    Path absolute = out.toAbsolutePath();
    Files.createDirectories(absolute.getParent());
    AtomicFile.write(absolute, content);
    System.out.printf(
        "%s: iteration %d, %,d numbers, %,d bytes, %s%n",
        out, from.header().iteration(), base.weights().length, content.length, base.reference());
    return ExitCode.OK;
  }

  private static String licences(Checkpoint from) {
    List<String> all =
        from.header().identities().stream()
            .flatMap(i -> i.licences().stream())
            .distinct()
            .sorted()
            .toList();
    return all.isEmpty() ? "not stated" : String.join(" AND ", all);
  }

  private static RightsRecord readRights(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + ": no such file");
    }
    try {
      RightsRecord record = new ObjectMapper().readValue(file.toFile(), RightsRecord.class);
      if (record.consentId() == null
          || record.consentId().isBlank()
          || record.holder() == null
          || record.holder().isBlank()) {
        throw new IOException(file + ": a rights record needs consentId and holder");
      }
      if (record.expires() != null) {
        LocalDate.parse(record.expires());
      }
      return record;
    } catch (DateTimeParseException e) {
      throw new IOException(file + ": expires must be a date such as 2027-12-31", e);
    } catch (JsonProcessingException e) {
      throw new IOException(file + ": not a rights record: " + e.getOriginalMessage(), e);
    }
  }
}
