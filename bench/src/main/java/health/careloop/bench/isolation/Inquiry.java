package health.careloop.bench.isolation;

import health.careloop.bench.HttpConnection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Asks, case after case, and compares. */
final class Inquiry implements AutoCloseable {
    private final int port;
    private final Holdings own;
    private final Holdings victim;
    private final String victimsMark;
    private final Random random;
    private final Runnable settle;
    private final Tally tally;
    private HttpConnection connection;

    /** @param settle waits until a message that was posted has been dealt with */
    Inquiry(int port, Holdings own, Holdings victim, String victimsMark, Runnable settle, long seed, Tally tally)
            throws IOException {
        this.port = port;
        this.own = own;
        this.victim = victim;
        this.victimsMark = victimsMark;
        this.settle = settle;
        this.tally = tally;
        this.random = new Random(seed);
        this.connection = new HttpConnection(port);
    }

    /** Every endpoint once, then everything in the seed's order, again and again, until {@code n} requests were made. */
    void ask(List<Case> cases, long n) throws IOException {
        long most = tally.asked() + n;
        List<Case> shuffled = new ArrayList<>(cases);
        Collections.shuffle(shuffled, random);
        Set<Endpoint> seen = new HashSet<>();
        List<Case> order = new ArrayList<>();
        shuffled.stream().filter(each -> seen.add(each.row().endpoint())).forEach(order::add);
        order.addAll(shuffled);
        for (int i = 0; tally.asked() < most || i < seen.size(); i++) {
            ask(order.get(i % order.size()));
        }
    }

    /** A difference must show twice: between two questions of a pair a minute may pass, or a counter go up. */
    private void ask(Case each) throws IOException {
        String difference = pair(each);
        if (!difference.isEmpty()) {
            difference = pair(each);
        }
        if (!difference.isEmpty()) {
            tally.violated(each + " differs from one that does not exist: " + difference);
        }
    }

    private String pair(Case each) throws IOException {
        Map<Slot, String> foreign = new LinkedHashMap<>();
        Map<Slot, String> nobodys = new LinkedHashMap<>();
        for (Slot slot : each.row().pathSlots()) {
            String bystander = bystander(each.row(), slot);
            foreign.put(slot, bystander);
            nobodys.put(slot, bystander);
        }
        for (Slot slot : each.varied()) {
            String model = victim.any(slot.subject(), random);
            foreign.put(slot, model);
            nobodys.put(slot, slot.subject().random(model, random));
        }
        if (random.nextBoolean()) {
            Impression one = put(each, foreign);
            return one.differenceFrom(put(each, nobodys));
        }
        Impression other = put(each, nobodys);
        return put(each, foreign).differenceFrom(other);
    }

    /** One's own thing where reading it changes nothing, else one that nobody has: asking must not change the asker. */
    private String bystander(Row row, Slot slot) {
        String model = own.any(slot.subject(), random);
        return row.changesSomething() ? slot.subject().random(model, random) : model;
    }

    private Impression put(Case each, Map<Slot, String> values) throws IOException {
        byte[] request = new Question(each.row(), each.caller(), values, own.sender()).request();
        HttpConnection.Answer answer = exchange(request);
        tally.answered(each, answer.status());
        lookForLeaks(each, answer, values.values());
        if (each.row().body() == Row.Body.MESSAGE) {
            settle.run();
        }
        return Impression.of(answer, values.values());
    }

    private void lookForLeaks(Case each, HttpConnection.Answer answer, Collection<String> asked) {
        String text = answer.headers() + " " + answer.text();
        for (String value : asked) {
            text = text.replace(value, "");
        }
        if (text.toLowerCase(Locale.ROOT).contains(victimsMark.toLowerCase(Locale.ROOT))) {
            tally.violated(each + " answers " + answer.status() + " with the victim's words");
        }
        for (String id : victim.secrets()) {
            if (!asked.contains(id) && text.contains(id)) {
                tally.violated(each + " answers " + answer.status() + " with the victim's " + id);
            }
        }
    }

    private HttpConnection.Answer exchange(byte[] request) throws IOException {
        if (connection.isClosing()) {
            connection.close();
            connection = new HttpConnection(port);
        }
        return connection.exchange(request, request.length);
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
