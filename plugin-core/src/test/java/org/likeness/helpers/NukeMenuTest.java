package org.likeness.helpers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.effect.FaceSwapEffect;

/** Nuke's Python: read by Python itself, and run against a stand-in for Nuke's module. */
class NukeMenuTest {
  private static final Path PYTHON = Path.of("/usr/bin/python3");

  /** Writes down what is asked of Nuke; a node of its paste is a Read with some channels. */
  private static final String STAND_IN =
      """
      import os, sys
      reads, commands = [], []
      channels = os.environ.get("CHANNELS", "").split()
      def say(*words): print(*words)
      class Knob:
          def __init__(self, name): self.name = name
          def fromUserText(self, text): say("knob", self.name, text)
      class Read:
          def __init__(self, name): self.name = name
          def fullName(self): return self.name
          def __getitem__(self, name): return Knob(name)
          def channels(self): return channels
      class Menu:
          def __init__(self, path): self.path = path
          def addMenu(self, name): return Menu(self.path + "/" + name)
          def addCommand(self, name, command):
              say("command", self.path + "/" + name, command)
              commands.append(command)
      def menu(name): return Menu(name)
      def pluginAddPath(path):
          sys.path.insert(0, os.path.join(os.environ["FOLDER"], path))
      def message(text): say("message", text)
      def createNode(name):
          if name not in os.environ.get("NODES", "").split(): raise RuntimeError(name)
          say("node", name)
      def allNodes(kind): return list(reads)
      def nodePaste(path):
          say("paste", os.path.basename(path), os.path.isfile(path))
          reads.append(Read("LikenessRead%d" % len(reads)))
      def getClipname(prompt, pattern): return os.environ.get("CLIP")
      def getFilename(prompt, pattern): return os.environ.get("SCRIPT")
      """;

  private static final String ALL = "rgba.alpha matte.alpha raw.red edge.alpha facemotion.u";

  @TempDir Path dir;

  private String python(String code, String... environment) throws Exception {
    assumeTrue(Files.isExecutable(PYTHON), "no /usr/bin/python3");
    Path folder = Helpers.presets().resolve("nuke");
    Files.writeString(dir.resolve("nuke.py"), STAND_IN);
    ProcessBuilder b = new ProcessBuilder(PYTHON.toString(), "-B", "-c", code);
    b.environment().put("PYTHONPATH", dir.toString());
    b.environment().put("FOLDER", folder.toString());
    for (int i = 0; i < environment.length; i += 2) {
      b.environment().put(environment[i], environment[i + 1]);
    }
    Process p = b.redirectErrorStream(true).start();
    String said = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(p.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(p.exitValue()).as(said).isZero();
    return said;
  }

  /** As Nuke starts: both files in one room, then the menu's command with this number. */
  private String choose(int command, String... environment) throws Exception {
    return python(
        """
        import os
        room = {}
        for f in ("init.py", "menu.py"):
            exec(open(os.path.join(os.environ["FOLDER"], f)).read(), room)
        import nuke
        exec(nuke.commands[%d], room)
        """
            .formatted(command),
        environment);
  }

  @Test
  void everyFileIsPython() throws Exception {
    try (var files = Files.walk(Helpers.presets().resolve("nuke"))) {
      for (Path f : files.filter(f -> f.toString().endsWith(".py")).toList()) {
        python(
            "import py_compile; py_compile.compile(%s, cfile=%s, doraise=True)"
                .formatted(quoted(f), quoted(dir.resolve("x.pyc"))));
      }
    }
  }

  private static String quoted(Path p) {
    return "'" + p + "'";
  }

  @Test
  void theMenuMakesTheNode() throws Exception {
    String node = "OFX" + FaceSwapEffect.ID + "_v1";
    assertThat(choose(0, "NODES", node))
        .contains("command Nodes/Likeness/FaceSwap ")
        .contains("command Nuke/Likeness/Import layers... ")
        .endsWith("node " + node + "\n");
    String small = "OFX" + "org.likeness.faceswap_v1";
    assertThat(choose(0, "NODES", small)).endsWith("node " + small + "\n");
    assertThat(choose(0))
        .contains("message Nuke does not know the node")
        .contains("OFX_PLUGIN_PATH");
  }

  @Test
  void layersAreReadIntoTheToolSet() throws Exception {
    String clip = "/shots/swap.%04d.exr 1001-1100";
    assertThat(choose(1, "CLIP", clip, "CHANNELS", ALL))
        .endsWith("paste LikenessLayers.nk True\nknob file " + clip + "\n");
    assertThat(choose(1, "CLIP", clip, "CHANNELS", "rgba.alpha matte.alpha raw.red"))
        .contains("message " + clip + " has no edge.alpha, facemotion.u. Write it with the layers");
    assertThat(choose(2, "CLIP", clip, "CHANNELS", "matte.alpha stmap.u stmap.v"))
        .endsWith("paste LikenessPaint.nk True\nknob file " + clip + "\n");
    assertThat(choose(1)).doesNotContain("paste");
  }

  /** The tool sets' channels are asked for, and no others. */
  @Test
  void whatIsAskedForIsWhatTheToolSetsRead() throws IOException {
    String text = Helpers.text("nuke/python/likeness_nuke.py");
    for (String set : new String[] {"LikenessLayers", "LikenessPaint"}) {
      String line =
          text.lines().filter(l -> l.contains("\"" + set + "\": (")).findFirst().orElseThrow();
      NukeScriptReader script =
          NukeScriptReader.of(Helpers.text("nuke/ToolSets/Likeness/" + set + ".nk"));
      for (String layer : script.layers.keySet()) {
        assertThat(line).contains("\"" + layer + ".");
      }
      for (String channel :
          line.substring(line.indexOf('(')).replaceAll("[(),\"]", " ").split(" +")) {
        if (!channel.isEmpty()) {
          String layer = channel.substring(0, channel.indexOf('.'));
          assertThat(Helpers.asNukeReads().get(layer)).contains(channel);
        }
      }
    }
  }

  @Test
  void tracksOfAnExportArePasted() throws Exception {
    Path pin = Files.writeString(dir.resolve("pin.nk"), "CornerPin2D {\n name a\n}\n");
    assertThat(choose(3, "SCRIPT", pin.toString())).endsWith("paste pin.nk True\n");
    Path other = Files.writeString(dir.resolve("other.nk"), "Root {\n}\n");
    assertThat(choose(3, "SCRIPT", other.toString()))
        .contains("message " + other + " holds no tracker and no corner pin.")
        .doesNotContain("paste");
    assertThat(choose(3, "SCRIPT", dir.resolve("gone.nk").toString()))
        .contains("gone.nk cannot be read");
  }
}
