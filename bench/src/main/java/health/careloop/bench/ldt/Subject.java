package health.careloop.bench.ldt;

/** What a message is put through. Whatever it throws is a finding. */
interface Subject {
    void examine(byte[] message);

    /** The library did not fail, it said two things that cannot both be true. */
    final class Contradiction extends RuntimeException {
        Contradiction(String sentence) {
            super(sentence);
        }
    }
}
