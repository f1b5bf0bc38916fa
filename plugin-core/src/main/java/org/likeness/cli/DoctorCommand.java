package org.likeness.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.likeness.cli.doctor.Finding;
import org.likeness.cli.doctor.InstallChecks;
import org.likeness.cli.doctor.LibraryChecks;
import org.likeness.cli.doctor.MachineChecks;
import org.likeness.pipeline.Software;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code likeness doctor}: is this machine ready, and if not, what is to be done. */
@Command(
    name = "doctor",
    description = {
      "Looks at this machine: runtime, native libraries, weights, folders, policy, bundle.",
      "Each line says ok, warn or fail, and what to do. Exit 0 without a fail, else 3."
    })
public final class DoctorCommand implements CliCommand {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--json", description = "Print a JSON document instead of lines.")
  private boolean json;

  @Override
  public Integer call() throws JsonProcessingException {
    List<Finding> findings = new ArrayList<>(MachineChecks.all());
    findings.addAll(LibraryChecks.all());
    findings.addAll(InstallChecks.all());
    boolean failed = findings.stream().anyMatch(f -> f.state() == Finding.State.FAIL);
    PrintWriter out = spec.commandLine().getOut();
    out.println(json ? json(findings, !failed) : text(findings, !failed));
    out.flush();
    return failed ? ExitCode.BAD_INPUT : ExitCode.OK;
  }

  private static String text(List<Finding> findings, boolean ready) {
    StringBuilder s = new StringBuilder("likeness " + Software.VERSION + "\n");
    for (Finding f : findings) {
      s.append(
          String.format(
              Locale.ROOT,
              "%-4s  %-23s %s%n",
              f.state().name().toLowerCase(Locale.ROOT),
              f.name(),
              f.found()));
      if (!f.advice().isEmpty()) {
        s.append(String.format(Locale.ROOT, "%-30sto do: %s%n", "", f.advice()));
      }
    }
    return s.append(ready ? "ready" : "not ready: see the lines that begin with fail").toString();
  }

  private static String json(List<Finding> findings, boolean ready) throws JsonProcessingException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = mapper.createObjectNode();
    root.put("version", Software.VERSION);
    root.put("ready", ready);
    ArrayNode list = root.putArray("findings");
    for (Finding f : findings) {
      list.addObject()
          .put("name", f.name())
          .put("state", f.state().name().toLowerCase(Locale.ROOT))
          .put("found", f.found())
          .put("advice", f.advice());
    }
    return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root);
  }
}
