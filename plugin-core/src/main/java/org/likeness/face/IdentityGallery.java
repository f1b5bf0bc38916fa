package org.likeness.face;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.likeness.file.AtomicFile;

/**
 * The people of a production, by whom the faces of a shot are told: a name and a mean identity
 * vector each. Holds no pictures. Immutable.
 *
 * @param network sha256 (hex) of the identity net that made the vectors
 * @param people by name
 */
public record IdentityGallery(String network, List<Person> people) {
  /**
   * Likeness from which on a track, by the mean of its best faces, is somebody's. Measured:
   * docs/decisions, "Who is who".
   */
  public static final double SAME = 0.70;

  /** The same where one of the two is a single picture. */
  public static final double SAME_PICTURE = 0.65;

  /** So much more like one person than like the next a face must be. */
  public static final double AHEAD = 0.04;

  /** Checks and copies. */
  public IdentityGallery {
    people = people.stream().sorted(Comparator.comparing(Person::name)).toList();
  }

  /**
   * One of the people.
   *
   * @param name as faces will be called
   * @param pictures how many made the vector
   * @param vector identity vector, unit length
   */
  public record Person(String name, int pictures, float[] vector) {}

  /**
   * Who a face may be.
   *
   * @param person the most like
   * @param likeness of the vectors, see {@link IdentityVectors#likeness}
   * @param next likeness with the second most like person, or -1
   */
  public record Match(Person person, double likeness, double next) {
    /** Whether that is enough to say so of a track. */
    public boolean sure() {
      return likeness >= SAME && likeness - next >= AHEAD;
    }

    /** Whether that is enough to say so of a single picture. */
    public boolean surePicture() {
      return likeness >= SAME_PICTURE && likeness - next >= AHEAD;
    }
  }

  /**
   * Makes one.
   *
   * @param reader reads PNG, JPEG and TIFF
   * @param folder with one folder a person, called as the person, that holds pictures (PNG, JPEG,
   *     TIFF, sRGB)
   * @param remarks gets a sentence for each picture that could not be used
   * @throws IOException with a sentence, if a picture cannot be read or a person has no usable one
   */
  public static IdentityGallery make(
      FaceFinder finder, PictureReader reader, Path folder, Consumer<String> remarks)
      throws IOException {
    List<Person> people = new ArrayList<>();
    for (Path p : folders(folder)) {
      ReferencePictures.Person one = pictures(finder, reader, p, remarks);
      people.add(new Person(p.getFileName().toString(), one.faces().size(), one.vector()));
    }
    return new IdentityGallery(network(finder), people);
  }

  /**
   * The identity vector of a reference.
   *
   * @param reader reads PNG, JPEG and TIFF
   * @param reference a picture or a folder of pictures of one person
   * @throws IOException with a sentence, if there is none or it shows no usable face
   */
  public static float[] reference(FaceFinder finder, PictureReader reader, Path reference)
      throws IOException {
    if (Files.isDirectory(reference)) {
      return pictures(finder, reader, reference, r -> {}).vector();
    }
    if (!Files.isRegularFile(reference)) {
      throw new IOException(reference + ": no such picture or folder of pictures");
    }
    List<String> remarks = new ArrayList<>();
    ReferencePictures.Person one =
        ReferencePictures.of(finder, reader, List.of(reference), remarks::add);
    if (one.faces().isEmpty()) {
      throw new IOException(remarks.get(0) + "; choose another picture of the person");
    }
    return one.vector();
  }

  /**
   * The vectors of single pictures of people, to try a gallery with.
   *
   * @param folder as for {@link #make}
   * @return for each person's folder, by name, one vector a usable picture
   */
  public static Map<String, List<float[]>> vectors(
      FaceFinder finder, PictureReader reader, Path folder, Consumer<String> remarks)
      throws IOException {
    Map<String, List<float[]>> out = new TreeMap<>();
    for (Path p : folders(folder)) {
      List<float[]> one = new ArrayList<>();
      for (Path picture : ReferencePictures.in(p)) {
        for (SeenFace f : ReferencePictures.of(finder, reader, List.of(picture), remarks).faces()) {
          one.add(f.identity());
        }
      }
      out.put(p.getFileName().toString(), one);
    }
    return out;
  }

  private static ReferencePictures.Person pictures(
      FaceFinder finder, PictureReader reader, Path folder, Consumer<String> remarks)
      throws IOException {
    List<Path> files = ReferencePictures.in(folder);
    ReferencePictures.Person one = ReferencePictures.of(finder, reader, files, remarks);
    if (one.faces().isEmpty()) {
      throw new IOException(
          folder
              + (files.isEmpty()
                  ? ": holds no pictures (PNG, JPEG, TIFF)"
                  : ": none of its " + files.size() + " pictures shows a usable face")
              + "; put some of the person's face there, from the front, 60 pixels high or more");
    }
    return one;
  }

  private static List<Path> folders(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + ": no such folder");
    }
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> out =
          all.filter(Files::isDirectory)
              .filter(p -> !p.getFileName().toString().startsWith("."))
              .sorted()
              .toList();
      if (out.isEmpty()) {
        throw new IOException(
            folder + ": holds no folders; make one for each person, called as the person");
      }
      return out;
    }
  }

  static String network(FaceFinder finder) {
    return finder.models().getOrDefault("identity", "");
  }

  /** The person most like a face; empty in an empty gallery. */
  public Optional<Match> match(float[] vector) {
    Person best = null;
    double most = -1;
    double next = -1;
    for (Person p : people) {
      double likeness = IdentityVectors.likeness(p.vector(), vector);
      if (best == null || likeness > most) {
        next = best == null ? -1 : most;
        most = likeness;
        best = p;
      } else {
        next = Math.max(next, likeness);
      }
    }
    return best == null ? Optional.empty() : Optional.of(new Match(best, most, next));
  }

  /**
   * Checks that vectors can be compared.
   *
   * @param models sha256 (hex) of networks by role
   * @throws IllegalArgumentException if the identity net among them is another one
   */
  public void requireNetwork(Map<String, String> models) {
    if (!models.getOrDefault("identity", "").equals(network)) {
      throw new IllegalArgumentException(
          "the gallery was made with another identity network than is in use here; make it again"
              + " with likeness gallery make");
    }
  }

  /**
   * Tells whom the tracks of a shot show. Two faces of one frame never get one name: the more alike
   * has it.
   *
   * @return the analysis with the people's names as its tracks' identities
   * @throws IllegalArgumentException if its vectors are of another net
   */
  public ShotAnalysis recognise(ShotAnalysis analysis) {
    requireNetwork(analysis.models());
    record Told(ShotAnalysis.Track track, Match match) {}
    List<Told> told = new ArrayList<>();
    for (ShotAnalysis.Track t : analysis.computed()) {
      Tracklet.Who who = FaceChooser.who(t);
      if (who.known()) {
        match(who.vector()).filter(Match::sure).ifPresent(m -> told.add(new Told(t, m)));
      }
    }
    told.sort(
        Comparator.comparingDouble((Told t) -> -t.match().likeness())
            .thenComparingInt(t -> t.track().id()));
    Map<String, Set<Integer>> taken = new HashMap<>();
    Map<Integer, String> names = new HashMap<>();
    for (Told t : told) {
      String name = t.match().person().name();
      Set<Integer> frames = new TreeSet<>();
      t.track().observations().forEach(o -> frames.add(o.frame()));
      Set<Integer> before = taken.computeIfAbsent(name, k -> new HashSet<>());
      if (frames.stream().noneMatch(before::contains)) {
        before.addAll(frames);
        names.put(t.track().id(), name);
      }
    }
    return analysis.withIdentities(names);
  }

  /** The face of a frame that is most like a reference, if it is like it at all. */
  static Optional<FaceObservation> mostAlike(List<FaceObservation> faces, float[] reference) {
    return faces.stream()
        .filter(f -> f.detail().identity().length > 0)
        .filter(f -> IdentityVectors.likeness(f.detail().identity(), reference) >= SAME_PICTURE)
        .max(
            Comparator.comparingDouble(
                f -> IdentityVectors.likeness(f.detail().identity(), reference)));
  }

  /**
   * Reads a file.
   *
   * @throws IOException with a sentence, if it is missing, foreign, damaged or newer
   */
  public static IdentityGallery read(Path file) throws IOException {
    return GalleryJson.read(file);
  }

  /** Writes the file: under a temporary name in the same folder, then renamed. */
  public void write(Path file) throws IOException {
    AnalysisFile.makeFolder(file);
    AtomicFile.write(file, GalleryJson.text(this));
  }
}
