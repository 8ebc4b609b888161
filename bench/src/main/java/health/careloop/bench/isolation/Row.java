package health.careloop.bench.isolation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How one endpoint is called.
 *
 * @param slots where it takes ids
 * @param fields what its body holds besides
 */
record Row(Endpoint endpoint, Body body, List<Slot> slots, Map<String, String> fields, List<Trait> traits) {

    enum Body {
        NONE,
        FORM,
        JSON,
        /** A signed laboratory message. */
        MESSAGE
    }

    enum Trait {
        /** Would sign out the browser that calls it. */
        ENDS_SESSION,
        /** Computes a password hash: asked without signing in only. */
        COSTLY,
        /** The work of those who run the installation, which is about every tenant: they are not asked. */
        ACROSS_TENANTS,
        /** Wrong codes make whoever has a second factor wait, and waiting looks different each time: they are not asked. */
        SLOWED,
        /** Asked by a sender, with its signature over method and path. */
        SIGNED
    }

    static Row of(String method, String path) {
        return new Row(Endpoint.of(method, path), Body.NONE, List.of(), Map.of(), List.of());
    }

    /** The endpoint that senders find under the same address, by the header that names them. */
    Row asSender() {
        Endpoint own = new Endpoint(endpoint.method(), endpoint.path(), "X-Careloop-Key");
        return new Row(own, body, slots, fields, traits)
                .header("X-Careloop-Key", Subject.SENDER)
                .that(Trait.SIGNED);
    }

    Row path(String name, Subject subject) {
        return slot(Slot.Place.PATH, name, subject);
    }

    Row query(String name, Subject subject) {
        return slot(Slot.Place.QUERY, name, subject);
    }

    Row header(String name, Subject subject) {
        return slot(Slot.Place.HEADER, name, subject);
    }

    Row body(String name, Subject subject) {
        return slot(Slot.Place.BODY, name, subject);
    }

    Row message(String name, Subject subject) {
        return slot(Slot.Place.MESSAGE, name, subject);
    }

    Row as(Body kind) {
        return new Row(endpoint, kind, slots, fields, traits);
    }

    Row with(String field, String value) {
        Map<String, String> more = new LinkedHashMap<>(fields);
        more.put(field, value);
        return new Row(endpoint, body, slots, more, traits);
    }

    Row that(Trait trait) {
        List<Trait> more = new ArrayList<>(traits);
        more.add(trait);
        return new Row(endpoint, body, slots, fields, more);
    }

    boolean is(Trait trait) {
        return traits.contains(trait);
    }

    /** Whether what this caller sees there is bound to one tenant. */
    boolean admits(Caller caller) {
        return !((is(Trait.ACROSS_TENANTS) || is(Trait.SLOWED)) && caller.name().equals("platform_operator"));
    }

    boolean changesSomething() {
        return !endpoint.method().equals("GET");
    }

    /** Its own places, and those nobody promised: an id there must mean nothing. */
    List<Slot> everySlot() {
        List<Slot> every = new ArrayList<>(slots);
        every.add(new Slot(Slot.Place.HEADER, "X-Tenant-ID", Subject.TENANT));
        every.add(new Slot(Slot.Place.QUERY, "tenantId", Subject.TENANT));
        every.add(new Slot(Slot.Place.QUERY, "clinicId", Subject.TENANT));
        if (body == Body.JSON || body == Body.FORM) {
            every.add(new Slot(Slot.Place.BODY, "tenantId", Subject.TENANT));
        }
        return List.copyOf(every);
    }

    List<Slot> pathSlots() {
        return slots.stream().filter(slot -> slot.place() == Slot.Place.PATH).toList();
    }

    private Row slot(Slot.Place place, String name, Subject subject) {
        List<Slot> more = new ArrayList<>(slots);
        more.add(new Slot(place, name, subject));
        return new Row(endpoint, body, more, fields, traits);
    }
}
