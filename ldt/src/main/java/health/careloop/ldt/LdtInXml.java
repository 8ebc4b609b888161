package health.careloop.ldt;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The LDT of an XML document: every text that has a line 8000, in order, and the lines that belong to it when they stand in
 * elements of their own. A text goes from one tag to the next; comments, instructions and the edges of CDATA sections do not
 * end it.
 */
final class LdtInXml {
    private static final String CDATA = "<![CDATA[";
    private static final byte[] BREAK = {'\r', '\n'};

    private final byte[] xml;
    private final List<Text> texts = new ArrayList<>();
    private final Deque<String> open = new ArrayDeque<>();
    /** How often each name is open, so that an end tag without its start is not searched for. */
    private final Map<String, Integer> depths = new HashMap<>();

    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private int textFrom = -1;
    private int pieces;
    /** Where the document is no XML any more; -1 where it is. */
    private int broken = -1;

    private final List<Text> taken = new ArrayList<>();
    private final Set<String> elements = new HashSet<>();
    private String lastType = "";

    /**
     * @param element name of the element it stands in
     * @param from where it begins in the document
     * @param pieces of how many it was put together
     */
    private record Text(String element, byte[] bytes, int from, int pieces) {}

    private LdtInXml(byte[] xml) {
        this.xml = xml;
    }

    /** Work grows with the length of the document and nothing else. */
    static LdtInXml of(byte[] xml) {
        LdtInXml found = new LdtInXml(xml);
        found.walk();
        found.texts.forEach(found::take);
        return found;
    }

    boolean isEmpty() {
        return taken.isEmpty();
    }

    byte[] bytes() {
        if (taken.size() == 1) {
            return taken.getFirst().bytes;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        taken.forEach(found -> writeLine(found.bytes, out));
        return out.toByteArray();
    }

    /** Where the first of it begins. */
    int from() {
        return taken.getFirst().from;
    }

    /** Whether all of it stands in one place, so that its lines are lines of the document. */
    boolean isOnePiece() {
        return taken.size() == 1 && taken.getFirst().pieces == 1;
    }

    /** Where the document stops being XML, so that more may have stood there; -1 where it is whole. */
    int broken() {
        return broken;
    }

    private void walk() {
        int p = 0;
        while (p < xml.length && broken < 0) {
            int next = indexOf("<", p);
            int end = next < 0 ? xml.length : next;
            piece(p, end, false);
            p = next < 0 ? xml.length : markup(next);
        }
        endText();
        if (broken < 0 && !open.isEmpty()) {
            broken = xml.length;
        }
    }

    /** @return the position behind it */
    private int markup(int at) {
        if (startsAt(CDATA, at)) {
            int end = end("]]>", at, at + CDATA.length());
            piece(at + CDATA.length(), broken < 0 ? end - 3 : xml.length, true);
            return end;
        }
        if (startsAt("<!--", at)) {
            return end("-->", at, at + 4);
        }
        if (startsAt("<?", at)) {
            return end("?>", at, at + 2);
        }
        endText();
        return tag(at);
    }

    private int end(String text, int at, int from) {
        int end = indexOf(text, from);
        if (end < 0) {
            broken = at;
            return xml.length;
        }
        return end + text.length();
    }

    private int tag(int at) {
        boolean closes = at + 1 < xml.length && xml[at + 1] == '/';
        int nameFrom = at + (closes ? 2 : 1);
        int p = nameFrom;
        while (p < xml.length && xml[p] != '>' && xml[p] != '/' && (xml[p] < 0 || xml[p] > ' ')) {
            p++;
        }
        String name = new String(xml, nameFrom, p - nameFrom, StandardCharsets.ISO_8859_1);
        int quote = 0;
        while (p < xml.length && (quote != 0 || xml[p] != '>')) {
            if (quote == 0 ? xml[p] == '"' || xml[p] == '\'' : xml[p] == quote) {
                quote = quote == 0 ? xml[p] : 0;
            }
            p++;
        }
        if (p >= xml.length || name.isEmpty() || (name.charAt(0) >= '0' && name.charAt(0) <= '9')) {
            broken = at;
            return xml.length;
        }
        if (closes) {
            close(name);
        } else if (xml[p - 1] != '/' && name.charAt(0) != '!') {
            open.push(name);
            depths.merge(name, 1, Integer::sum);
        }
        return p + 1;
    }

    /** What was not closed within it (as in HTML) ends with it. */
    private void close(String name) {
        while (depths.getOrDefault(name, 0) > 0) {
            String innermost = open.pop();
            depths.merge(innermost, -1, Integer::sum);
            if (innermost.equals(name)) {
                return;
            }
        }
    }

    private void piece(int start, int end, boolean raw) {
        if (end > start) {
            textFrom = textFrom < 0 ? start : textFrom;
            byte[] bytes = Arrays.copyOfRange(xml, start, end);
            text.writeBytes(raw ? bytes : unescaped(bytes));
            pieces += Dialect.blank(bytes) ? 0 : 1;
        }
    }

    private void endText() {
        if (textFrom >= 0) {
            byte[] all = text.toByteArray();
            int lead = 0;
            while (lead < all.length && all[lead] >= 0 && all[lead] <= ' ') {
                lead++;
            }
            if (lead < all.length) {
                byte[] rest = Arrays.copyOfRange(all, lead, all.length);
                texts.add(new Text(open.isEmpty() ? "" : open.peek(), rest, begin(), pieces));
            }
        }
        text.reset();
        textFrom = -1;
        pieces = 0;
    }

    /** Behind the blanks, and the opening of a CDATA section behind them. */
    private int begin() {
        int p = textFrom;
        while (p < xml.length && ((xml[p] >= 0 && xml[p] <= ' ') || startsAt(CDATA, p))) {
            p += xml[p] == '<' ? CDATA.length() : 1;
        }
        return p;
    }

    private void take(Text found) {
        String type = lastType(found.bytes);
        boolean belongs = !type.isEmpty();
        if (!belongs && elements.contains(found.element)) {
            belongs = !RecordType.isTrailer(lastType) || LineScan.head(found.bytes, 0, found.bytes.length) >= 0;
        }
        if (!belongs) {
            return;
        }
        taken.add(found);
        elements.add(found.element);
        lastType = type.isEmpty() ? lastType : type;
    }

    /** Content of the last line 8000, or "". */
    private static String lastType(byte[] bytes) {
        String type = "";
        int p = 0;
        while (p < bytes.length) {
            int end = LineScan.lineBreak(bytes, p, bytes.length);
            int head = LineScan.head(bytes, p, bytes.length);
            if (head >= 0 && head % 10_000 == PackageReader.RECORD) {
                type = new String(bytes, p + LineScan.HEAD, end - p - LineScan.HEAD, StandardCharsets.ISO_8859_1)
                        .strip();
            }
            p = end < bytes.length ? LineScan.afterBreak(bytes, end, bytes.length) : end;
        }
        return type;
    }

    /** Without the indentation of the tag behind it, and with a line break: another text follows. */
    private static void writeLine(byte[] bytes, ByteArrayOutputStream out) {
        int end = bytes.length;
        while (end > 0 && (bytes[end - 1] == ' ' || bytes[end - 1] == '\t')) {
            end--;
        }
        boolean ended = end > 0 && LineScan.isBreak(bytes[end - 1]);
        out.write(bytes, 0, ended ? end : bytes.length);
        if (!ended) {
            int first = LineScan.lineBreak(bytes, 0, bytes.length);
            int behind = first < bytes.length ? LineScan.afterBreak(bytes, first, bytes.length) : first;
            out.writeBytes(behind > first ? Arrays.copyOfRange(bytes, first, behind) : BREAK);
        }
    }

    private boolean startsAt(String wanted, int at) {
        boolean same = at + wanted.length() <= xml.length;
        for (int i = 0; same && i < wanted.length(); i++) {
            same = xml[at + i] == wanted.charAt(i);
        }
        return same;
    }

    private int indexOf(String wanted, int start) {
        for (int p = start; p < xml.length; p++) {
            if (xml[p] == wanted.charAt(0) && startsAt(wanted, p)) {
                return p;
            }
        }
        return -1;
    }

    /** The five names of XML and the numbers of CR and LF; whatever else stands there stays as it is. */
    private static byte[] unescaped(byte[] inside) {
        return new String(inside, StandardCharsets.ISO_8859_1)
                .replace("&#13;", "\r")
                .replace("&#xD;", "\r")
                .replace("&#10;", "\n")
                .replace("&#xA;", "\n")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&amp;", "&")
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
