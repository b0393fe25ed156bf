package dev.sessionstore.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class ImportTest {

    @ParameterizedTest
    @FieldSource("dev.sessionstore.architecture.Module#ALL")
    void aModuleImportsItsNeighboursAndItsLibrariesOnly(Module module) {
        classes()
                .that()
                .resideInAPackage(module.itsPackage())
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(module.allowed())
                .because("of what Module lists for " + module)
                .check(Module.CLASSES);
    }

    @Test
    void everyClassIsInThePackageOfAModule() {
        assertThat(Module.CLASSES)
                .filteredOn(type -> Module.ALL.stream().noneMatch(module -> module.has(type)))
                .isEmpty();
    }
}
