package health.careloop.operations;

import health.careloop.tenancy.Databases;
import health.careloop.tenancy.Databases.CellLoad;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToIntFunction;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** What this process has open to each PostgreSQL server, and what it may have (E36, E37). */
@Component
class ConnectionGauges implements SmartInitializingSingleton {
    private final Databases databases;
    private final MeterRegistry registry;

    ConnectionGauges(Databases databases, MeterRegistry registry) {
        this.databases = databases;
        this.registry = registry;
    }

    @Override
    public void afterSingletonsInstantiated() {
        databases.whenPrepared(() -> databases.loads().forEach(load -> {
            gauge(load.cell(), "database.connections.open", "Connections open to a cell", CellLoad::connections);
            gauge(load.cell(), "database.connections.most", "Connections there may be", CellLoad::mostConnections);
            gauge(load.cell(), "database.pools.open", "Databases of a cell with open pools", CellLoad::databases);
        }));
    }

    private void gauge(String cell, String name, String description, ToIntFunction<CellLoad> value) {
        Gauge.builder(
                        name,
                        () -> databases.loads().stream()
                                .filter(load -> load.cell().equals(cell))
                                .mapToInt(value)
                                .sum())
                .description(description)
                .tag("cell", cell)
                .register(registry);
    }
}
