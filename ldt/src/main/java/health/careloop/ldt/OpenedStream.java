package health.careloop.ldt;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A stream as {@link LdtReader} would take it: gzip and XML opened when asked, and a stream that is no LDT named and read no
 * further. Looks at the stream when it is first read.
 */
final class OpenedStream extends InputStream {
    /** Enough to tell what it is. */
    private static final int HEAD = 4_096;

    private final ReadOptions options;
    private final FaultLog faults;
    private InputStream in;
    private boolean looked;
    private boolean packed;
    private int lead;
    private boolean mllp;

    /** @param faults where what was found about the stream itself goes */
    OpenedStream(InputStream in, ReadOptions options, FaultLog faults) {
        this.in = in;
        this.options = options;
        this.faults = faults;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        if (!looked) {
            looked = true;
            look();
        }
        try {
            return in.read(bytes, from, length);
        } catch (ZipException | EOFException damaged) {
            if (!packed) {
                throw damaged;
            }
            refuse(Envelope.DAMAGED);
            return -1;
        }
    }

    /** How many bytes stood in front of the first one given. */
    int lead() {
        return lead;
    }

    /** Whether the line is what an MLLP frame closes with. */
    boolean isClosing(LdtTokenizer token) {
        return mllp && token.contentLength() == 1 && Envelope.closes(token.buffer()[token.start()]);
    }

    private void look() throws IOException {
        byte[] head = in.readNBytes(HEAD);
        InputStream all = new SequenceInputStream(new ByteArrayInputStream(head), in);
        if (options.unpack() && Dialect.isGzip(head)) {
            packed = true;
            try {
                in = new GZIPInputStream(all);
                faults.add(Envelope.UNPACKED);
                lookAt(in.readNBytes(HEAD));
            } catch (ZipException | EOFException damaged) {
                refuse(Envelope.DAMAGED);
            }
        } else if (options.unwrap() && Dialect.isXml(head)) {
            unwrap(all);
        } else {
            lookAt(head);
        }
    }

    /** The stream goes on behind these bytes. */
    private void lookAt(byte[] head) {
        boolean whole = head.length < HEAD;
        Optional<Fault> foreign = whole || !Dialect.blank(head) ? Dialect.foreign(head) : Optional.empty();
        if (foreign.isPresent()) {
            refuse(foreign.get());
            return;
        }
        lead = Envelope.lead(head);
        mllp = Envelope.isMllp(head);
        LdtReader.lead(head, faults);
        in = new SequenceInputStream(new ByteArrayInputStream(head, lead, head.length - lead), in);
    }

    /** A document has to be searched as a whole. */
    private void unwrap(InputStream all) throws IOException {
        byte[] document = all.readNBytes((int) options.mostBytes() + 1);
        if (document.length > options.mostBytes()) {
            refuse(LdtReader.tooLarge(new Sentence(
                    "Das XML-Dokument ist länger als " + options.mostBytes() + " Bytes.",
                    "The XML document is longer than " + options.mostBytes() + " bytes.")));
            return;
        }
        Envelope.Content content = Envelope.opened(document, options).orElse(null);
        byte[] inside = content == null ? null : content.bytes();
        if (content == null) {
            Dialect.foreign(document).ifPresent(this::refuse);
            in = InputStream.nullInputStream();
            return;
        }
        if (inside == null) {
            refuse(content.fault());
            return;
        }
        faults.add(content.fault());
        in = new ByteArrayInputStream(inside);
    }

    private void refuse(Fault fault) {
        faults.add(fault);
        in = InputStream.nullInputStream();
    }
}
