package org.likeness.train;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class TrainerArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.likeness.train");

  @Test
  void thereIsSomethingToLookAt() {
    assertThat(CLASSES.size()).isGreaterThan(35);
  }

  @Test
  void theTrainerKnowsNoHost() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.likeness.ofx..", "org.likeness.effect..")
        .check(CLASSES);
  }

  @Test
  void libtorchStaysInNetLossAndLoop() {
    noClasses()
        .that()
        .resideInAnyPackage("..train.data..", "..train.export..", "..train.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.bytedeco.pytorch..")
        .check(CLASSES);
  }

  @Test
  void onlyCommandsPrint() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..train.cli..")
        .should()
        .accessField(System.class, "out")
        .check(CLASSES);
  }

  @Test
  void packagesFormNoCircle() {
    slices().matching("org.likeness.train.(*)..").should().beFreeOfCycles().check(CLASSES);
  }
}
