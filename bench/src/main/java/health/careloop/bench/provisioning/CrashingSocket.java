package health.careloop.bench.provisioning;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** Tells {@link Crash} of each exchange: what is sent until the answer begins. */
final class CrashingSocket extends Socket {
    private boolean asking;

    @Override
    public OutputStream getOutputStream() throws IOException {
        return new FilterOutputStream(super.getOutputStream()) {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                Crash.alive();
                if (!asking) {
                    Crash.beforeExchange();
                    asking = true;
                }
                out.write(bytes, from, length);
            }
        };
    }

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                Crash.alive();
                int read = in.read(bytes, from, length);
                if (asking && read > 0) {
                    asking = false;
                    Crash.answered();
                }
                return read;
            }
        };
    }

    @Override
    public void close() throws IOException {
        Crash.closed(this);
        super.close();
    }
}
