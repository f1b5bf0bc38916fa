package org.likeness.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.model.onnx.OnnxGraph;

class SwapModelTest {
  private static final int S = 8;
  @TempDir Path dir;

  @Test
  void theChosenIdentityIsShown() throws IOException {
    Path file = write(manifest(1, S, "in"));
    float[] crop = new float[3 * S * S];
    Arrays.fill(crop, 0.25f);
    try (SwapModel a = SwapModel.open(file, "ana");
        SwapModel b = SwapModel.open(file, "ben")) {
      assertThat(a.identity().displayName()).isEqualTo("Ana");
      assertThat(a.run(crop).face()).hasSize(3 * S * S).containsOnly(0.5f);
      assertThat(b.run(crop).face()).containsOnly(0.75f);
      assertThat(b.run(crop).matte()).hasSize(S * S).containsOnly(0.25f);
      assertThat(a.sha256()).hasSize(64).isEqualTo(b.sha256());
    }
    assertThat(ModelFile.readManifest(file).name()).isEqualTo("pair");
  }

  @Test
  void aManifestCanBeReplaced() throws IOException {
    byte[] before = Files.readAllBytes(write(manifest(1, S, "in")));
    ModelManifest old = ModelFile.readManifest(dir.resolve("m.onnx"));
    RightsRecord rights = new RightsRecord("C-1", "h", "s", "2030-01-01", "c");
    ModelManifest with = old.withRights(rights);
    Path file = Files.write(dir.resolve("n.onnx"), ModelFile.withManifest(before, with));
    assertThat(ModelFile.readManifest(file).rights()).isEqualTo(rights);
    assertThat(ModelFile.withManifest(before, with))
        .isEqualTo(ModelFile.withManifest(ModelFile.withManifest(before, with), with));
  }

  @Test
  void whatCannotBeUsedIsSaid() throws IOException {
    Path good = write(manifest(1, S, "in"));
    refused(good, "cleo", "has no identity 'cleo'; it has: ana, ben");
    refused(good, null, "has several identities; choose one of: ana, ben");
    refused(dir.resolve("none.onnx"), "ana", "no such file");
    refused(write(manifest(7, S, "in")), "ana", "format 7, this program reads up to 2");
    refused(write(manifest(1, 16, "in")), "ana", "its manifest says [1, 3, 16, 16]");
    refused(write(manifest(1, S, "crop")), "ana", "names the input 'crop'");
    refused(Files.writeString(dir.resolve("t.onnx"), "no model"), "ana", "is not an ONNX model");
    byte[] half = Files.readAllBytes(write(manifest(1, S, "in")));
    refused(
        Files.write(dir.resolve("h.onnx"), Arrays.copyOf(half, half.length / 3)),
        "ana",
        "is not an ONNX model, or is cut short");
    OnnxGraph plain = graph();
    refused(Files.write(dir.resolve("p.onnx"), plain.toBytes()), "ana", "not a swap model");
    OnnxGraph odd = graph();
    odd.metadata(ModelManifest.METADATA_KEY, "{\"formatVersion\": 1, \"name\": \"x\"}");
    refused(Files.write(dir.resolve("o.onnx"), odd.toBytes()), "ana", "manifest");
    OnnxGraph broken = graph();
    broken.metadata(ModelManifest.METADATA_KEY, "{");
    refused(Files.write(dir.resolve("b.onnx"), broken.toBytes()), "ana", "malformed manifest");
  }

  @Test
  void onlyTheChosenPartIsLoaded() throws IOException {
    byte[] bytes = Files.readAllBytes(write(manifest(1, S, "in")));
    var pruned = GraphPruner.keep(ModelFile.parse(bytes, "m"), List.of("ana_face", "matte"));
    assertThat(pruned.getGraph().getInitializerList().stream().map(t -> t.getName()))
        .containsExactlyInAnyOrder("ana_bias", "channel", "axis");
    assertThat(pruned.getGraph().getOutputList().stream().map(v -> v.getName()))
        .containsExactly("ana_face", "matte");
  }

  @Test
  void aWeightsFolderIsUsedBeforeNpmAndSaysWhatItLacks() throws IOException {
    Path folder = Files.createDirectories(dir.resolve("weights"));
    WeightStore store = WeightStore.ofFolder(folder);
    assertThatThrownBy(() -> FaceNetwork.DETECTOR.weights(store))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("face_detection_full_range.tflite")
        .hasMessageContaining("LIKENESS_MODELS");
    Files.writeString(folder.resolve("face_detection_full_range.tflite"), "no weights at all");
    assertThatThrownBy(() -> FaceNetwork.DETECTOR.onnx(store))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("is not a TensorFlow Lite model");
    Files.writeString(folder.resolve("face_landmark.tflite"), "\0\0\0\0TFL3");
    assertThatThrownBy(() -> FaceNetwork.MESH.onnx(store))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("face_landmark.tflite");
  }

  @Test
  void tarballsThatAreNoneOrLeaveTheirFolderAreRefused() throws IOException {
    Path into = Files.createDirectories(dir.resolve("tree"));
    Tarball.unpack(tar("package/models/a.bin", "hello"), into, "pkg");
    assertThat(into.resolve("models/a.bin")).hasContent("hello");
    assertThatThrownBy(() -> Tarball.unpack(tar("package/../../evil", "x"), into, "pkg"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("outside the package");
    byte[] cut = tar("package/b", "hello");
    assertThatThrownBy(() -> Tarball.unpack(Arrays.copyOf(cut, cut.length / 2), into, "pkg"))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("damaged");
  }

  private static byte[] tar(String path, String content) throws IOException {
    byte[] head = new byte[512];
    byte[] name = path.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(name, 0, head, 0, name.length);
    byte[] size = String.format("%011o", content.length()).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(size, 0, head, 124, size.length);
    head[156] = '0';
    var bytes = new java.io.ByteArrayOutputStream();
    try (var gz = new java.util.zip.GZIPOutputStream(bytes)) {
      gz.write(head);
      gz.write(Arrays.copyOf(content.getBytes(StandardCharsets.US_ASCII), 512));
      gz.write(new byte[1024]);
    }
    return bytes.toByteArray();
  }

  private void refused(Path file, @org.jspecify.annotations.Nullable String id, String reason) {
    assertThatThrownBy(() -> SwapModel.open(file, id))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(reason);
  }

  private Path write(ModelManifest m) throws IOException {
    OnnxGraph g = graph();
    g.metadata(ModelManifest.METADATA_KEY, ModelFile.toJson(m));
    return Files.write(dir.resolve("m.onnx"), g.toBytes());
  }

  private static OnnxGraph graph() {
    OnnxGraph g = new OnnxGraph("pair");
    g.input("in", -1, 3, S, S);
    g.constant("ana_bias", new long[] {1}, new float[] {0.25f});
    g.constant("ben_bias", new long[] {1}, new float[] {0.5f});
    g.constant("channel", new long[] {1}, new long[] {0});
    g.constant("axis", new long[0], new float[] {0});
    g.node("Add", List.of("in", "ana_bias"), "ana_face");
    g.node("Add", List.of("in", "ben_bias"), "ben_face");
    g.node("Gather", List.of("in", "channel"), "red", org.likeness.model.onnx.Attr.of("axis", 1));
    g.node("Add", List.of("red", "axis"), "matte");
    g.output("ana_face", -1, 3, S, S);
    g.output("ben_face", -1, 3, S, S);
    g.output("matte", -1, 1, S, S);
    return g;
  }

  private static ModelManifest manifest(int version, int size, String input) {
    return new ModelManifest(
        version,
        "pair",
        "df",
        "00",
        List.of(),
        List.of(
            new ModelManifest.Identity("ana", "Ana", "ana_face", "matte"),
            new ModelManifest.Identity("ben", "Ben", "ben_face", "matte")),
        input,
        size,
        "whole-face-v1",
        1.3,
        "film-shoulder-v1",
        false,
        Map.of("iterations", 1),
        "CC0-1.0",
        null);
  }
}
