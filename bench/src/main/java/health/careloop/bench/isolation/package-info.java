/**
 * The isolation matrix (security.md T-24): every endpoint, every place an id can stand in, every kind of caller, asked
 * about another tenant's things and about things that do not exist. The two must be told apart by nothing. Start reading
 * at {@code IsolationProof}; how each endpoint is called stands in {@code Matrix}. And whether all that would see a defence
 * that is missing: {@code MutationProof}, whose mutants stand in {@code Mutants} and {@code FunctionMutants}.
 */
@NullMarked
package health.careloop.bench.isolation;

import org.jspecify.annotations.NullMarked;
