package org.likeness.train.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.likeness.train.data.page.PageServer;
import org.likeness.train.loop.RunControl;
import org.likeness.train.loop.RunState;
import org.likeness.train.loop.Settings;
import org.likeness.train.loop.TrainConfig;
import org.likeness.train.loop.TrainingRun;

/**
 * The page of a training: progress, curves, previews, coverage, wishes. It reads and writes the
 * files of the model's folder alone, so the training may run in this process, in another, or have
 * ended; wishes are taken only while one runs.
 */
public final class TrainingPage implements PageServer.Pages {
  /** Name of the settings inside the model's folder. */
  static final String CONFIG = "config.json";

  private static final List<String> ORDERS = List.of("stop", "save", "preview");
  private static final long MOST_COVERAGE = 16 << 20;

  private final Path folder;

  /**
   * @param folder of the model; what is not there yet is looked for again
   */
  public TrainingPage(Path folder) {
    this.folder = folder;
  }

  @Override
  public PageServer.Answer answer(String method, PageServer.Request request) throws IOException {
    String path = request.path();
    if (method.equals("GET")) {
      if (path.equals("/")) {
        return new PageServer.Answer(200, "text/html; charset=utf-8", page());
      }
      if (path.equals("/events")) {
        return PageServer.Answer.events(new RunNews(folder));
      }
      if (path.equals("/coverage.json")) {
        return PageServer.Answer.json(Settings.JSON.writeValueAsBytes(coverage()));
      }
      if (path.equals("/favicon.ico")) {
        return new PageServer.Answer(204, "image/x-icon", new byte[0]);
      }
      String name = path.startsWith("/previews/") ? path.substring("/previews/".length()) : "";
      Path picture = folder.resolve(TrainingRun.PREVIEWS).resolve("x").resolveSibling(name);
      if (name.matches(RunNews.PICTURE) && Files.isRegularFile(picture)) {
        return new PageServer.Answer(200, "image/png", Files.readAllBytes(picture));
      }
    } else if (path.equals("/control")) {
      return wish(request.body());
    }
    return PageServer.Answer.sentence(404, path + ": there is no such page");
  }

  /** Lays a wish over those that the training has not taken yet. */
  private synchronized PageServer.Answer wish(String body) throws IOException {
    ObjectNode wish;
    try {
      wish = Settings.parse(body, "the wish");
      check(wish);
    } catch (IOException e) {
      return PageServer.Answer.sentence(400, String.valueOf(e.getMessage()));
    }
    String reason = deaf();
    if (!reason.isEmpty()) {
      return PageServer.Answer.sentence(409, reason);
    }
    ObjectNode all = waiting();
    Settings.lay(all, wish);
    boolean[] orders = new boolean[ORDERS.size()];
    for (int i = 0; i < orders.length; i++) {
      JsonNode order = all.remove(ORDERS.get(i));
      orders[i] = order != null && order.asBoolean();
    }
    new RunControl(all, orders[0], orders[1], orders[2]).write(folder);
    return PageServer.Answer.sentence(200, "asked");
  }

  /** Refuses at once what the training would refuse. */
  private void check(ObjectNode wish) throws IOException {
    ObjectNode changes = wish.deepCopy();
    changes.remove(ORDERS);
    for (String name : (Iterable<String>) changes::fieldNames) {
      if (!RunControl.CHANGEABLE.contains(name)) {
        throw new IOException(name + " cannot be changed while a training runs");
      }
    }
    if (!changes.isEmpty()) {
      ObjectNode now = Settings.parse(folder.resolve(CONFIG));
      TrainConfig.defaults("df", 128).with(now, CONFIG).with(changes, "the wish");
    }
  }

  /** What is wished for and not taken yet. */
  private ObjectNode waiting() {
    try {
      return Settings.parse(folder.resolve(RunControl.FILE));
    } catch (IOException e) {
      return Settings.JSON.createObjectNode(); // the usual: there is none
    }
  }

  /** Why nobody would take a wish; it would lie there until somebody goes on training. */
  private String deaf() {
    try {
      RunState state = RunState.read(folder);
      if (state.status() != RunState.Status.running) {
        return "no training runs in this folder: it is " + state.status();
      }
      double pause = state.iterationsPerSecond() > 0 ? 30 / state.iterationsPerSecond() : 0;
      double old = (System.currentTimeMillis() - state.updated()) / 1000.0;
      return old > Math.max(300, pause)
          ? "the training has given no sign for " + Math.round(old / 60) + " minutes"
          : "";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** What {@code likeness coverage --json} left in the folder, by the names of the files. */
  private ArrayNode coverage() throws IOException {
    ArrayNode out = Settings.JSON.createArrayNode();
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files =
          all.filter(f -> f.getFileName().toString().matches("coverage.*\\.json"))
              .sorted()
              .toList();
    }
    for (Path file : files) {
      if (Files.size(file) <= MOST_COVERAGE) {
        ObjectNode one = Settings.parse(file);
        one.remove("frames"); // of no use here, and long
        one.path("gaps").forEach(g -> ((ObjectNode) g).remove("frames"));
        out.add(one.put("file", file.getFileName().toString()));
      }
    }
    return out;
  }

  private static byte[] page() throws IOException {
    try (InputStream in = TrainingPage.class.getResourceAsStream("training.html")) {
      if (in == null) {
        throw new IOException("this copy of Likeness lacks training.html");
      }
      return in.readAllBytes();
    }
  }
}
