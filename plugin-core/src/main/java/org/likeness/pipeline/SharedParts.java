package org.likeness.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.likeness.face.Corrections;
import org.likeness.face.FaceChoice;
import org.likeness.face.FaceFinder;
import org.likeness.face.FaceShape;
import org.likeness.face.IdentityGallery;
import org.likeness.face.PartsNet;
import org.likeness.face.ShotAnalysis;
import org.likeness.image.opencv.PictureIo;
import org.likeness.model.ModelException;
import org.likeness.model.RefinerModel;
import org.likeness.model.SwapModel;
import org.likeness.model.WeightStore;

/** The process's loaded models, face networks and analyses, by the identity of their files. */
final class SharedParts {
  /** A node being scrubbed closes and opens its pipeline all the time; two models stay warm. */
  private static final SharedCache<ModelKey, SwapModel> MODELS = new SharedCache<>(2);

  private static final SharedCache<AnalysisKey, StoredAnalysis> ANALYSES = new SharedCache<>(4);
  private static final SharedCache<String, FaceFinder> FINDERS = new SharedCache<>(1);
  private static final SharedCache<FileIdentity, Reference> REFERENCES = new SharedCache<>(4);

  private static final SharedCache<FileIdentity, RefinerModel> REFINERS = new SharedCache<>(1);

  private static final SharedCache<String, PartsNet> PARTS_NETS = new SharedCache<>(2);

  private record AnalysisKey(FileIdentity file, String corrections) {}

  private record ModelKey(FileIdentity file, String identity) {}

  /**
   * An analysis and its file's fingerprint.
   *
   * @param analysis what is stored
   * @param sha256 of the file, hex
   * @param shapes of faces, by choice and pixel aspect, as they are asked for
   * @param grain of its scenes
   */
  record StoredAnalysis(
      ShotAnalysis analysis,
      String sha256,
      Map<String, Optional<FaceShape>> shapes,
      ShotGrain grain)
      implements AutoCloseable {
    StoredAnalysis(ShotAnalysis analysis, String sha256) {
      this(analysis, sha256, new ConcurrentHashMap<>(), ShotGrain.of(analysis));
    }

    @Override
    public void close() {
      // Plain memory.
    }
  }

  /** The identity vector of a reference picture. */
  private record Reference(float[] vector) implements AutoCloseable {
    @Override
    public void close() {
      // Plain memory.
    }
  }

  private SharedParts() {}

  static SharedCache<ModelKey, SwapModel>.Lease model(String path, String identity) {
    if (path.isBlank()) {
      throw new ModelException(
          "model", "none is chosen; choose an .onnx file made by likeness export");
    }
    Path file = Path.of(path);
    ModelKey key = new ModelKey(identity(file, "model"), identity);
    @Nullable String id = identity.isBlank() ? null : identity;
    return MODELS.acquire(key, () -> SwapModel.open(file, id));
  }

  /**
   * An analysis with corrections on top of its own.
   *
   * @throws IllegalArgumentException if the corrections cannot be read
   */
  static SharedCache<AnalysisKey, StoredAnalysis>.Lease analysis(String path, String corrections) {
    Path file = Path.of(path);
    AnalysisKey key = new AnalysisKey(identity(file, "analysis"), corrections);
    return ANALYSES.acquire(
        key, () -> corrections.isBlank() ? read(file) : corrected(path, corrections));
  }

  private static StoredAnalysis corrected(String path, String corrections) {
    Corrections more = Corrections.parse(corrections);
    try (var plain = analysis(path, "")) {
      ShotAnalysis a = plain.value().analysis();
      return new StoredAnalysis(a.with(a.corrections().then(more)), plain.value().sha256());
    }
  }

  /** A network behind the swap model. */
  static SharedCache<FileIdentity, RefinerModel>.Lease refiner(String path) {
    Path file = Path.of(path);
    return REFINERS.acquire(identity(file, "refiner"), () -> RefinerModel.open(file));
  }

  static SharedCache<String, FaceFinder>.Lease finder() {
    return FINDERS.acquire("default", () -> FaceFinder.open(WeightStore.open()));
  }

  /**
   * A matte network.
   *
   * @param path of one for a shot, or empty for the program's own
   */
  static SharedCache<String, PartsNet>.Lease partsNet(String path) {
    if (path.isBlank()) {
      return PARTS_NETS.acquire("", PartsNet::open);
    }
    Path file = Path.of(path);
    return PARTS_NETS.acquire(identity(file, "matte model").toString(), () -> PartsNet.open(file));
  }

  /**
   * The identity vector of the picture, or folder of pictures, that a choice names.
   *
   * @return null with a choice that names none
   * @throws ModelException if there is no such picture, or it shows no usable face
   */
  static float @Nullable [] reference(FaceChoice choice) {
    if (choice.kind() != FaceChoice.Kind.LIKE) {
      return null;
    }
    Path path = Path.of(choice.text());
    try {
      FileIdentity key = FileIdentity.of(path);
      try (var lease = REFERENCES.acquire(key, () -> reference(path))) {
        return lease.value().vector();
      }
    } catch (IOException e) {
      throw new ModelException("face " + choice, "there is no such picture", e);
    }
  }

  private static Reference reference(Path path) {
    try (var finder = finder()) {
      return new Reference(IdentityGallery.reference(finder.value(), PictureIo::read, path));
    } catch (IOException e) {
      throw new ModelException("face like", String.valueOf(e.getMessage()), e);
    }
  }

  private static StoredAnalysis read(Path file) {
    try {
      return new StoredAnalysis(ShotAnalysis.read(file).withoutRaw(), Sha256.of(file));
    } catch (IOException e) {
      throw new ModelException("analysis", String.valueOf(e.getMessage()), e);
    }
  }

  private static FileIdentity identity(Path file, String what) {
    if (!Files.isRegularFile(file)) {
      throw new ModelException(
          file.toString(),
          Files.exists(file) ? "is not a file (" + what + ")" : "no such " + what + " file");
    }
    try {
      return FileIdentity.of(file);
    } catch (IOException e) {
      throw new ModelException(file.toString(), "the " + what + " cannot be read", e);
    }
  }
}
