package org.likeness.train.data.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.likeness.train.data.Curation;
import org.likeness.train.data.FaceRecord;
import org.likeness.train.data.curate.CuratedSet;
import org.likeness.train.data.curate.FaceGroups;
import org.likeness.train.data.curate.FaceKey;
import org.likeness.train.data.curate.FaceOrder;
import org.likeness.train.data.curate.PictureMeasures;
import org.likeness.train.data.traits.FaceTraits;

/**
 * What the page of a faceset asks for. Decisions go to the file at once; others that the command
 * line makes meanwhile are seen at the next request.
 */
public final class FacesetPage implements PageServer.Pages {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final CuratedSet set;
  private final Set<String> files = new HashSet<>();
  private final Runnable end;

  /**
   * @param set whose index and measures stay as they are; decisions are read anew each time
   * @param end called when somebody says on the page that it is done
   */
  public FacesetPage(CuratedSet set, Runnable end) {
    this.set = set;
    this.end = end;
    folder = set.measured().set().folder();
    set.faces().forEach(f -> files.add(f.file()));
  }

  @Override
  public PageServer.Answer answer(String method, PageServer.Request request) throws IOException {
    String path = request.path();
    if (method.equals("GET")) {
      if (path.equals("/")) {
        return new PageServer.Answer(200, "text/html; charset=utf-8", page());
      }
      if (path.equals("/faces.json")) {
        return PageServer.Answer.json(JSON.writeValueAsBytes(faces()));
      }
      if (path.equals("/state.json")) {
        return state(Curation.read(folder));
      }
      if (path.equals("/order.json")) {
        return order(request);
      }
      if (path.equals("/favicon.ico")) {
        return new PageServer.Answer(204, "image/x-icon", new byte[0]);
      }
      String name = path.startsWith("/crop/") ? path.substring("/crop/".length()) : "";
      if (files.contains(name)) {
        return new PageServer.Answer(200, "image/png", Files.readAllBytes(folder.resolve(name)));
      }
    } else if (path.equals("/edit")) {
      Curation.Step step = step(request.body());
      return state(Curation.edit(folder, c -> c.then(step)));
    } else if (path.equals("/undo")) {
      return state(Curation.edit(folder, Curation::undo));
    } else if (path.equals("/redo")) {
      return state(Curation.edit(folder, Curation::redo));
    } else if (path.equals("/end")) {
      end.run();
      return PageServer.Answer.sentence(200, "done");
    }
    return PageServer.Answer.sentence(404, path + ": there is no such page");
  }

  private Curation.Step step(String body) {
    try {
      JsonNode json = JSON.readTree(body);
      List<String> names = new ArrayList<>();
      for (JsonNode file : json.path("files")) {
        if (!files.contains(file.asText())) {
          throw new IllegalArgumentException(file.asText() + " is no crop of this faceset");
        }
        names.add(file.asText());
      }
      String action = json.path("action").asText().toUpperCase(Locale.ROOT);
      if (names.isEmpty()) {
        throw new IllegalArgumentException("no face was chosen");
      }
      return new Curation.Step(Curation.Action.valueOf(action), json.path("why").asText(""), names);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private ObjectNode faces() {
    ObjectNode out = JSON.createObjectNode();
    out.put("folder", String.valueOf(folder.getFileName()));
    out.put("identity", set.measured().set().header().displayName());
    ArrayNode list = out.putArray("faces");
    for (int i = 0; i < set.faces().size(); i++) {
      FaceRecord face = set.faces().get(i);
      PictureMeasures m = set.measured().measures().get(i);
      ObjectNode node = list.addObject();
      node.put("file", face.file());
      node.put("original", face.original());
      node.put("others", face.otherFaces());
      node.put("person", set.clusters().of()[i]);
      node.put("about", FaceTraits.of(face).describe());
      node.put("size", Math.round(face.faceSize()));
      node.put("blur", m == null ? null : m.blur());
      node.put("broken", m == null);
    }
    ArrayNode sorts = out.putArray("sorts");
    FaceOrder.OTHERS.forEach(sorts::add);
    FaceKey.ids().forEach(sorts::add);
    ArrayNode groups = out.putArray("groups");
    FaceGroups.KINDS.forEach(groups::add);
    for (String key : List.of("yaw", "pitch", "blur", "brightness", "hue", "size")) {
      groups.add(key);
    }
    return out;
  }

  private PageServer.Answer order(PageServer.Request request) throws IOException {
    String by = String.valueOf(request.param("by"));
    String groupBy = request.param("group");
    CuratedSet now = new CuratedSet(set.measured(), set.clusters(), Curation.read(folder));
    FaceOrder.Sorted sorted =
        FaceOrder.sort(now, now.in("all"), by, "down".equals(request.param("direction")));
    ObjectNode out = JSON.createObjectNode();
    ArrayNode order = out.putArray("order");
    sorted.faces().forEach(order::add);
    ArrayNode values = out.putArray("values");
    for (double v : sorted.values()) {
      if (Double.isNaN(v)) {
        values.addNull();
      } else {
        values.add(Math.rint(v * 1000) / 1000);
      }
    }
    if (groupBy != null && !groupBy.isEmpty()) {
      ArrayNode groups = out.putArray("groups");
      for (Map.Entry<String, List<Integer>> e :
          FaceGroups.group(now, sorted.faces(), groupBy).entrySet()) {
        ArrayNode members = groups.addObject().put("name", e.getKey()).putArray("faces");
        e.getValue().forEach(members::add);
      }
    }
    return PageServer.Answer.json(JSON.writeValueAsBytes(out));
  }

  private static PageServer.Answer state(Curation curation) throws IOException {
    ObjectNode out = JSON.createObjectNode();
    ObjectNode decided = out.putObject("decided");
    curation.decided().forEach((file, action) -> decided.put(file, action.word()));
    out.put("steps", curation.steps().size());
    out.put("undone", curation.undone().size());
    Curation.Step last = curation.last();
    out.put("last", last == null ? "" : last.action().word() + " " + last.files().size());
    return PageServer.Answer.json(JSON.writeValueAsBytes(out));
  }

  private static byte[] page() throws IOException {
    try (InputStream in = FacesetPage.class.getResourceAsStream("faceset.html")) {
      if (in == null) {
        throw new IllegalStateException("this program lacks its resource faceset.html");
      }
      return in.readAllBytes();
    }
  }
}
