package health.careloop.bench;

/** One safety figure with its negative control. */
public interface Proof {

    /**
     * @param n how often what must never happen gets its chance, the control not counted
     * @param seed decides every random choice
     */
    ProofReport prove(long n, long seed) throws Exception;
}
