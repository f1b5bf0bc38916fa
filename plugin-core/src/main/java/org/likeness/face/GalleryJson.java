package org.likeness.face;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The gallery file: a JSON document with format, version, network and people. */
final class GalleryJson {
  private static final String FORMAT = "likeness gallery";
  private static final int VERSION = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Digits of a vector's numbers: far beyond what the net is sure of. */
  private static final double STEPS = 1e5;

  /** How far a stored vector's length may be from 1. */
  private static final double UNIT = 0.01;

  private GalleryJson() {}

  static byte[] text(IdentityGallery g) {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT).put("version", VERSION).put("network", g.network());
    ArrayNode people = root.putArray("people");
    for (IdentityGallery.Person p : g.people()) {
      ObjectNode one = people.addObject().put("name", p.name()).put("pictures", p.pictures());
      ArrayNode numbers = one.putArray("identity");
      for (float v : p.vector()) {
        numbers.add(Math.rint(v * STEPS) / STEPS);
      }
    }
    return (root.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  static IdentityGallery read(Path file) throws IOException {
    JsonNode root;
    try {
      root = JSON.readTree(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": no such gallery file", e);
    } catch (JsonProcessingException e) {
      throw foreign(file, e);
    } catch (IOException e) {
      throw new IOException(file + ": the gallery cannot be read: " + e.getMessage(), e);
    }
    if (!root.path("format").asText().equals(FORMAT)) {
      throw foreign(file, null);
    }
    int version = root.path("version").asInt();
    if (version != VERSION) {
      throw new IOException(
          file
              + ": the gallery has format "
              + version
              + ", this program reads format "
              + VERSION
              + "; make it again with likeness gallery make or use a newer Likeness");
    }
    List<IdentityGallery.Person> people = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonNode p : root.path("people")) {
      String name = p.path("name").asText();
      if (name.isBlank() || !names.add(name)) {
        throw damaged(file, name.isBlank() ? "a person without a name" : name + " twice");
      }
      people.add(
          new IdentityGallery.Person(name, p.path("pictures").asInt(), vector(file, name, p)));
    }
    return new IdentityGallery(root.path("network").asText(), people);
  }

  private static float[] vector(Path file, String name, JsonNode person) throws IOException {
    JsonNode numbers = person.path("identity");
    float[] v = new float[FaceDetail.IDENTITY];
    if (numbers.size() != v.length) {
      throw damaged(file, name + " with " + numbers.size() + " numbers instead of " + v.length);
    }
    double square = 0;
    for (int i = 0; i < v.length; i++) {
      if (!numbers.get(i).isNumber()) {
        throw damaged(file, name + " with " + numbers.get(i) + " among the numbers");
      }
      v[i] = (float) numbers.get(i).asDouble();
      square += (double) v[i] * v[i];
    }
    if (!(Math.abs(Math.sqrt(square) - 1) <= UNIT)) {
      throw damaged(file, name + " with a vector of length " + (float) Math.sqrt(square));
    }
    return IdentityVectors.unit(v);
  }

  private static IOException damaged(Path file, String what) {
    return new IOException(
        file + ": the gallery has " + what + "; make it again with likeness gallery make");
  }

  private static IOException foreign(Path file, @Nullable Exception e) {
    return new IOException(
        file + ": is not a gallery of Likeness; make one with likeness gallery make", e);
  }
}
