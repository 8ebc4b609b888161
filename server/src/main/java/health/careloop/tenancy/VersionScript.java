package health.careloop.tenancy;

import java.util.List;

/** One schema from one version to another, as one message: one transaction that finds the version it starts from, or fails. */
final class VersionScript {
    private VersionScript() {}

    /** @param folder below {@code db}: {@code tenant}, or {@code loop} for what lies once per database */
    static String up(String folder, String schema, String from) {
        List<SchemaScript.Migration> newer = SchemaScript.migrations(folder).stream()
                .filter(migration -> migration.version().compareTo(from) > 0)
                .toList();
        if (newer.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        newer.forEach(migration -> text.append(migration.sql()).append("\n;\n"));
        return changing(schema, from, newer.getLast().version(), text.toString());
    }

    /** Takes back what is newer than {@code to}; what those migrations added is lost. */
    static String down(String folder, String schema, String from, String to) {
        List<SchemaScript.Migration> newer = SchemaScript.migrations(folder).stream()
                .filter(migration -> migration.version().compareTo(to) > 0
                        && migration.version().compareTo(from) <= 0)
                .toList();
        if (newer.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        newer.reversed().forEach(migration -> text.append(migration.down()).append("\n;\n"));
        return changing(schema, from, to, text.toString());
    }

    private static String changing(String schema, String from, String to, String statements) {
        return """
                begin;
                set local lock_timeout = '2s';
                do $check$ begin
                    if not exists (select from app.schema_versions where schema = '%1$s' and version = '%2$s' for update) then
                        raise exception 'the schema is not at the version it is to be changed from' using errcode = 'TM008';
                    end if;
                end $check$;
                set local search_path = %1$s;
                %4$s
                update app.schema_versions set version = '%3$s' where schema = '%1$s';
                reassign owned by careloop_migrator to careloop_owner;
                commit;
                """.formatted(schema, from, to, statements);
    }
}
