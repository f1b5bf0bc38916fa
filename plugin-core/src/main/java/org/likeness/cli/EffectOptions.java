package org.likeness.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** Which OFX bundle a command loads, and which of its effects. */
final class EffectOptions {
  @Option(
      names = "--bundle",
      paramLabel = "DIR",
      showDefaultValue = Visibility.NEVER,
      description = "The .ofx.bundle. Default: the one that belongs to this command line.")
  private @Nullable Path bundle;

  @Option(names = "--effect", paramLabel = "ID", description = "The effect's id.")
  private String effect = "org.likeness.FaceSwap";

  /** The bundle that was asked for, else the one that belongs to this command line. */
  Path bundle() {
    return bundle == null ? NativePrograms.bundle() : bundle;
  }

  /** The effect's id. */
  String effect() {
    return effect;
  }
}
