package org.likeness.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code likeness host-render}: an OFX bundle in our own host, a process without Java. */
@Command(
    name = "host-render",
    description = {
      "Renders an EXR sequence with the OFX node, in a small host of our own.",
      "The effect is loaded from an OFX bundle as a compositing application would load it. Messages"
          + " of",
      "the node and a line a frame go to standard error."
    },
    footer = {
      "",
      "Example:",
      "  likeness host-render --bundle Likeness.ofx.bundle --effect org.likeness.FaceSwap \\",
      "      --in Source=plate.####.exr --out face.####.exr --frames 1001-1100 --threads 4 \\",
      "      --set model=ben.onnx --set analysis=shot.analysis"
    })
public final class HostRenderCommand implements CliCommand {
  private static final String PROGRAM = "likeness-host";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private EffectOptions which = new EffectOptions();

  @Option(
      names = "--in",
      paramLabel = "CLIP=PATTERN",
      showDefaultValue = Visibility.NEVER,
      description = "An input, for instance Source=plate.####.exr; may be repeated.")
  private Map<String, String> in = new LinkedHashMap<>();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "OUT",
      showDefaultValue = Visibility.NEVER,
      description = "Pattern or file to write; folders are made.")
  private @Nullable String out;

  @Option(
      names = "--frames",
      paramLabel = "R",
      description = "Such as 1001-1100, 1001-1100x2 or 1,5,10-20. Default: all that Source has.")
  private @Nullable String frames;

  @Option(names = "--threads", paramLabel = "N", description = "Frames at a time.")
  private int threads = 1;

  @Option(
      names = "--set",
      paramLabel = "name=value",
      showDefaultValue = Visibility.NEVER,
      description = "A parameter by its name; a choice by its label. May be repeated.")
  private Map<String, String> set = new LinkedHashMap<>();

  @Option(
      names = "--depth",
      paramLabel = "[CLIP=]D",
      showDefaultValue = Visibility.NEVER,
      description =
          "byte, short, half or float (the default), of one clip or of all; may be repeated.")
  private List<String> depths = new ArrayList<>();

  @Option(
      names = "--components",
      paramLabel = "[CLIP=]C",
      showDefaultValue = Visibility.NEVER,
      description = "rgba (the default), rgb or alpha, of one clip or of all; may be repeated.")
  private List<String> components = new ArrayList<>();

  @Option(
      names = "--press",
      paramLabel = "NAME",
      showDefaultValue = Visibility.NEVER,
      description = "Presses a button before the render, for instance analyse; may be repeated.")
  private List<String> press = new ArrayList<>();

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = {
        "What host is played, with what is known of its manners: likeness, nuke, resolve, natron"
            + " or",
        "mlt."
      })
  private String profile = "likeness";

  @Option(
      names = "--combinations",
      showDefaultValue = Visibility.NEVER,
      description = {
        "Writes nothing: renders the first frame in every way that hosts differ and prints tables"
            + " of",
        "how the pixels compare."
      })
  private boolean combinations;

  @Option(
      names = "--list",
      description = "Only prints the bundle's effects with contexts, clips and parameters.")
  private boolean list;

  @Option(
      names = "--host-option",
      paramLabel = "OPTION",
      showDefaultValue = Visibility.NEVER,
      description = {
        "Handed to likeness-host as it is, for instance --host-option=--negative-row-bytes,",
        "--host-option=--scale --host-option=0.5. Planes, tiles, aborts, guarded images, overlays"
            + " and more:",
        "likeness-host --help lists them."
      })
  private List<String> hostOptions = new ArrayList<>();

  /** For the service loader. */
  public HostRenderCommand() {}

  @Override
  public Integer call() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(NativePrograms.find(PROGRAM).toString());
    command.add("--bundle");
    command.add(which.bundle().toString());
    if (list) {
      command.add("--list");
    } else {
      render(command);
    }
    command.addAll(hostOptions);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.inheritIO();
    Process process = builder.start();
    Thread stop = new Thread(process::destroy, "likeness-stop");
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      return answer(process.waitFor());
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new CliException(ExitCode.TRY_AGAIN, "stopped", e);
    } finally {
      try {
        Runtime.getRuntime().removeShutdownHook(stop);
      } catch (IllegalStateException e) {
        // The process is ending already; the hook is what ends the host.
      }
    }
  }

  private void render(List<String> command) throws IOException {
    if (in.isEmpty() || (out == null && !combinations)) {
      throw new CliException(ExitCode.USAGE, "--in Source=PLATE and --out OUT are needed");
    }
    add(command, "--profile", profile);
    add(command, "--effect", which.effect());
    in.forEach((clip, pattern) -> add(command, "--in", clip + "=" + pattern));
    depths.forEach(d -> add(command, "--depth", d));
    components.forEach(c -> add(command, "--components", c));
    press.forEach(b -> add(command, "--press", b));
    if (frames != null) {
      add(command, "--frames", frames);
    }
    add(command, "--threads", Integer.toString(threads));
    set.forEach((name, value) -> add(command, "--set", name + "=" + value));
    if (combinations) {
      add(command, "--combinations", "brief");
    }
    if (out != null) {
      add(command, "--out", out);
      Path folder = Path.of(out).toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
    }
  }

  private static void add(List<String> command, String option, String value) {
    command.add(option);
    command.add(value);
  }

  private int answer(int code) {
    switch (code) {
      case ExitCode.OK, ExitCode.USAGE, ExitCode.BAD_INPUT, ExitCode.PARTLY -> {
        return code;
      }
      default -> {
        String how = code > 128 ? "was ended by signal " + (code - 128) : "ended with code " + code;
        spec.commandLine().getErr().println("likeness-host " + how);
        return ExitCode.INTERNAL;
      }
    }
  }
}
