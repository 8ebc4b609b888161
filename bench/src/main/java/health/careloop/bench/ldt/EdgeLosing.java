package health.careloop.bench.ldt;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A planted mistake: loses the LF that comes in another piece than its CR. */
final class EdgeLosing extends FilterInputStream {
    private boolean afterReturn;

    EdgeLosing(InputStream in) {
        super(in);
    }

    @Override
    public int read(byte[] target, int at, int length) throws IOException {
        int read = super.read(target, at, length);
        if (read > 1 && afterReturn && target[at] == '\n') {
            System.arraycopy(target, at + 1, target, at, read - 1);
            read--;
        }
        afterReturn = read > 0 && target[at + read - 1] == '\r';
        return read;
    }
}
