/**
 * Blobs beside the database: the original messages and the rendered reports. {@link
 * health.careloop.objects.ObjectStore} is atomic, sealed and checksummed; whoever puts an object keeps its row as the
 * truth until the object was read back.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"keys", "tenancy"})
package health.careloop.objects;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
