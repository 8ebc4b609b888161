package health.careloop.operations;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param queueAge how long a job may wait, and nothing be taken from its queue, before this node says it is not ready
 * @param janitors whether this node runs the recurring chores; one node at a time does, whichever is first
 */
@ConfigurationProperties("careloop.operations")
public record OperationsSettings(
        @DefaultValue("5m") Duration queueAge,
        @DefaultValue("true") boolean janitors) {}
