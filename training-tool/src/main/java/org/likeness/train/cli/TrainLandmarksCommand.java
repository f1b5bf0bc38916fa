package org.likeness.train.cli;

import org.likeness.train.landmark.LandmarkTraining;
import picocli.CommandLine.Command;

/** {@code likeness train-landmarks}: the network that refines a face's points. */
@Command(
    name = "train-landmarks",
    description = {
      "Trains the network that refines the points of faces.",
      "From rendered faces with exact truth; it is a part of Likeness and needs no training for a",
      "shot. Goes on where its folder's checkpoint ends. SIGTERM saves and ends."
    })
public final class TrainLandmarksCommand extends TrainNetCommand {
  /** For the service loader. */
  public TrainLandmarksCommand() {
    super(new LandmarkTraining(), "landmarks.onnx", 300);
  }
}
