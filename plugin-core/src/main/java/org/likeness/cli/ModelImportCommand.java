package org.likeness.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.likeness.face.DflCrop;
import org.likeness.file.AtomicFile;
import org.likeness.model.ImportDescriptor;
import org.likeness.model.ModelException;
import org.likeness.model.ModelFile;
import org.likeness.model.ModelImport;
import org.likeness.model.ModelManifest;
import org.likeness.model.RefinerModel;
import org.likeness.pipeline.ModelVerification;
import org.likeness.pipeline.RightsStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code likeness model import}. */
@Command(
    name = "import",
    description = {
      "Wraps a DFM, or any ONNX network that swaps faces, into a swap model.",
      "A DFM (DeepFaceLive's format) needs nothing else. Another network needs --descriptor, a"
          + " JSON",
      "document that says what its tensors mean. What is imported has no rights record, so its",
      "renders are marked until one is attached (likeness model rights)."
    },
    footer = {
      "",
      "Descriptor of a network that takes and gives B, G, R in -1..1, rows first:",
      "  {\"role\": \"swap\", \"template\": \"dfl-whole-face\", \"coverage\": 1.585,",
      "   \"encoding\": \"srgb-display-v1\",",
      "   \"input\": {\"name\": \"in\", \"layout\": \"NHWC\", \"colours\": \"BGR\", \"range\": [-1,"
          + " 1]},",
      "   \"face\": {\"name\": \"out\", \"layout\": \"NHWC\", \"colours\": \"BGR\", \"range\": [-1,"
          + " 1]},",
      "   \"matte\": {\"name\": \"mask\", \"layout\": \"NHWC\"}}",
      "mean and std (three numbers each) may be added to input and face; without matte all of the",
      "crop counts; controls: [{\"id\", \"label\", \"input\", \"min\", \"max\", \"initial\"}].",
      "A network that makes a face larger (super-resolution) becomes a refiner, for the setting",
      "refiner: {\"role\": \"refiner\", \"factor\": 2, \"encoding\": ..., \"input\": ..., \"face\":"
          + " ...}."
    })
public final class ModelImportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      showDefaultValue = Visibility.NEVER,
      paramLabel = "FILE",
      description = "DFM or ONNX file.")
  private Path file = Path.of("");

  @Option(
      names = {"-o", "--out"},
      showDefaultValue = Visibility.NEVER,
      required = true,
      paramLabel = "M.onnx",
      description = "Swap model to write.")
  private Path out = Path.of("");

  @Option(
      names = "--name",
      paramLabel = "TEXT",
      description = "Name of model and identity; default: the file's.")
  private @Nullable String name;

  @Option(
      names = "--matte",
      paramLabel = "WHICH",
      description = "Which of a DFM's masks is the matte: ${COMPLETION-CANDIDATES}.")
  private ModelImport.DfmMatte matte = ModelImport.DfmMatte.IDENTITY;

  @Option(
      names = "--coverage",
      paramLabel = "NUMBER",
      description = "Side of a DFM's crop in heights of the face; its usual one is the default.")
  private double coverage = DflCrop.COVERAGE;

  @Option(
      names = "--descriptor",
      paramLabel = "FILE",
      description = "JSON: what the tensors of another network mean.")
  private @Nullable Path descriptor;

  @Option(
      names = "--licence",
      paramLabel = "TEXT",
      description = "Licence of the model, an SPDX id or a sentence.")
  private String licence = "not stated";

  /** For picocli. */
  public ModelImportCommand() {}

  @Override
  public Integer call() throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new ModelException(file.toString(), "no such file");
    }
    if (!(coverage > 0.1 && coverage < 10)) {
      throw new CliException(ExitCode.USAGE, "--coverage must be 0.1 to 10, not " + coverage);
    }
    byte[] bytes = Files.readAllBytes(file);
    String display =
        name != null ? name : file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    String id =
        display.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    if (id.isEmpty()) {
      throw new CliException(
          ExitCode.USAGE, "--name \"" + display + "\" has no letter a-z and no digit");
    }
    ModelImport.Naming naming = new ModelImport.Naming(display, id, display, licence);
    ImportDescriptor how = descriptor == null ? null : read(descriptor);
    if (how != null && how.role().equals(ImportDescriptor.REFINER)) {
      return refiner(bytes, naming, how);
    }
    byte[] made =
        how == null
            ? ModelImport.dfm(bytes, file.toString(), naming, matte, coverage)
            : ModelImport.described(bytes, file.toString(), naming, how);
    AtomicFile.write(out.toAbsolutePath(), made);
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    ModelManifest m = ModelFile.readManifest(out);
    ModelVerification found = ModelVerification.of(out, null, today);
    PrintWriter w = spec.commandLine().getOut();
    w.println(
        String.format(
            Locale.ROOT,
            "%s: %s, %d px, crop %s, %,d bytes",
            out,
            m.name(),
            m.size(),
            m.template(),
            made.length));
    for (ModelVerification.Finding f : found.findings()) {
      if (f.kind() == ModelVerification.Kind.BAD) {
        w.println("but " + f.text());
      }
    }
    RightsStatus rights = RightsStatus.of(m.name(), m.rights(), today);
    if (rights.marked()) {
      w.println(rights.reason());
    }
    w.flush();
    return found.has(ModelVerification.Kind.BAD) ? ExitCode.BAD_INPUT : ExitCode.OK;
  }

  private int refiner(byte[] bytes, ModelImport.Naming naming, ImportDescriptor how)
      throws IOException {
    AtomicFile.write(
        out.toAbsolutePath(), ModelImport.refiner(bytes, file.toString(), naming, how));
    try (RefinerModel made = RefinerModel.open(out)) {
      int size = made.manifest().size();
      PrintWriter w = spec.commandLine().getOut();
      w.println(
          out
              + ": "
              + naming.name()
              + ", a refiner, "
              + made.manifest().factor()
              + " times as large, of faces of "
              + (size == 0 ? "any size" : size + " px"));
      w.flush();
    }
    return ExitCode.OK;
  }

  private static ImportDescriptor read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new ModelException(file.toString(), "no such file");
    }
    return ImportDescriptor.parse(Files.readString(file), file.toString());
  }
}
