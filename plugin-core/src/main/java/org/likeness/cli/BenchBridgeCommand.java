package org.likeness.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code likeness bench bridge}: what the way from a host into Java and back costs. Each kind of
 * figure is taken in a process of its own, by a host that does next to nothing itself.
 */
@Command(
    name = "bridge",
    description = {
      "What the way from a host into the node and back costs: the scan at a host's start, the first",
      "picture, a picture that is only passed through, and one render action of a tiny picture.",
      "Every figure stands beside its limit; exit code 1 when one is missed. Pictures are compared in",
      "processor time; the other times are a clock's, and too long on a busy machine."
    },
    footer = {"", "Example:", "  likeness bench bridge --memory"})
public final class BenchBridgeCommand implements CliCommand {
  private static final String PROGRAM = "likeness-bench";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private EffectOptions which = new EffectOptions();

  @Option(
      names = "--memory",
      description = {
        "Also 5,000 renders on 4 threads with the node made and destroyed each time: how much the",
        "process grows after the first 500."
      })
  private boolean memory;

  private final List<String> missed = new ArrayList<>();

  /** For the service loader. */
  public BenchBridgeCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Map<String, Double> scan = medians(5, "scan");
    report(out, "load and scan of the bundle", scan, "scan_ms", "ms", 30);
    report(out, "Java VMs that the scan started", scan, "java", "", 0);
    report(
        out,
        "first picture from cold",
        medians(3, "first", which.effect()),
        "first_ms",
        "ms",
        2500);
    Map<String, Double> pass = medians(1, "pass", which.effect());
    report(
        out, "3840x2160 float RGBA passed through, against its copy", pass, "pass_ratio", "x", 1.3);
    tell(out, "  the copy of the same bytes", pass, "pass_copy_ms", "ms");
    tell(out, "  the render", pass, "pass_render_ms", "ms");
    tell(out, "  the render by the clock", pass, "pass_wall_ms", "ms");
    tell(out, "  with flipped, padded rows", pass, "pass_flipped_ratio", "x");
    Map<String, Double> action = medians(1, "action", which.effect());
    report(out, "one render action of 16x16 pixels", action, "action_us", "us", 60);
    tell(out, "  99 of 100 are faster than", action, "action_99_us", "us");
    if (memory) {
      Map<String, Double> grown = medians(1, "memory", which.effect());
      report(
          out,
          "growth of the process after 500 of 5000 renders",
          grown,
          "memory_growth_percent",
          "%",
          2);
      tell(out, "  resident at the end", grown, "memory_end_mib", "MiB");
    }
    out.println(missed.isEmpty() ? "every limit is kept" : "missed: " + String.join("; ", missed));
    out.flush();
    return missed.isEmpty() ? ExitCode.OK : ExitCode.INTERNAL;
  }

  private static void tell(
      PrintWriter out, String what, Map<String, Double> figures, String name, String unit) {
    out.println(line(what, figures.get(name), unit, ""));
    out.flush();
  }

  private void report(
      PrintWriter out,
      String what,
      Map<String, Double> figures,
      String name,
      String unit,
      double limit) {
    Double value = figures.get(name);
    boolean kept = value != null && value <= limit;
    String bound = String.format(Locale.ROOT, "limit %s %s", plain(limit), unit).strip();
    out.println(line(what, value, unit, bound + (kept ? "" : "  MISSED")));
    out.flush();
    if (!kept) {
      missed.add(what);
    }
  }

  private static String line(String what, @Nullable Double value, String unit, String more) {
    String number = value == null ? "not measured" : plain(value) + " " + unit;
    return String.format(Locale.ROOT, "%-54s %12s  %s", what, number.strip(), more).stripTrailing();
  }

  private static String plain(double value) {
    return value == Math.rint(value)
        ? Long.toString(Math.round(value))
        : String.format(Locale.ROOT, "%.2f", value);
  }

  /** The middle value of each figure over some runs, each in a process of its own. */
  private Map<String, Double> medians(int runs, String what, String... arguments)
      throws IOException {
    Map<String, double[]> all = new LinkedHashMap<>();
    for (int i = 0; i < runs; i++) {
      int run = i;
      measure(what, arguments)
          .forEach((name, value) -> all.computeIfAbsent(name, n -> new double[runs])[run] = value);
    }
    Map<String, Double> middle = new LinkedHashMap<>();
    all.forEach(
        (name, values) -> {
          Arrays.sort(values);
          middle.put(name, values[values.length / 2]);
        });
    return middle;
  }

  private Map<String, Double> measure(String what, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(NativePrograms.find(PROGRAM).toString());
    command.add(which.bundle().toString());
    command.add(what);
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String text;
    int code;
    try (InputStream in = process.getInputStream()) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      code = process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliException(ExitCode.TRY_AGAIN, "stopped", e);
    } finally {
      process.destroy();
    }
    if (code != 0) {
      throw new CliException(
          code == ExitCode.BAD_INPUT ? ExitCode.BAD_INPUT : ExitCode.INTERNAL,
          PROGRAM + " " + what + " ended with code " + code);
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    for (String line : text.split("\n", -1)) {
      String[] words = line.split(" ", -1);
      if (words.length == 2) {
        figures.put(words[0], Double.parseDouble(words[1]));
      }
    }
    return figures;
  }
}
