package org.likeness.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.likeness.model.ModelFile;
import org.likeness.model.ModelManifest;
import org.likeness.model.RightsRecord;
import org.likeness.pipeline.RightsStatus;
import org.likeness.pipeline.Sha256;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code likeness model show}. */
@Command(
    name = "show",
    description = "Prints what a swap model says of itself: identities, crop, training, rights.")
public final class ModelShowCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      showDefaultValue = Visibility.NEVER,
      paramLabel = "M.onnx",
      description = "Swap model.")
  private Path file = Path.of("");

  @Option(names = "--json", description = "As JSON, for programs.")
  private boolean json;

  /** For picocli. */
  public ModelShowCommand() {}

  @Override
  public Integer call() throws IOException {
    ModelManifest m = ModelFile.readManifest(file);
    String sha256 = Sha256.of(file);
    RightsStatus status = RightsStatus.of(m.name(), m.rights(), LocalDate.now(ZoneOffset.UTC));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Map<String, Object> doc = new LinkedHashMap<>();
      doc.put("file", String.valueOf(file.getFileName()));
      doc.put("sha256", sha256);
      doc.put("bytes", Files.size(file));
      doc.put("rightsState", status.state().name().toLowerCase(Locale.ROOT));
      doc.put("manifest", m);
      out.println(
          new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(doc));
    } else {
      print(out, m, sha256, Files.size(file), status);
    }
    out.flush();
    return ExitCode.OK;
  }

  private static void print(
      PrintWriter out, ModelManifest m, String sha256, long bytes, RightsStatus status) {
    line(out, "model", m.name());
    line(out, "sha256", sha256);
    line(out, "size", String.format(Locale.ROOT, "%.1f MB", bytes / 1e6));
    line(out, "architecture", m.arch() + ", " + m.size() + " px");
    line(
        out,
        "identities",
        m.identities().stream()
            .map(i -> i.id() + " (" + i.displayName() + ")")
            .collect(Collectors.joining(", ")));
    line(out, "crop", m.template() + ", coverage " + m.coverage());
    line(out, "encoding", m.encoding() + (m.premultiplied() ? ", premultiplied" : ""));
    m.controls()
        .forEach(
            c ->
                line(
                    out,
                    "control",
                    String.format(
                        Locale.ROOT,
                        "%s (%s), %s to %s, else %s",
                        c.id(),
                        c.label(),
                        c.min(),
                        c.max(),
                        c.initial())));
    line(out, "format", "version " + m.formatVersion());
    line(out, "configuration", m.configSha256());
    line(out, "lineage", m.lineage().isEmpty() ? "none" : String.join(" < ", m.lineage()));
    line(out, "licence", m.licence());
    m.training().forEach((k, v) -> line(out, "training", k + ": " + v));
    RightsRecord r = m.rights();
    if (r != null) {
      line(out, "consent", r.consentId());
      line(out, "holder", r.holder());
      line(out, "scope", r.scope());
      line(out, "expires", r.expires() == null ? "never" : r.expires());
      line(out, "contact", r.contact());
    }
    line(out, "rights", status.marked() ? status.reason() : "in order");
  }

  private static void line(PrintWriter out, String name, String value) {
    out.println(String.format(Locale.ROOT, "%-14s %s", name, value));
  }
}
