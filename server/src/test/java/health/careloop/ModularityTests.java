package health.careloop;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** The drawing of the modules is true: an arrow only points down. */
class ModularityTests {
    /** {@code ldt} is a library of its own, {@code wall} comes with tests: both know nothing of modules. */
    private static final ApplicationModules MODULES = ApplicationModules.of(
            Careloop.class, JavaClass.Predicates.resideInAnyPackage("health.careloop.ldt..", "health.careloop.wall.."));

    /** From the ground up. A module may use what lies lower; on one floor, what stands before it. */
    private static final List<List<String>> FLOORS = List.of(
            List.of("postgres", "tenancy", "web", "pages"),
            List.of("keys", "audit", "queue", "objects", "mail"),
            List.of("access", "senders"),
            List.of("patients"),
            List.of("results", "provisioning"),
            List.of("intake", "operations", "console"),
            List.of("demo"));

    @Test
    void modulesUseOnlyWhatTheyDeclareAndOnlyWhatIsPublic() {
        MODULES.verify();
    }

    @Test
    void everyArrowPointsDown() {
        Map<String, Integer> place = new LinkedHashMap<>();
        FLOORS.forEach(floor -> floor.forEach(module -> place.put(module, place.size())));
        List<String> upward = new ArrayList<>();
        MODULES.forEach(module -> {
            String name = module.getIdentifier().toString();
            assertThat(place).as("the floor of a module").containsKey(name);
            module.getDirectDependencies(MODULES)
                    .uniqueModules()
                    .map(target -> target.getIdentifier().toString())
                    .filter(target -> place.getOrDefault(target, Integer.MAX_VALUE) >= place.getOrDefault(name, -1))
                    .forEach(target -> upward.add(name + " -> " + target));
        });
        assertThat(upward).isEmpty();
    }

    @Test
    void everyModuleSaysWhatItMayUse() {
        assertThat(MODULES.stream()
                        .filter(module -> !module.getBasePackage()
                                .findAnnotation(org.springframework.modulith.ApplicationModule.class)
                                .isPresent())
                        .map(module -> module.getIdentifier().toString()))
                .isEmpty();
    }
}
