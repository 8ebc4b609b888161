/**
 * Whether the tenants of a database are apart, asked in two ways that know nothing of each other: {@code CatalogSweep} reads
 * what the catalog says, {@code WallProbe} and {@code DoorProbe} try, as each role. Shared by the tests of the server, which
 * expect nothing found, and by the proof that takes one defence away after the other, which expects something each time.
 */
@NullMarked
package health.careloop.wall;

import org.jspecify.annotations.NullMarked;
