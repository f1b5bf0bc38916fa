package org.likeness.train.data.coverage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.likeness.file.AtomicFile;
import org.likeness.train.data.FaceRecord;
import org.likeness.train.data.Faceset;
import org.likeness.train.data.PlateFile;

/**
 * Training pictures chosen for a shot. Each next one is the picture that adds most to {@code
 * Σ_frames log(1 + Σ_picked near)}: the first few spread over all that the plate shows, later ones
 * deepen it. Ties go to the earlier picture.
 *
 * @param faces by faceset (absolute folder), names of the crops
 * @param originals what the crops were cut from: absolute paths, of a video {@code path#n}
 */
public record TrainingPick(Map<Path, Set<String>> faces, Set<String> originals) {
  private static final String HEAD = "# likeness pick: faceset, crop, original";

  /** The plate is looked at in at most so many frames, evenly spread. */
  private static final int MOST_FRAMES = 600;

  /** Picks. */
  public static List<IdentityFace> of(Coverage coverage, int count) {
    List<PlateFace> plate = coverage.plate();
    int frames = Math.min(MOST_FRAMES, plate.size());
    List<IdentityFace> pictures = coverage.pictures();
    float[][] near = new float[pictures.size()][frames];
    for (int p = 0; p < near.length; p++) {
      for (int f = 0; f < frames; f++) {
        int at = (int) ((long) f * plate.size() / frames);
        near[p][f] = (float) Support.near(plate.get(at).traits(), pictures.get(p).traits());
      }
    }
    double[] sum = new double[frames];
    boolean[] taken = new boolean[near.length];
    List<IdentityFace> out = new ArrayList<>();
    while (out.size() < Math.min(count, near.length)) {
      int best = -1;
      double most = -1;
      for (int p = 0; p < near.length; p++) {
        double gain = 0;
        for (int f = 0; !taken[p] && f < frames; f++) {
          gain += Math.log1p(near[p][f] / (1 + sum[f]));
        }
        if (!taken[p] && gain > most) {
          most = gain;
          best = p;
        }
      }
      taken[best] = true;
      out.add(pictures.get(best));
      for (int f = 0; f < frames; f++) {
        sum[f] += near[best][f];
      }
    }
    return out;
  }

  /** Writes a list: a line a picture with faceset, crop and original, between tabs. */
  public static void write(Path file, List<IdentityFace> picked) throws IOException {
    StringBuilder s = new StringBuilder(HEAD).append('\n');
    for (IdentityFace p : picked) {
      s.append(p.faceset().toAbsolutePath().normalize()).append('\t');
      s.append(p.record().file()).append('\t').append(p.record().original()).append('\n');
    }
    AtomicFile.write(file, s.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads a list.
   *
   * @throws IOException with a sentence, if it is none
   */
  public static TrainingPick read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + ": no such list; make one with likeness coverage --pick");
    }
    Map<Path, Set<String>> faces = new HashMap<>();
    Set<String> originals = new LinkedHashSet<>();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] parts = line.split("\t", -1);
      if (parts.length < 2) {
        throw new IOException(
            file
                + ": line "
                + number
                + " is no faceset and crop with a tab between them; make the list with likeness"
                + " coverage --pick");
      }
      faces.computeIfAbsent(Path.of(parts[0]), f -> new HashSet<>()).add(parts[1]);
      if (parts.length > 2 && !parts[2].isBlank()) {
        originals.add(absolute(parts[2]));
      }
    }
    return new TrainingPick(faces, originals);
  }

  private static String absolute(String original) {
    return Path.of(original).toAbsolutePath().normalize().toString();
  }

  /** Whether one of the picked faces was cut from this picture. */
  public boolean takes(PlateFile plate) {
    return originals.contains(absolute(plate.original()));
  }

  /** Only the picked faces of a faceset; all of one that the list does not mention. */
  public Faceset of(Faceset set) {
    Set<String> wanted = faces.get(set.folder().toAbsolutePath().normalize());
    if (wanted == null) {
      return set;
    }
    List<FaceRecord> left = set.faces().stream().filter(f -> wanted.contains(f.file())).toList();
    return new Faceset(set.folder(), set.header(), left);
  }
}
