package org.bgworker.host;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import org.bgworker.host.postmaster.Postmaster;
import org.junit.jupiter.api.Test;

/** The direction of the arrows, and what the pure core must not know. */
final class ArchitectureTest {
    private static final JavaClasses HOST =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("org.bgworker.host");

    @Test
    void arrows_go_down() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("cli")
                .definedBy("..host.cli..")
                .layer("embedding")
                .definedBy("..host.embedding..")
                .layer("admin")
                .definedBy("..host.admin..")
                .layer("client")
                .definedBy("..host.client..")
                .layer("server")
                .definedBy("..host.server..")
                .layer("launch")
                .definedBy("..host.launch..")
                .layer("library")
                .definedBy("..host.library..")
                .layer("audit")
                .definedBy("..host.audit..")
                .layer("archive")
                .definedBy("..host.archive..")
                .layer("unload")
                .definedBy("..host.unload..")
                .layer("database")
                .definedBy("..host.database..")
                .layer("postgresql")
                .definedBy("..host.postgresql..")
                .layer("shmem")
                .definedBy("..host.shmem..")
                .layer("postmaster")
                .definedBy("..host.postmaster..")
                .layer("journal")
                .definedBy("..host.journal..")
                .layer("flight")
                .definedBy("..host.flight..")
                .layer("recent")
                .definedBy("..host.recent..")
                .layer("setting")
                .definedBy("..host.setting..")
                .layer("log")
                .definedBy("..host.log..")
                .layer("guard")
                .definedBy("..host.guard..")
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("embedding")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("admin")
                .mayOnlyBeAccessedByLayers("cli", "embedding")
                .whereLayer("client")
                .mayOnlyBeAccessedByLayers("cli")
                .whereLayer("server")
                .mayOnlyBeAccessedByLayers("cli", "embedding", "admin")
                .whereLayer("launch")
                .mayOnlyBeAccessedByLayers("server", "admin")
                .whereLayer("library")
                .mayOnlyBeAccessedByLayers("server", "cli", "audit", "embedding", "admin")
                .whereLayer("audit")
                .mayOnlyBeAccessedByLayers("server", "cli")
                .whereLayer("archive")
                .mayOnlyBeAccessedByLayers("library", "audit")
                .whereLayer("unload")
                .mayOnlyBeAccessedByLayers("server", "library")
                .whereLayer("database")
                .mayOnlyBeAccessedByLayers("server", "launch", "cli")
                .whereLayer("postgresql")
                .mayOnlyBeAccessedByLayers("database", "server")
                .whereLayer("shmem")
                .mayOnlyBeAccessedByLayers("server", "launch")
                .whereLayer("postmaster")
                .mayOnlyBeAccessedByLayers(
                        "server",
                        "launch",
                        "library",
                        "database",
                        "cli",
                        "embedding",
                        "admin",
                        "journal",
                        "flight")
                .whereLayer("journal")
                .mayOnlyBeAccessedByLayers("server", "cli", "admin")
                .whereLayer("flight")
                .mayOnlyBeAccessedByLayers("journal", "launch", "cli")
                .whereLayer("recent")
                .mayOnlyBeAccessedByLayers("journal", "log", "cli", "admin")
                .whereLayer("setting")
                .mayOnlyBeAccessedByLayers(
                        "server", "library", "audit", "cli", "embedding", "admin")
                .check(HOST);
    }

    @Test
    void rooms_form_no_circle() {
        SlicesRuleDefinition.slices()
                .matching("org.bgworker.host.(*)..")
                .should()
                .beFreeOfCycles()
                .check(HOST);
    }

    @Test
    void the_postmaster_is_pure() {
        noClasses()
                .that()
                .resideInAPackage("..host.postmaster..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.io..",
                        "java.nio..",
                        "java.net..",
                        "java.sql..",
                        "java.util.concurrent..",
                        "org.tinylog..",
                        "..host.log..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(HOST);
    }

    @Test
    void R44_nobody_but_the_servers_loop_calls_the_postmaster_and_nobody_locks_there() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("org.bgworker.host.server.ServerLoop")
                .and()
                .resideOutsideOfPackage("..host.postmaster..")
                .should()
                .callMethodWhere(
                        target(owner(assignableTo(Postmaster.class)))
                                .and(target(not(name("<init>")))))
                .check(HOST);
        noMethods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAPackage("..host.postmaster..")
                .should()
                .haveModifier(JavaModifier.SYNCHRONIZED)
                .check(HOST);
    }

    @Test
    void the_clock_is_read_in_one_place() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("org.bgworker.host.launch.Ticker")
                .should()
                .callMethod(System.class, "nanoTime")
                .check(HOST);
    }

    /** It has tables made for decimal numbers, and a start waits for them. */
    @Test
    void no_time_is_divided_or_multiplied_by_the_JDK() {
        noClasses()
                .should()
                .callMethod(Duration.class, "dividedBy", long.class)
                .orShould()
                .callMethod(Duration.class, "dividedBy", Duration.class)
                .orShould()
                .callMethod(Duration.class, "multipliedBy", long.class)
                .check(HOST);
    }

    @Test
    void no_room_is_called_a_junk_drawer() {
        classes()
                .should()
                .resideOutsideOfPackages("..util..", "..common..", "..impl..", "..internal..")
                .check(HOST);
    }
}
