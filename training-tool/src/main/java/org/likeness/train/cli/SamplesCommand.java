package org.likeness.train.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.likeness.cli.CliCommand;
import org.likeness.cli.ExitCode;
import org.likeness.train.data.Augmentation;
import org.likeness.train.data.Batch;
import org.likeness.train.data.BatchFeeder;
import org.likeness.train.data.PictureSheet;
import org.likeness.train.data.TrainingSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code likeness samples}: what a training will see. */
@Command(
    name = "samples",
    description = {
      "Writes a sheet of samples as a training would see them, varied by its settings: for each"
          + " the",
      "input, what should come of it, and its matte. A row for each iteration and identity."
    },
    footer = {
      "",
      "Example:",
      "  likeness samples ana.faceset ben.faceset --config more.json --out samples.png"
    })
public final class SamplesCommand implements CliCommand {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Parameters(
      arity = "1..*",
      showDefaultValue = Visibility.NEVER,
      paramLabel = "FACESET",
      description = "Folders made by likeness extract.")
  private List<Path> facesets = List.of();

  @Option(
      names = "--out",
      required = true,
      showDefaultValue = Visibility.NEVER,
      paramLabel = "PNG",
      description = "Sheet to write.")
  private Path out = Path.of("");

  @Option(
      names = "--config",
      showDefaultValue = Visibility.NEVER,
      paramLabel = "FILE",
      description = "JSON of a training's settings, of which augmentation counts.")
  private @Nullable Path config;

  @Option(names = "--resolution", paramLabel = "PIXELS", description = "Side of the crop.")
  private int resolution = 128;

  @Option(names = "--count", paramLabel = "N", description = "Samples in a row.")
  private int count = 4;

  @Option(names = "--rows", paramLabel = "N", description = "Iterations.")
  private int rows = 4;

  @Option(names = "--seed", paramLabel = "N", description = "Seed of all random numbers.")
  private long seed = 1;

  @Override
  public Integer call() throws IOException {
    if (count < 1 || count > 64 || rows < 1 || rows > 64 || resolution < 16 || resolution > 1024) {
      throw new IOException(
          "--count and --rows must be 1 to 64, --resolution 16 to 1024; given were "
              + count
              + ", "
              + rows
              + " and "
              + resolution);
    }
    Augmentation how = augmentation();
    FacesetGroups groups = FacesetGroups.read(facesets);
    int threads = Runtime.getRuntime().availableProcessors();
    List<TrainingSet> sets = groups.load(resolution, threads);
    PictureSheet sheet = new PictureSheet(3 * count, rows * sets.size(), resolution);
    try (BatchFeeder feeder = new BatchFeeder(sets, seed, count, 0, rows, it -> how)) {
      for (int it = 0; it < rows; it++) {
        List<Batch> batches = feeder.take(it);
        for (int i = 0; i < batches.size(); i++) {
          put(sheet, it * sets.size() + i, batches.get(i));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while samples were made", e);
    }
    sheet.write(out);
    System.out.printf("%s: %d samples%n", out, rows * sets.size() * count);
    return ExitCode.OK;
  }

  private static void put(PictureSheet sheet, int row, Batch batch) {
    int plane = batch.size() * batch.size();
    for (int n = 0; n < batch.count(); n++) {
      sheet.colour(3 * n, row, batch.input(), 3 * n * plane);
      sheet.colour(3 * n + 1, row, batch.label(), 3 * n * plane);
      sheet.grey(3 * n + 2, row, batch.matte(), n * plane);
    }
  }

  private Augmentation augmentation() throws IOException {
    if (config == null) {
      return Augmentation.DEFAULT;
    }
    if (!Files.isRegularFile(config)) {
      throw new IOException(config + ": no such file");
    }
    try {
      ObjectNode all = JSON.valueToTree(Augmentation.DEFAULT);
      JsonNode asked = JSON.readTree(Files.readString(config)).path("augmentation");
      asked.fields().forEachRemaining(e -> all.set(e.getKey(), e.getValue()));
      return JSON.treeToValue(all, Augmentation.class);
    } catch (JsonProcessingException e) {
      throw new IOException(config + ": " + e.getOriginalMessage(), e);
    }
  }
}
