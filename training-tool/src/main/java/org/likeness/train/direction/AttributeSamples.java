package org.likeness.train.direction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.likeness.train.data.Augmentation;
import org.likeness.train.data.Batch;
import org.likeness.train.data.FaceRecord;
import org.likeness.train.data.Faceset;
import org.likeness.train.data.SampleMaker;
import org.likeness.train.data.TrainingSet;

/**
 * Crops of faces with what is known of them.
 *
 * @param attributes ids, in the order of the first mention
 * @param samples the crops
 */
public record AttributeSamples(List<String> attributes, List<Sample> samples) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * One crop.
   *
   * @param file name of the picture that it was cut from
   * @param group of pictures that have all but the attributes in common
   * @param values of {@link #attributes}, about −1..1
   * @param crop [3,S,S], encoded colour 0..1
   */
  public record Sample(String file, String group, double[] values, float[] crop) {
    /** Whether every attribute is 0. */
    public boolean isPlain() {
      for (double v : values) {
        if (v != 0) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * A line of the table.
   *
   * @param file picture; its name counts, not its folder
   * @param group of pictures
   * @param values by attribute, 0 where none is given
   */
  public record Line(String file, String group, Map<String, Double> values) {}

  /** Copies the lists. */
  public AttributeSamples {
    attributes = List.copyOf(attributes);
    samples = List.copyOf(samples);
  }

  /**
   * Joins a faceset with a table.
   *
   * @param faceset cut from the pictures
   * @param table JSON lines
   * @param resolution of the crops, pixels
   * @throws IOException with a sentence, if something is missing or damaged
   */
  public static AttributeSamples read(Path faceset, Path table, int resolution, int threads)
      throws IOException {
    Map<String, Line> lines = new HashMap<>();
    Set<String> attributes = new LinkedHashSet<>();
    int number = 0;
    for (String text : Files.readAllLines(table)) {
      number++;
      if (text.isBlank()) {
        continue;
      }
      try {
        Line line = JSON.readValue(text, Line.class);
        lines.put(Path.of(line.file()).getFileName().toString(), line);
        attributes.addAll(line.values().keySet());
      } catch (JsonProcessingException | NullPointerException e) {
        throw new IOException(
            table
                + ": line "
                + number
                + " must be like {\"file\": \"a.jpg\", \"group\": \"a\", \"values\": {\"smile\":"
                + " 1}}",
            e);
      }
    }
    List<String> ids = List.copyOf(attributes);
    Faceset set = Faceset.read(faceset);
    TrainingSet faces = TrainingSet.load(List.of(set), resolution, threads);
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < set.faces().size(); i++) {
      FaceRecord record = set.faces().get(i);
      String name = Path.of(record.original()).getFileName().toString();
      Line line = lines.get(name);
      if (line != null) {
        double[] values = new double[ids.size()];
        for (int a = 0; a < values.length; a++) {
          values[a] = line.values().getOrDefault(ids.get(a), 0.0);
        }
        samples.add(new Sample(name, line.group(), values, crop(faces, i)));
      }
    }
    if (samples.isEmpty() || ids.isEmpty()) {
      throw new IOException(
          table + ": none of its pictures with an attribute is in the faceset " + faceset);
    }
    return new AttributeSamples(ids, samples);
  }

  private static float[] crop(TrainingSet faces, int index) {
    TrainingSet one = faces.only(faces.faces().get(index));
    Batch batch = new SampleMaker(one, 0, 0).make(0, 1, Augmentation.NONE);
    return batch.label();
  }

  /** The groups, in the order of their first mention. */
  public List<String> groups() {
    return samples.stream().map(Sample::group).distinct().toList();
  }

  /** Those of some groups. */
  public AttributeSamples of(Set<String> groups) {
    return new AttributeSamples(
        attributes, samples.stream().filter(s -> groups.contains(s.group())).toList());
  }

  /**
   * The directions of a network's code that the samples show.
   *
   * @param ridge as in {@link DirectionFit}
   * @param iteration of the training
   */
  public Directions directions(TrainedModel model, double ridge, long iteration) {
    int n = samples.size();
    float[][] codes = new float[n][];
    String[] groups = new String[n];
    double[][] values = new double[n][];
    for (int i = 0; i < n; i++) {
      codes[i] = model.code(samples.get(i).crop());
      groups[i] = samples.get(i).group();
      values[i] = samples.get(i).values();
    }
    float[][] changes = DirectionFit.fit(codes, groups, values, ridge);
    List<Direction> out = new ArrayList<>();
    for (int a = 0; a < changes.length; a++) {
      String id = attributes.get(a);
      out.add(new Direction(id, Direction.label(id), changes[a]));
    }
    return new Directions(iteration, n, out);
  }
}
