/**
 * {@code careloop ldt check|show|anonymise|generate}: the library at a terminal, without server or database.
 *
 * <p>Start at {@link health.careloop.ldt.cli.LdtCommand}. Exit status: 0 nothing wrong, 1 findings or a file that cannot
 * be used, 2 not understood.
 */
@NullMarked
package health.careloop.ldt.cli;

import org.jspecify.annotations.NullMarked;
