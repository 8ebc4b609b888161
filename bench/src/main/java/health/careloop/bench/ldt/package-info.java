/**
 * What is said of the LDT library, shown: bytes survive reading and writing ({@link health.careloop.bench.ldt.RoundTripProof}),
 * no input breaks it ({@link health.careloop.bench.ldt.FuzzProof}), and what a megabyte costs
 * ({@link health.careloop.bench.ldt.LdtWork}). Damage is made by {@code Mutation}, from a seed.
 */
@NullMarked
package health.careloop.bench.ldt;

import org.jspecify.annotations.NullMarked;
