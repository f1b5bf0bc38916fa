package org.likeness.train.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.likeness.cli.CliCommand;
import org.likeness.cli.ExitCode;
import org.likeness.file.AtomicFile;
import org.likeness.model.RightsRecord;
import org.likeness.model.onnx.OnnxGraph;
import org.likeness.train.export.ModelExport;
import org.likeness.train.loop.Checkpoint;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code likeness export}: a trained model to ONNX. */
@Command(
    name = "export",
    description = "Writes a trained model as one ONNX file for node and command line.")
public final class ExportCommand implements CliCommand {
  @Parameters(
      showDefaultValue = Visibility.NEVER,
      paramLabel = "MODELDIR",
      description = "Folder written by likeness train.")
  private Path folder = Path.of("");

  @Option(
      names = "--out",
      showDefaultValue = Visibility.NEVER,
      required = true,
      paramLabel = "M.onnx",
      description = "File to write.")
  private Path out = Path.of("");

  @Option(
      names = "--precision",
      paramLabel = "fp32|fp16",
      description = "How weights are stored: ${COMPLETION-CANDIDATES}. fp16 halves the file.")
  private Precision precision = Precision.fp32;

  @Option(
      names = "--identity",
      showDefaultValue = Visibility.NEVER,
      paramLabel = "ID",
      description = "Only this one; may be repeated.")
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
    Checkpoint from = Checkpoint.newest(folder);
    String file = out.getFileName().toString();
    byte[] onnx =
        ModelExport.onnx(
            from,
            new ModelExport.Request(
                name != null ? name : file.replaceFirst("\\.onnx$", ""),
                identities,
                precision == Precision.fp16 ? OnnxGraph.Precision.FP16 : OnnxGraph.Precision.FP32,
                licence != null ? licence : licences(from),
                consent,
                selector));
    Path absolute = out.toAbsolutePath();
    Files.createDirectories(absolute.getParent());
    AtomicFile.write(absolute, onnx);
    System.out.printf(
        "%s: iteration %d, %,d bytes, %s%n",
        out, from.header().iteration(), onnx.length, consent == null ? "no rights" : "rights");
    if (consent == null) {
      System.out.println(
          "Without a rights record every render is marked; attach one: likeness model rights");
    }
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
