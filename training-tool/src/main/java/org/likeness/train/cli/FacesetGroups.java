package org.likeness.train.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.likeness.face.CropTemplate;
import org.likeness.face.FacePoints;
import org.likeness.face.FaceShape;
import org.likeness.train.data.FaceRecord;
import org.likeness.train.data.Faceset;
import org.likeness.train.data.FacesetHeader;
import org.likeness.train.data.TrainingSet;
import org.likeness.train.data.coverage.TrainingPick;
import org.likeness.train.data.papers.DataSheet;
import org.likeness.train.loop.TrainedIdentity;

/**
 * The facesets of a training by identity.
 *
 * @param byId facesets of each identity, in the order of their first mention
 */
record FacesetGroups(Map<String, List<Faceset>> byId) {
  /** Reads the indices of two or more identities and checks that they fit together. */
  static FacesetGroups read(List<Path> folders) throws IOException {
    return read(folders, 2);
  }

  /** Reads the indices of at least so many identities and checks that they fit together. */
  static FacesetGroups read(List<Path> folders, int fewest) throws IOException {
    return read(folders, fewest, false, null);
  }

  /**
   * The same with more asked of the data.
   *
   * @param strict refuse pictures whose papers are not complete
   * @param only a list of likeness coverage --pick: of the facesets that it names its faces alone
   */
  static FacesetGroups read(List<Path> folders, int fewest, boolean strict, @Nullable Path only)
      throws IOException {
    TrainingPick pick = only == null ? null : TrainingPick.read(only);
    Map<String, List<Faceset>> byId = new LinkedHashMap<>();
    Faceset first = null;
    for (Path folder : folders) {
      Faceset all = Faceset.read(folder);
      Faceset set = pick == null ? all : pick.of(all);
      if (strict) {
        new DataSheet(List.of(set)).requireComplete();
      }
      if (first == null) {
        first = set;
      }
      same(first, set, "crop template", FacesetHeader::template);
      same(first, set, "coverage", FacesetHeader::modelCoverage);
      same(first, set, "coverage of the stored crops", FacesetHeader::coverage);
      same(first, set, "colour encoding", FacesetHeader::encoding);
      byId.computeIfAbsent(set.header().identity(), k -> new ArrayList<>()).add(set);
    }
    for (Map.Entry<String, List<Faceset>> group : byId.entrySet()) {
      int count = group.getValue().stream().mapToInt(s -> s.faces().size()).sum();
      if (count < TrainingSet.FEWEST) {
        throw new IOException(
            group.getValue().get(0).folder()
                + ": "
                + (count == 0 ? "no face" : "one face only")
                + " of "
                + group.getKey()
                + "; a training needs at least "
                + TrainingSet.FEWEST
                + ", better some hundred");
      }
    }
    if (byId.size() < fewest) {
      throw new IOException(
          "every faceset is of "
              + String.join("", byId.keySet())
              + "; a training needs two identities: the performer's and the one that goes in");
    }
    return new FacesetGroups(byId);
  }

  private interface Property {
    Object of(FacesetHeader header);
  }

  private static void same(Faceset a, Faceset b, String what, Property property)
      throws IOException {
    Object x = property.of(a.header());
    Object y = property.of(b.header());
    if (!x.equals(y)) {
      throw new IOException(
          b.folder()
              + ": its "
              + what
              + " is "
              + y
              + ", that of "
              + a.folder()
              + " is "
              + x
              + "; extract both alike");
    }
  }

  /** Refuses to go on with other identities than a checkpoint's. */
  void checkSame(List<TrainedIdentity> trained) throws IOException {
    List<String> before = trained.stream().map(TrainedIdentity::id).toList();
    List<String> now = List.copyOf(byId.keySet());
    if (!before.equals(now)) {
      throw new IOException(
          "the checkpoint's identities are "
              + String.join(", ", before)
              + ", the facesets' are "
              + String.join(", ", now)
              + "; give the same ones in the same order");
    }
    List<TrainedIdentity> fresh = identities();
    for (int i = 0; i < fresh.size(); i++) {
      TrainedIdentity a = trained.get(i);
      TrainedIdentity b = fresh.get(i);
      if (!a.template().equals(b.template())
          || a.coverage() != b.coverage()
          || !a.encoding().equals(b.encoding())) {
        throw new IOException(
            "the faceset of "
                + b.id()
                + " was cut with template "
                + b.template()
                + ", coverage "
                + b.coverage()
                + ", encoding "
                + b.encoding()
                + "; the checkpoint was trained on "
                + a.template()
                + ", "
                + a.coverage()
                + ", "
                + a.encoding());
      }
    }
  }

  /** What the model will say of its identities. */
  List<TrainedIdentity> identities() {
    List<TrainedIdentity> out = new ArrayList<>();
    for (List<Faceset> sets : byId.values()) {
      FacesetHeader header = sets.get(0).header();
      List<FaceRecord> faces = sets.stream().flatMap(s -> s.faces().stream()).toList();
      out.add(
          new TrainedIdentity(
                  header.identity(),
                  header.displayName(),
                  faces.size(),
                  header.template(),
                  header.modelCoverage(),
                  header.encoding(),
                  faces.stream().allMatch(FaceRecord::synthetic),
                  faces.stream()
                      .map(FaceRecord::licence)
                      .filter(Objects::nonNull)
                      .distinct()
                      .sorted()
                      .toList(),
                  faces.stream()
                      .map(FaceRecord::consentId)
                      .filter(Objects::nonNull)
                      .findFirst()
                      .orElse(null))
              .withShape(shape(sets)));
    }
    return out;
  }

  /** The shape that all the pictures of an identity show; null where none shows one. */
  static @Nullable List<Float> shape(List<Faceset> sets) {
    List<FaceShape.Look> looks = new ArrayList<>();
    for (Faceset s : sets) {
      FacesetHeader h = s.header();
      for (FaceRecord f : s.faces()) {
        if (f.points().length == 2 * FacePoints.CLASSIC
            && !h.template().equals(CropTemplate.DFL_WHOLE_FACE)) {
          float[] xy = f.points().clone();
          for (int i = 0; i < xy.length; i++) {
            xy[i] = (float) ((xy[i] / h.size() - 0.5) * h.coverage());
          }
          looks.add(new FaceShape.Look(xy, f.yaw(), f.pitch()));
        }
      }
    }
    return FaceShape.of(looks).map(FaceShape::numbers).orElse(null);
  }

  /** The faces in memory, in the order of {@link #identities}. */
  List<TrainingSet> load(int resolution, int threads) throws IOException {
    List<TrainingSet> out = new ArrayList<>();
    for (List<Faceset> sets : byId.values()) {
      out.add(TrainingSet.load(sets, resolution, threads));
    }
    return out;
  }
}
