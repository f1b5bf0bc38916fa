package org.likeness.train.data.papers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.likeness.pipeline.PolicyException;
import org.likeness.pipeline.sheet.Html;
import org.likeness.train.data.FaceRecord;
import org.likeness.train.data.Faceset;
import org.likeness.train.data.Papers;

/**
 * The papers of every picture of some facesets: source, licence, consent, synthetic.
 *
 * @param facesets whose faces are listed
 */
public record DataSheet(List<Faceset> facesets) {
  private static final int NAMED = 3;
  private static final String UNKNOWN = "unknown";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies the list. */
  public DataSheet {
    facesets = List.copyOf(facesets);
  }

  private interface Row {
    void of(Faceset set, FaceRecord face, Papers papers);
  }

  private void each(Row row) {
    for (Faceset set : facesets) {
      set.faces().forEach(f -> row.of(set, f, Papers.of(f)));
    }
  }

  /**
   * Refuses pictures of which something is unknown.
   *
   * @throws PolicyException that names the first of them
   */
  public void requireComplete() {
    List<String> offenders = new ArrayList<>();
    int[] count = {0};
    each(
        (set, face, papers) -> {
          if (!papers.missing().isEmpty() && count[0]++ < NAMED) {
            offenders.add(
                set.folder().resolve(face.file())
                    + " (of "
                    + face.original()
                    + "; unknown: "
                    + papers.missing()
                    + ")");
          }
        });
    if (count[0] > 0) {
      throw new PolicyException(
          "strict: "
              + count[0]
              + (count[0] == 1 ? " picture lacks" : " pictures lack")
              + " papers: "
              + String.join(", ", offenders)
              + (count[0] > NAMED ? " and more" : "")
              + "; fill them in with likeness faceset papers, or reject the pictures");
    }
  }

  /** Comma-separated, quoted as RFC 4180 says; the first line has the names. */
  public String csv() {
    StringBuilder s =
        new StringBuilder(
            "faceset,identity,file,original,source,licence,consent,synthetic,matte,imported\r\n");
    each(
        (set, face, papers) -> {
          List<String> cells =
              List.of(
                  set.folder().toString(),
                  set.header().identity(),
                  face.file(),
                  face.original(),
                  said(papers.source()),
                  said(papers.licence()),
                  consent(papers),
                  Boolean.toString(papers.synthetic()),
                  face.matteFrom(),
                  face.importedFrom() == null ? "" : face.importedFrom());
          s.append(String.join(",", cells.stream().map(DataSheet::quoted).toList()));
          s.append("\r\n");
        });
    return s.toString();
  }

  /** A cell; one that a spreadsheet would take for a formula is led by an apostrophe. */
  private static String quoted(String cell) {
    String safe = cell.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + cell : cell;
    return safe.matches("(?s).*[,\"\\r\\n].*") ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
  }

  /** JSON: counts, then each picture. */
  public String json() {
    ObjectNode root = JSON.createObjectNode();
    root.put("dataSheetVersion", 1);
    ObjectNode counts = root.putObject("counts");
    summary().forEach(counts::put);
    ArrayNode pictures = root.putArray("pictures");
    each(
        (set, face, papers) ->
            pictures
                .addObject()
                .put("faceset", set.folder().toString())
                .put("identity", set.header().identity())
                .put("file", face.file())
                .put("original", face.original())
                .put("source", said(papers.source()))
                .put("licence", said(papers.licence()))
                .put("consent", consent(papers))
                .put("synthetic", papers.synthetic())
                .put("matte", face.matteFrom())
                .put("imported", face.importedFrom()));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How many pictures share the same papers, by a line for people. */
  public Map<String, Integer> summary() {
    Map<String, Integer> out = new TreeMap<>();
    each(
        (set, face, papers) ->
            out.merge(
                set.header().identity()
                    + ": source "
                    + said(papers.source())
                    + ", licence "
                    + said(papers.licence())
                    + ", consent "
                    + consent(papers)
                    + (papers.synthetic() ? ", synthetic" : ""),
                1,
                Integer::sum));
    return out;
  }

  /** A page that needs nothing beside it. */
  public String html() {
    StringBuilder s = new StringBuilder();
    s.append("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Data sheet</title>");
    s.append("<style>body{font:13px system-ui,sans-serif;margin:20px;color:#222}table{border-col");
    s.append("lapse:collapse}td,th{border:1px solid #ccc;padding:2px 7px;text-align:left}");
    s.append(".no{background:#fbdcd8}th{background:#eee}</style><h1>Data sheet</h1>\n<ul>");
    summary().forEach((k, n) -> s.append("<li>").append(n).append(" × ").append(Html.escape(k)));
    s.append("</ul>\n<table><tr><th>identity<th>crop<th>original<th>source<th>licence<th>consent");
    s.append("<th>synthetic<th>matte<th>imported\n");
    each(
        (set, face, papers) -> {
          s.append("<tr>");
          cell(s, set.header().identity(), false);
          cell(s, face.file(), false);
          cell(s, face.original(), false);
          cell(s, said(papers.source()), Papers.unknown(papers.source()));
          cell(s, said(papers.licence()), Papers.unknown(papers.licence()));
          cell(s, consent(papers), consent(papers).equals(UNKNOWN));
          cell(s, papers.synthetic() ? "yes" : "no", false);
          cell(s, face.matteFrom(), false);
          cell(s, face.importedFrom() == null ? "" : face.importedFrom(), false);
          s.append('\n');
        });
    return s.append("</table></html>\n").toString();
  }

  private static void cell(StringBuilder s, String text, boolean wrong) {
    s.append(wrong ? "<td class=\"no\">" : "<td>").append(Html.escape(text));
  }

  private static String said(@Nullable String text) {
    return text == null || Papers.unknown(text) ? UNKNOWN : text;
  }

  private static String consent(Papers papers) {
    return papers.synthetic() && Papers.unknown(papers.consentId())
        ? "not needed"
        : said(papers.consentId());
  }
}
