package health.careloop.provisioning;

/** The page behind the link in the letter of a registration. */
public record RegisterView(String token, String tenantName, String email, RegisterState state) {
    /** Where it stands. */
    public enum RegisterState {
        /** The link was opened; nothing has begun: mail programs open links by themselves. */
        ASKED,
        BEGUN,
        /** There is such a tenant by now, or no room. */
        REFUSED,
        LINK_USED
    }
}
