package org.likeness.train.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.likeness.model.WeightStore;
import org.likeness.train.data.Faceset;
import org.likeness.train.loop.TrainConfig;
import org.likeness.train.loop.TrainedIdentity;
import org.likeness.train.loop.Validator;
import org.likeness.train.validate.CheckpointValidator;
import org.likeness.train.validate.FaceLook;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** What a training is judged on. */
final class ValidationOptions {
  @Option(
      names = "--validate",
      showDefaultValue = Visibility.NEVER,
      paramLabel = "FACESET",
      description = {
        "Faces set aside, not trained on: each checkpoint is judged on some of them, the same ones",
        "every time; figures go into validation.jsonl and the exported model. May be repeated."
      })
  private List<Path> held = List.of();

  @Option(names = "--validate-most", paramLabel = "N", description = "How many of each identity.")
  private int most = 12;

  @Option(
      names = "--validate-faces",
      description =
          "Also show each identity on the others and look at the faces made: slower by far.")
  private boolean faces;

  /** What looks at the faces that are made, or null if it is not wished for; the caller's. */
  @Nullable FaceLook look() {
    return faces && !held.isEmpty() ? FaceLook.open(WeightStore.open()) : null;
  }

  /**
   * The judge, or null if none is wished for.
   *
   * @param look of {@link #look}, which must stay open as long as the judge is asked
   */
  @Nullable Validator open(List<TrainedIdentity> who, TrainConfig config, @Nullable FaceLook look)
      throws IOException {
    if (held.isEmpty()) {
      return null;
    }
    List<Faceset> sets = new ArrayList<>();
    for (Path folder : held) {
      sets.add(Faceset.read(folder));
    }
    return CheckpointValidator.of(sets, who, config, Math.max(1, most), look);
  }
}
