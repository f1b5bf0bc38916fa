package org.likeness.pipeline;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Presets: those that come along, which the node's menu shows, and files of a studio's own. */
public final class Presets {
  /** System property with the studio's folders, before the environment variable. */
  public static final String PROPERTY = "likeness.presets";

  /** Environment variable with the studio's folders, parted as in {@code PATH}. */
  public static final String VARIABLE = "LIKENESS_PRESETS";

  /** What belongs to a shot: its faces, its inputs, its spaces. Files do in any case. */
  private static final Set<ParamSpec> OF_A_SHOT =
      Set.of(
          SwapParams.IDENTITY,
          SwapParams.CONTROLS,
          SwapParams.CORRECTIONS,
          SwapParams.FACE,
          FaceParams.FACES,
          FaceParams.FACE_ORDER,
          FaceParams.FACE_SHAPE,
          FaceParams.HEAD_SHAPE,
          FaceParams.SHAPE_LIMIT,
          SwapParams.USE_MATTE,
          SwapParams.USE_HOLDOUT,
          SwapParams.GUIDE_CHANNEL,
          SwapParams.PLATE_COLOUR_SPACE,
          SwapParams.OCIO_SPACE);

  /** What is written and shown, beside the look. */
  private static final Set<ParamSpec> DELIVERY =
      Set.of(
          SwapParams.OUTPUT_CHOICE,
          LayerParams.LAYERS,
          LayerParams.LAYER_FILE,
          LayerParams.LAYER_COMPRESSION);

  /** What a preset may set: look and delivery, never a shot's files, faces or spaces. */
  public static final List<ParamSpec> MAY_SET =
      SwapParams.ALL.stream()
          .filter(p -> !OF_A_SHOT.contains(p))
          .filter(p -> p.type() != ParamSpec.Type.FILE && p.type() != ParamSpec.Type.OUTPUT_FILE)
          .toList();

  /** What every preset sets, by its default where the preset does not name it. */
  public static final List<ParamSpec> LOOK =
      MAY_SET.stream().filter(p -> !DELIVERY.contains(p)).toList();

  private static final String FOLDER = "presets/";

  /** Those that come along, in the order of the menu. */
  public static final List<Preset> ALL = installed();

  private Presets() {}

  private static List<Preset> installed() {
    List<Preset> list = new ArrayList<>();
    for (String name : new String(resource("menu.txt"), StandardCharsets.UTF_8).lines().toList()) {
      String file = name + ".json";
      try {
        list.add(named(PresetFile.parse(resource(file), file), file));
      } catch (IOException e) {
        throw new IllegalStateException("in the jar: " + e.getMessage(), e);
      }
    }
    return List.copyOf(list);
  }

  private static byte[] resource(String name) {
    try (InputStream in = Presets.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + FOLDER + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(FOLDER + name + " in the jar: " + e.getMessage(), e);
    }
  }

  static ParamSpec maySet(String name) {
    return MAY_SET.stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "\""
                        + name
                        + "\" cannot be set by a preset; it can set "
                        + MAY_SET.stream().map(ParamSpec::name).collect(Collectors.joining(", "))));
  }

  /**
   * One that comes along.
   *
   * @throws IllegalArgumentException with the names that there are
   */
  public static Preset byName(String name) {
    return comesAlong(name).orElseThrow(() -> unknown(name, Set.of()));
  }

  /**
   * One that comes along or lies in a studio's folder, by name; or the preset of a file, where the
   * text ends in {@code .json}.
   *
   * @throws IllegalArgumentException with the names that there are
   * @throws IOException with a sentence, if the file cannot be read or is no preset
   */
  public static Preset of(String text) throws IOException {
    if (text.endsWith(".json")) {
      return PresetFile.read(Path.of(text));
    }
    Optional<Preset> own = comesAlong(text);
    if (own.isPresent()) {
      return own.get();
    }
    Map<String, Path> studio = studio();
    Path file = studio.get(text);
    if (file == null) {
      throw unknown(text, studio.keySet());
    }
    return studio(file);
  }

  private static Optional<Preset> comesAlong(String name) {
    return ALL.stream().filter(p -> p.name().equals(name)).findFirst();
  }

  private static IllegalArgumentException unknown(String name, Set<String> studio) {
    return new IllegalArgumentException(
        "there is no preset \""
            + name
            + "\"; there are "
            + Stream.concat(ALL.stream().map(Preset::name), studio.stream())
                .collect(Collectors.joining(", "))
            + ", or name a .json file");
  }

  /** A preset that is found by its file's name must be called so. */
  private static Preset named(Preset p, String file) throws IOException {
    String name = new File(file).getName().replaceFirst("\\.json$", "");
    if (!p.name().equals(name)) {
      throw new IOException(
          file + ": the preset in it is called \"" + p.name() + "\"; name both the same");
    }
    return p;
  }

  /**
   * Reads one preset of a studio's folder.
   *
   * @throws IOException with a sentence, if it cannot be read, is no preset, or is called as one
   *     that comes along
   */
  public static Preset studio(Path file) throws IOException {
    Preset p = named(PresetFile.read(file), file.toString());
    if (comesAlong(p.name()).isPresent()) {
      throw new IOException(
          file + ": a preset \"" + p.name() + "\" comes along already; choose another name");
    }
    return p;
  }

  /**
   * The files of the studio's folders by name, unread: of {@link #PROPERTY}, else {@link
   * #VARIABLE}, else {@code ${XDG_CONFIG_HOME:-~/.config}/likeness/presets}. Of two with one name
   * the first counts.
   *
   * @throws IOException if a folder that was named cannot be listed
   */
  public static Map<String, Path> studio() throws IOException {
    Map<String, Path> found = new TreeMap<>();
    for (Path folder : folders()) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path f : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
          String file = String.valueOf(f.getFileName());
          found.putIfAbsent(file.substring(0, file.length() - ".json".length()), f);
        }
      } catch (IOException e) {
        throw new IOException(
            folder + ": this folder of presets, which " + VARIABLE + " names, cannot be read", e);
      }
    }
    return found;
  }

  private static List<Path> folders() {
    String named = System.getProperty(PROPERTY, "");
    if (named.isEmpty()) {
      named = System.getenv().getOrDefault(VARIABLE, "");
    }
    if (!named.isEmpty()) {
      return Stream.of(named.split(File.pathSeparator))
          .filter(s -> !s.isEmpty())
          .map(Path::of)
          .toList();
    }
    String config = System.getenv().getOrDefault("XDG_CONFIG_HOME", "");
    Path base =
        config.isEmpty()
            ? Path.of(System.getProperty("user.home", "."), ".config")
            : Path.of(config);
    Path folder = base.resolve("likeness").resolve("presets");
    return Files.isDirectory(folder) ? List.of(folder) : List.of();
  }
}
