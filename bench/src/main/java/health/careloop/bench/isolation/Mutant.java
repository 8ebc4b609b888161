package health.careloop.bench.isolation;

import health.careloop.wall.Part;
import health.careloop.wall.TenantTables.Key;
import health.careloop.wall.TenantTables.Reference;
import health.careloop.wall.TenantTables.Table;
import java.util.List;
import java.util.Locale;

/**
 * One defence taken away.
 *
 * @param change the statements that take it away
 * @param visible whether somebody could notice by trying; else another defence still stands in front of this one, and the
 *     catalog alone shows it
 * @param aim what it touches, and so what is tried
 */
record Mutant(Kind kind, String name, List<String> change, boolean visible, Aim aim) {
    enum Kind {
        POLICY,
        FORCE,
        ROW_SECURITY,
        GRANT,
        ROLE,
        REFERENCE,
        KEY,
        VIEW,
        PARTITION,
        CONTEXT,
        GATE,
        CLAIM,
        FUNCTION,
        ISOLATE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is asked about a mutant: a small part of the matrix, chosen by what the mutant touches. */
    sealed interface Aim {
        record Rows(Table table) implements Aim {}

        /** A relation that nobody is granted. */
        record Closed(String relation, String column) implements Aim {}

        record View(String name) implements Aim {}

        record Referring(Table table, Reference reference) implements Aim {}

        record Meeting(Table table, Key key) implements Aim {}

        record Contexts() implements Aim {}

        record Gates() implements Aim {}

        record Claims() implements Aim {}

        record Callers(String function) implements Aim {}

        record Power(Part part) implements Aim {}

        /** Nothing that anybody could try. */
        record Nothing() implements Aim {}
    }

    static Mutant seen(Kind kind, String name, Aim aim, String... change) {
        return new Mutant(kind, name, List.of(change), true, aim);
    }

    static Mutant behind(Kind kind, String name, Aim aim, String... change) {
        return new Mutant(kind, name, List.of(change), false, aim);
    }

    @Override
    public String toString() {
        return kind.word() + ": " + name;
    }
}
