package health.careloop.keys;

import org.springframework.stereotype.Component;

/** Secrets of the installation itself (senders' secrets, token keys), sealed directly under the master key. */
@Component
public final class PlatformSecrets {
    private final MasterKey master;

    PlatformSecrets(MasterKey master) {
        this.master = master;
    }

    /** @param purpose what it is for and whose; opens under no other */
    public byte[] seal(byte[] secret, String purpose) {
        return master.wrap(secret, purpose);
    }

    /** @throws SealBrokenException when altered or sealed for another purpose */
    public byte[] open(byte[] sealed, String purpose) {
        return master.unwrap(sealed, purpose);
    }
}
