package health.careloop.keys;

import java.util.UUID;

/** Where a sealed value belongs. It opens nowhere else. */
public record Place(String table, String column, UUID row) {
    String bindingFor(UUID tenant) {
        return tenant + "|" + table + "|" + column + "|" + row;
    }
}
