package vmft;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * What keeps the parts apart. It stands here because this module sees them all.
 *
 * <p>The first rules keep the pure core pure: a machine that looked at a clock would diverge, and a
 * protocol that did could not be simulated.
 */
@AnalyzeClasses(packages = "vmft", importOptions = DoNotIncludeTests.class)
final class ArchitectureTest {
  private static final String[] PURE = {
    "vmft.log",
    "vmft.channel",
    "vmft.console",
    "vmft.engine",
    "vmft.device..",
    "vmft.firmware",
    "vmft.machine",
    "vmft.replay",
    "vmft.output",
    "vmft.protocol",
    "vmft.replica",
    "vmft.sim"
  };

  @ArchTest
  static final ArchRule theCoreStartsNoThreadsAndWaitsForNone =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .dependOnClassesThat(
              resideInAPackage("java.util.concurrent..").and(not(belongToAnyOf(TimeUnit.class))))
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(Thread.class, ThreadLocal.class);

  @ArchTest
  static final ArchRule theCoreReadsNoClock =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .callMethod(System.class, "nanoTime")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("java.time..");

  @ArchTest
  static final ArchRule theCoreDrawsNoRandomNumbers =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(java.util.Random.class, java.security.SecureRandom.class)
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.UUID")
          .orShould()
          .callMethod(Math.class, "random");

  @ArchTest
  static final ArchRule theCoreTouchesNoFilesSocketsOrProperties =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "java.io..", "java.net..", "java.nio.file..", "java.nio.channels..")
                  .and(not(belongToAnyOf(ByteArrayOutputStream.class, InetSocketAddress.class))))
          .orShould()
          .callMethod(System.class, "getenv", String.class)
          .orShould()
          .callMethod(System.class, "getProperty", String.class)
          .orShould()
          .accessField(System.class, "out");

  @ArchTest
  static final ArchRule theCoreKnowsNoAdapters =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "vmft.channel.netty..",
                  "vmft.net.netty..",
                  "vmft.net.passt..",
                  "vmft.net.tap..",
                  "vmft.console.netty..",
                  "vmft.engine.unicorn..",
                  "vmft.replica.host..",
                  "vmft.tas.raft.."));

  @ArchTest
  static final ArchRule onlyTheAdaptersOfNativeCodeUseJna =
      classes()
          .that(resideInAPackage("vmft.."))
          .and()
          .resideOutsideOfPackages("vmft.engine.unicorn..", "vmft.net.tap..")
          .should()
          .onlyDependOnClassesThat(not(resideInAPackage("com.sun.jna..")));

  @ArchTest
  static final ArchRule onlyTheNettyPackagesUseNetty =
      classes()
          .that(resideInAPackage("vmft.."))
          .and()
          .resideOutsideOfPackages(
              "vmft.channel.netty..", "vmft.net.netty..", "vmft.console.netty..")
          .should()
          .onlyDependOnClassesThat(not(resideInAPackage("io.netty..")));

  @ArchTest
  static final ArchRule onlyTheRaftPackageUsesRatis =
      classes()
          .that(resideInAPackage("vmft.."))
          .and()
          .resideOutsideOfPackage("vmft.tas.raft..")
          .should()
          .onlyDependOnClassesThat(not(resideInAPackage("org.apache.ratis..")));

  @ArchTest
  static final ArchRule packagesDependOneWay =
      slices().matching("vmft.(**)").should().beFreeOfCycles();

  private ArchitectureTest() {}
}
