package org.likeness.train.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.likeness.train.data.page.PageServer;
import org.likeness.train.loop.RunControl;
import org.likeness.train.loop.RunState;
import org.likeness.train.loop.Settings;
import org.likeness.train.loop.TrainingRun;

/**
 * What one page is told of a training: everything at first, then what is new. It reads the files of
 * the model's folder, so that it does not matter where the training runs. For one thread.
 */
final class RunNews implements PageServer.Events {
  /** Names of pictures under {@code previews}. */
  static final String PICTURE = "[0-9]{9,}\\.png";

  private static final int MOST_POINTS = 1500;
  private static final int MOST_NOTES = 60;
  private static final int REPEAT = 10; // rounds after which the time since the last sign is told

  /** Events of the log that a person wants to read. */
  private static final Set<String> TOLD =
      Set.of("started", "checkpoint", "control", "refused", "unsaved", "ended");

  private final Path folder;
  private final LogTail log;
  private boolean first = true;
  private int silent;
  private String config = "";
  private List<String> pictures = List.of();
  private long updated = -1;
  private boolean asked;

  RunNews(Path folder) {
    this.folder = folder;
    log = new LogTail(folder);
  }

  @Override
  public String next(boolean last) throws IOException {
    ObjectNode news = Settings.JSON.createObjectNode();
    if (first) {
      news.put("first", true).put("name", folder.toAbsolutePath().normalize().getFileName() + "");
      ArrayNode names = news.putArray("names");
      Curves.NAMES.forEach(names::add);
    }
    log(news);
    state(news);
    settings(news);
    previews(news);
    boolean waiting = Files.exists(folder.resolve(RunControl.FILE));
    if (waiting != asked || first) {
      news.put("asked", waiting);
      asked = waiting;
    }
    if (last) {
      news.put("last", true);
    }
    first = false;
    return news.isEmpty() ? "" : Settings.JSON.writeValueAsString(news);
  }

  private void log(ObjectNode news) throws IOException {
    Curves curves = new Curves();
    List<ObjectNode> notes = new ArrayList<>();
    List<JsonNode> judged = new ArrayList<>();
    for (JsonNode line : log.read()) {
      String event = line.path("event").asText("");
      long iteration = line.path("iteration").asLong();
      if (line.has("loss")) {
        curves.add(line);
      } else if (event.equals("started")) {
        curves.cut(iteration);
        judged.removeIf(j -> j.path("iteration").asLong() > iteration);
        news.put("cut", iteration);
      }
      if (event.equals("validation") && line.path("figures").isObject()) {
        judged.add(line.get("figures"));
      }
      if (TOLD.contains(event)) {
        notes.add(line.deepCopy());
      }
    }
    ArrayNode points = curves.take(MOST_POINTS);
    if (!points.isEmpty()) {
      news.set("points", points);
    }
    if (!judged.isEmpty()) {
      news.putArray("judged").addAll(judged);
    }
    if (!notes.isEmpty()) {
      news.putArray("notes")
          .addAll(notes.subList(Math.max(0, notes.size() - MOST_NOTES), notes.size()));
    }
  }

  private void state(ObjectNode news) {
    try {
      RunState state = RunState.read(folder);
      if (state.updated() != updated || ++silent >= REPEAT) {
        updated = state.updated();
        silent = 0;
        news.set("state", Settings.JSON.valueToTree(state));
        // Told, since the clock of the machine with the browser may be another.
        news.put("secondsOld", Math.max(0, System.currentTimeMillis() - updated) / 1000.0);
      }
    } catch (IOException e) {
      // A training that has just begun has written none yet, an old one never did.
      if (first) {
        news.putNull("state");
      }
    }
  }

  private void settings(ObjectNode news) {
    try {
      String text = Files.readString(folder.resolve(TrainingPage.CONFIG));
      if (!text.equals(config)) {
        news.set("config", Settings.parse(text, TrainingPage.CONFIG));
        config = text;
      }
    } catch (IOException e) {
      // Not there yet; the page has no sliders until it is.
      return;
    }
  }

  private void previews(ObjectNode news) throws IOException {
    List<String> now = pictures(folder);
    if (!now.equals(pictures)) {
      ArrayNode list = news.putArray("previews");
      now.forEach(list::add);
      pictures = now;
    }
  }

  /** The previews of a folder, oldest first. */
  private static List<String> pictures(Path folder) throws IOException {
    Path all = folder.resolve(TrainingRun.PREVIEWS);
    if (!Files.isDirectory(all)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(all)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(name -> name.matches(PICTURE))
          .sorted()
          .toList();
    }
  }
}
