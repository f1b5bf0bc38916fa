package org.likeness.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.likeness.colour.ColourEncoding;
import org.likeness.face.CropTemplate;
import org.likeness.model.ModelControl;
import org.likeness.model.ModelException;
import org.likeness.model.ModelFile;
import org.likeness.model.ModelManifest;
import org.likeness.model.SwapModel;
import org.likeness.model.SwapOutput;

/**
 * Whether a swap model's file is whole and plays: its hash, its manifest against its tensors, a run
 * of every identity and both ends of every control on a drawn face, and its rights.
 *
 * @param findings in the order of the checks
 */
public record ModelVerification(List<Finding> findings) {
  /** How far a colour may leave 0..1. */
  private static final float SLACK = 0.25f;

  /** What a finding means. */
  public enum Kind {
    /** In order. */
    GOOD,
    /** Worth knowing. */
    REMARK,
    /** The file cannot be trusted or played. */
    BAD,
    /** It plays, but renders are marked. */
    RIGHTS
  }

  /**
   * One finding.
   *
   * @param kind what it means
   * @param text a sentence
   */
  public record Finding(Kind kind, String text) {}

  /** Copies the list. */
  public ModelVerification {
    findings = List.copyOf(findings);
  }

  /** Whether any finding is of that kind. */
  public boolean has(Kind kind) {
    return findings.stream().anyMatch(f -> f.kind() == kind);
  }

  /**
   * Verifies a file.
   *
   * @param expected sha256 that it should have, hex, or null: that of {@code FILE.sha256} beside it
   * @throws ModelException if it is no swap model at all
   * @throws IOException if it cannot be read
   */
  public static ModelVerification of(Path file, @Nullable String expected, LocalDate today)
      throws IOException {
    List<Finding> out = new ArrayList<>();
    ModelManifest m = ModelFile.readManifest(file);
    hash(file, expected, out);
    known(m, out);
    if (out.stream().noneMatch(f -> f.kind() == Kind.BAD)) {
      for (ModelManifest.Identity who : m.identities()) {
        run(file, who, out);
      }
    }
    RightsStatus rights = RightsStatus.of(m.name(), m.rights(), today);
    out.add(
        rights.marked()
            ? new Finding(Kind.RIGHTS, rights.reason())
            : new Finding(Kind.GOOD, "the rights record is in order"));
    return new ModelVerification(out);
  }

  private static void hash(Path file, @Nullable String expected, List<Finding> out)
      throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".sha256");
    String wanted = expected;
    String from = "asked for";
    if (wanted == null && Files.isRegularFile(beside)) {
      wanted = Files.readString(beside).strip().split("\\s+", 2)[0];
      from = "in " + beside.getFileName();
    }
    String found = Sha256.of(file);
    if (wanted != null) {
      boolean same = wanted.toLowerCase(Locale.ROOT).equals(found);
      out.add(
          new Finding(
              same ? Kind.GOOD : Kind.BAD,
              same
                  ? "the file's sha256 is the one " + from
                  : "the file's sha256 is " + found + "; " + from + ": " + wanted));
    }
    Optional<Boolean> whole = ModelFile.graphIsWhole(file);
    if (whole.isEmpty()) {
      out.add(
          new Finding(Kind.REMARK, "the file holds no hash of its graph; older exports do not"));
    } else {
      out.add(
          whole.get()
              ? new Finding(Kind.GOOD, "graph and weights are those that were written")
              : new Finding(Kind.BAD, "graph or weights have changed since they were written"));
    }
  }

  private static void known(ModelManifest m, List<Finding> out) {
    try {
      CropTemplate.byId(m.template());
      ColourEncoding.byName(m.encoding());
      out.add(new Finding(Kind.GOOD, "crop template and colour encoding are known"));
    } catch (IllegalArgumentException e) {
      out.add(new Finding(Kind.BAD, String.valueOf(e.getMessage())));
    }
  }

  private static void run(Path file, ModelManifest.Identity who, List<Finding> out) {
    try (SwapModel model = SwapModel.open(file, who.id())) {
      float[] crop = drawnFace(model.manifest().size());
      List<String> wrong = new ArrayList<>();
      judge(model.run(crop), "", wrong);
      for (ModelControl c : model.manifest().controls()) {
        for (double v : new double[] {c.min(), c.max()}) {
          Map<String, Double> values = new HashMap<>(Map.of(c.id(), v));
          judge(model.run(crop, values), " with " + c.id() + " at " + v, wrong);
        }
      }
      out.add(
          wrong.isEmpty()
              ? new Finding(Kind.GOOD, who.id() + ": face and matte of a test crop are sound")
              : new Finding(Kind.BAD, who.id() + ": " + String.join("; ", wrong)));
    } catch (ModelException e) {
      out.add(new Finding(Kind.BAD, who.id() + ": " + e.getMessage()));
    }
  }

  private static void judge(SwapOutput o, String when, List<String> wrong) {
    float least = Float.MAX_VALUE;
    float most = -Float.MAX_VALUE;
    int broken = 0;
    for (float v : o.face()) {
      if (Float.isFinite(v)) {
        least = Math.min(least, v);
        most = Math.max(most, v);
      } else {
        broken++;
      }
    }
    int n = o.matte().length;
    int size = (int) Math.round(Math.sqrt(n));
    double sum = 0;
    double middle = 0;
    int middles = 0;
    for (int i = 0; i < n; i++) {
      float v = o.matte()[i];
      if (!Float.isFinite(v)) {
        broken++;
        continue;
      }
      sum += v;
      boolean inside =
          Math.abs(i % size - size / 2) < size / 6 && Math.abs(i / size - size / 2) < size / 6;
      if (inside) {
        middle += v;
        middles++;
      }
      if (v < -SLACK || v > 1 + SLACK) {
        broken++;
      }
    }
    if (broken > 0) {
      wrong.add(broken + " numbers are not finite or no coverage" + when);
    }
    if (least < -SLACK || most > 1 + SLACK) {
      wrong.add("colours reach from " + least + " to " + most + " instead of 0 to 1" + when);
    }
    if (most - least < 1e-4) {
      wrong.add("the face is one flat colour" + when);
    }
    if (middle / Math.max(1, middles) <= sum / n || sum / n < 0.005) {
      wrong.add(
          String.format(
              Locale.ROOT,
              "the matte covers %.0f %% of the crop and %.0f %% of its middle, which is no face%s",
              100 * sum / n,
              100 * middle / Math.max(1, middles),
              when));
    }
  }

  /** A crude face before grey, encoded colour: enough for a network to answer with a face. */
  static float[] drawnFace(int size) {
    float[] crop = new float[3 * size * size];
    float[] skin = {0.72f, 0.55f, 0.47f};
    for (int i = 0; i < size * size; i++) {
      double x = (i % size + 0.5) / size - 0.5;
      double y = (i / size + 0.5) / size - 0.5;
      double face = soft(1 - Math.hypot(x / 0.30, (y - 0.02) / 0.39));
      double dark =
          soft(1 - Math.hypot((Math.abs(x) - 0.125) / 0.06, (y + 0.08) / 0.028))
              + 0.6 * soft(1 - Math.hypot(x / 0.11, (y - 0.21) / 0.03))
              + 0.3 * soft(1 - Math.hypot(x / 0.05, (y - 0.09) / 0.03));
      double light = (0.85 + 0.3 * x) * (1 - 0.6 * Math.min(1, dark));
      for (int c = 0; c < 3; c++) {
        crop[c * size * size + i] = (float) (face * skin[c] * light + (1 - face) * 0.35);
      }
    }
    return crop;
  }

  private static double soft(double v) {
    return Math.max(0, Math.min(1, 0.5 + 6 * v));
  }
}
