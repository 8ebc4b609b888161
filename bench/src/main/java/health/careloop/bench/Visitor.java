package health.careloop.bench;

import health.careloop.bench.tenancy.Population;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Somebody of a population who reads or writes over HTTP, each time another person about another patient. */
final class Visitor implements Crew.Member {
    /** Which of the two handlers is asked. */
    enum Side {
        TENANT,
        BARE;

        String path() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    enum Act {
        READ,
        WRITE
    }

    /** Twenty results are never less than so much JSON. */
    private static final int SHORTEST_LIST = 20 * 150;

    private final HttpConnection connection;
    private final Population population;
    private final Side side;
    private final Act act;
    private final Random random;

    Visitor(int port, Population population, Side side, Act act, long seed) throws IOException {
        this.connection = new HttpConnection(port);
        this.population = population;
        this.side = side;
        this.act = act;
        this.random = new Random(seed);
    }

    @Override
    public void act() throws IOException {
        Population.Visit visit = population.any(random);
        byte[] request = act == Act.READ ? read(visit) : write(visit);
        HttpConnection.Answer answer = connection.exchange(request, request.length);
        boolean right = act == Act.READ
                ? answer.status() == 200 && answer.body().length > SHORTEST_LIST
                : answer.status() == 204;
        if (!right) {
            throw new Benchmark.Unsound("%s of %s in %s was answered %d: %s"
                    .formatted(act, side, population.name(), answer.status(), answer.text()));
        }
    }

    private byte[] read(Population.Visit visit) {
        return ("GET /bench/%s/patients/%s/results HTTP/1.1\r\nHost: localhost\r\nCookie: __Host-careloop=%s\r\n\r\n")
                .formatted(side.path(), visit.patientId(), visit.session())
                .getBytes(StandardCharsets.US_ASCII);
    }

    private byte[] write(Population.Visit visit) {
        return ("POST /bench/%s/results/%s/read HTTP/1.1\r\nHost: localhost\r\nCookie: __Host-careloop=%s\r\n"
                        + "X-CSRF-Token: %s\r\nContent-Length: 0\r\n\r\n")
                .formatted(side.path(), population.anyResult(visit, random), visit.session(), visit.session())
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** What one visit's read answers: equal on both sides, or they are not the same read. */
    String answerTo(Population.Visit visit) throws IOException {
        byte[] request = read(visit);
        return connection.exchange(request, request.length).text();
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
