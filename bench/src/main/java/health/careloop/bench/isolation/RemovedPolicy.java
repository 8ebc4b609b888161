package health.careloop.bench.isolation;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The negative control: one table without its wall. */
enum RemovedPolicy {
    PATIENTS("pooled.patients", Subject.PATIENT),
    RESULTS("pooled.results", Subject.RESULT),
    MESSAGES("loop.messages", Subject.MESSAGE);

    private final String table;
    private final Subject subject;

    RemovedPolicy(String table, Subject subject) {
        this.table = table;
        this.subject = subject;
    }

    static RemovedPolicy drawn(long seed) {
        List<RemovedPolicy> all = Arrays.asList(values());
        return all.get(new Random(seed).nextInt(all.size()));
    }

    /** For good: the database is thrown away afterwards. */
    void removeFrom(JdbcClient database) {
        database.sql("alter policy tenant on " + table + " using (true) with check (true)")
                .update();
    }

    /** The part of the matrix that must notice. */
    List<Case> partOf(List<Case> cases) {
        return cases.stream().filter(each -> each.isAbout(subject)).toList();
    }

    @Override
    public String toString() {
        return "policy tenant on " + table;
    }
}
