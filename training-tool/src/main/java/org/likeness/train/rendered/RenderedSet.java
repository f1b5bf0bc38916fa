package org.likeness.train.rendered;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Rendered faces with exact truth, as the generator writes them.
 *
 * @param pictures by person, then by name
 * @param people how many people they show
 * @param <P> a picture with what is known of it
 */
public record RenderedSet<P>(List<P> pictures, int people) {
  /** Keeps a copy of the list. */
  public RenderedSet {
    pictures = List.copyOf(pictures);
  }

  /**
   * Reads all pictures whose record and files are there.
   *
   * @param folders each holds {@code <person>/meta/*.json} and the pictures that these name
   * @param files keys of a record that name files which must be there; other pictures are passed
   *     over
   * @throws IOException with a sentence, if there is none, or one cannot be read
   */
  public static <P> RenderedSet<P> read(
      List<Path> folders, List<String> files, RenderedPerson.Reader<P> reader) throws IOException {
    List<P> all = new ArrayList<>();
    List<RenderedPerson> people = RenderedPerson.find(folders, files);
    for (RenderedPerson person : people) {
      all.addAll(person.read(reader));
    }
    return new RenderedSet<>(all, people.size());
  }

  /** How many pictures. */
  public int size() {
    return pictures.size();
  }
}
