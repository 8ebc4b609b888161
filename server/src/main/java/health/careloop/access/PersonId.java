package health.careloop.access;

import java.util.UUID;

/** Names a person: one e-mail address, any number of tenants. */
public record PersonId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
