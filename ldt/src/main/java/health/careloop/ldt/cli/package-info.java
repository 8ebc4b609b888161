/**
 * {@code careloop ldt check|show|anonymise|generate}: the library at a terminal, without server or database.
 *
 * <p>Start at {@link health.careloop.ldt.cli.LdtCommand}. Exit status: 0 nothing wrong, 1 findings, 2 a file
 * that cannot be read or written, or an argument that is not understood.
 */
@NullMarked
package health.careloop.ldt.cli;

import org.jspecify.annotations.NullMarked;
