package org.likeness.train.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.likeness.train.loop.BaseModel;
import org.likeness.train.loop.Checkpoint;
import org.likeness.train.loop.Start;
import org.likeness.train.loop.TrainConfig;
import org.likeness.train.loop.TrainedIdentity;
import org.likeness.train.net.NetRegistry;
import org.likeness.train.net.NetSize;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** Where a training begins: from random numbers, from a base, or from a finished model. */
final class StartOptions {
  private static final String LAST = "last";
  private static final String MEAN = "mean";
  private static final String FRESH = "fresh";

  @Option(
      names = "--size",
      showDefaultValue = Visibility.NEVER,
      paramLabel = "NAME",
      description = "Sizes of the network: ${COMPLETION-CANDIDATES} (small).")
  private @Nullable NetSize size;

  @Option(
      names = "--base",
      showDefaultValue = Visibility.NEVER,
      paramLabel = "FILE|MODELDIR",
      description = {
        "Begin from a base: a *.likenessbase or a folder of likeness train. Without --arch, --size",
        "and --resolution its own are taken."
      })
  private @Nullable Path base;

  @Option(
      names = "--base-decoder",
      description = "With --base: decoders begin as the base's too, instead of random.")
  private boolean baseDecoder;

  @Option(
      names = "--as-base",
      description = "Train a base: one identity, or one faceset of many people, is enough.")
  private boolean asBase;

  @Option(
      names = "--add-to",
      showDefaultValue = Visibility.NEVER,
      paramLabel = "MODELDIR",
      description = {
        "Add the facesets' identities to a finished model; everything that it has stays as it is,",
        "bit for bit. A quarter of its iterations unless --iterations is given."
      })
  private @Nullable Path addTo;

  @Option(
      names = "--begin-as",
      paramLabel = "last|mean|fresh|ID",
      description =
          "With --add-to: what a new decoder begins as: one of the model's (last), mean, random.")
  private String beginAs = LAST;

  private @Nullable Checkpoint model;
  private @Nullable BaseModel baseModel;

  /** How many identities are needed at least. */
  int fewest(@Nullable Checkpoint resumed) {
    return asBase || addTo != null || resumed != null ? 1 : 2;
  }

  /** Refuses options of a beginning where a training goes on. */
  void refuseAtResume() throws IOException {
    if (size != null || base != null || addTo != null) {
      throw new IOException(
          "--size, --base and --add-to say how a training begins: leave them out with --resume");
    }
  }

  /** The usual configuration of such a beginning. */
  TrainConfig usual(@Nullable String arch, @Nullable Integer resolution) throws IOException {
    boolean chosen = arch != null || resolution != null || size != null;
    if (addTo != null) {
      if (chosen || base != null) {
        throw new IOException(
            "--add-to takes the network of "
                + addTo
                + " as it is: leave out --arch, --resolution, --size and --base");
      }
      return adding(addTo);
    }
    if (base != null) {
      baseModel = BaseModel.read(base);
      if (!chosen) {
        return TrainConfig.defaults(baseModel.header().net());
      }
    }
    try {
      return TrainConfig.defaults(
          NetRegistry.config(
              arch == null ? "df" : arch,
              size == null ? NetSize.small : size,
              resolution == null ? 0 : resolution));
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private TrainConfig adding(Path folder) throws IOException {
    model = Checkpoint.newest(folder);
    Checkpoint.Header h = model.header();
    int now = h.config().growthAt(NetRegistry.create(h.config().net()), h.iteration()).resolution();
    if (now < h.config().net().resolution()) {
      throw new IOException(
          folder
              + ": still grows ("
              + now
              + " of "
              + h.config().net().resolution()
              + " px); train it to its end first");
    }
    return Start.adding(model, Math.max(1, h.iteration() / 4));
  }

  /** The identities of the network: those of the model that is added to, then the new ones. */
  List<TrainedIdentity> who(List<TrainedIdentity> fresh) throws IOException {
    if (model == null) {
      return fresh;
    }
    List<TrainedIdentity> all = new ArrayList<>(model.header().identities());
    TrainedIdentity old = all.get(0);
    for (TrainedIdentity one : fresh) {
      if (all.stream().anyMatch(t -> t.id().equals(one.id()))) {
        throw new IOException(
            addTo
                + ": has an identity "
                + one.id()
                + " already; extract the new one by another id");
      }
      if (!old.template().equals(one.template())
          || old.coverage() != one.coverage()
          || !old.encoding().equals(one.encoding())) {
        throw new IOException(
            "the faceset of "
                + one.id()
                + " was cut with template "
                + one.template()
                + ", coverage "
                + one.coverage()
                + ", encoding "
                + one.encoding()
                + "; "
                + addTo
                + " was trained on "
                + old.template()
                + ", "
                + old.coverage()
                + ", "
                + old.encoding());
      }
      all.add(one);
    }
    return all;
  }

  /** The numbers that the network begins with. */
  Start start(TrainConfig config, List<TrainedIdentity> who) throws IOException {
    try {
      if (model != null) {
        return Start.add(model, config, who.size(), sources(model.header().identities()));
      }
      return baseModel != null
          ? Start.base(baseModel, config, who.size(), baseDecoder)
          : Start.fresh(config, who.size());
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private List<Integer> sources(List<TrainedIdentity> trained) throws IOException {
    List<String> ids = trained.stream().map(TrainedIdentity::id).toList();
    int index = ids.indexOf(beginAs);
    if (index >= 0) {
      return List.of(index);
    }
    return switch (beginAs) {
      case LAST -> List.of(ids.size() - 1);
      case MEAN -> IntStream.range(0, ids.size()).boxed().toList();
      case FRESH -> List.of();
      default ->
          throw new IOException(
              "--begin-as "
                  + beginAs
                  + ": the model has "
                  + String.join(", ", ids)
                  + "; give one of them, last, mean or fresh");
    };
  }
}
