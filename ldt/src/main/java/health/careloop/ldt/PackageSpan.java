package health.careloop.ldt;

import java.util.ArrayList;
import java.util.List;

/**
 * The lines of one package. A package starts at every header, whatever came before: senders concatenate files, and a
 * transfer that broke off is followed by the next one.
 *
 * @param from index of its first line
 * @param to index after its last line
 * @param header record type of its header, "" when there is none
 * @param trailer record type of its trailer, "" when there is none
 */
record PackageSpan(int from, int to, String header, String trailer) {

    static List<PackageSpan> in(Lines lines) {
        List<PackageSpan> spans = new ArrayList<>();
        int from = -1;
        String header = "";
        String trailer = "";
        boolean enveloped = false;
        int count = lines.count();
        for (int i = lines.nextHead(0, count); i < count; i = lines.nextHead(i + 1, count)) {
            String type = lines.ascii(i);
            boolean closed = !trailer.isEmpty();
            boolean opens = type.equals("0020")
                    || (RecordType.isHeader(type) && !(enveloped && header.isEmpty()))
                    || (closed && !type.equals("0021"));
            if (from < 0) {
                from = i;
            } else if (opens) {
                spans.add(new PackageSpan(from, i, header, trailer));
                from = i;
                header = "";
                trailer = "";
            }
            if (opens) {
                enveloped = false;
            }
            if (type.equals("0020")) {
                enveloped = true;
            } else if (RecordType.isHeader(type)) {
                header = type;
                enveloped = false;
            } else if (RecordType.isTrailer(type)) {
                trailer = type;
            }
        }
        if (from >= 0) {
            spans.add(new PackageSpan(from, lines.count(), header, trailer));
        }
        return spans;
    }
}
