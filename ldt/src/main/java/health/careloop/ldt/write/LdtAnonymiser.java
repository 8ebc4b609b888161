package health.careloop.ldt.write;

import health.careloop.ldt.Generation;
import health.careloop.ldt.LdtField;
import health.careloop.ldt.LdtFile;
import health.careloop.ldt.LdtPackage;
import health.careloop.ldt.LdtReader;
import health.careloop.ldt.LdtRecord;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a message about nobody: names, birth dates (the age stays within five years), addresses, insurance, patient and
 * order numbers, telephone and mail are replaced wherever they stand, in free text, too; documents become a placeholder,
 * and names of files whatever field they stand in.
 * Lines that are no fields lose their letters and digits.
 * Charset, structure and everything that is wrong with a file stay, lengths and check sums are right again where they
 * were right.
 *
 * <p>One instance, or the same seed, gives the same stand-in for the same original in every file. Values, dates of examination and what
 * was examined stay: who knows them may still know the patient, so treat the result as personal data of a lesser degree.
 */
public final class LdtAnonymiser {
    /** Shorter numbers stand in any text by chance. */
    private static final int LONGEST_COINCIDENCE = 5;

    private static final int LONGEST_NAME = 45;
    private static final int LONGEST_LINE = 60;

    /** A line may have 999 bytes; one that is far longer is no text to be searched for names, and goes as a whole. */
    private static final int LONGEST_SEARCHED = 10_000;

    private static final int KEY_BYTES = 16;

    private final byte[] key;
    private final boolean physicians;
    private final boolean practices;
    private final boolean texts;

    private LdtAnonymiser(byte[] key, boolean physicians, boolean practices, boolean texts) {
        this.key = key;
        this.physicians = physicians;
        this.practices = practices;
        this.texts = texts;
    }

    /**
     * Replaces patients, physicians, practices and laboratories, and in free text the names and numbers of these. With a
     * random key of 128 bits that nobody learns: what this instance made cannot be undone by trying keys.
     */
    public static LdtAnonymiser of() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return new LdtAnonymiser(key, true, true, false);
    }

    /**
     * The same stand-ins in every run. Whoever knows or guesses the seed can find the originals back, by trying every
     * name and number: for invented people, or while the seed stays in the house.
     */
    public static LdtAnonymiser of(long seed) {
        return new LdtAnonymiser(("careloop-ldt-" + seed).getBytes(StandardCharsets.UTF_8), true, true, false);
    }

    /** Names and numbers of physicians stay, in their fields and in texts. */
    public LdtAnonymiser keepingPhysicians() {
        return new LdtAnonymiser(key, false, practices, texts);
    }

    /** Names, numbers and addresses of practices and laboratories stay, in their fields and in texts. */
    public LdtAnonymiser keepingPractices() {
        return new LdtAnonymiser(key, physicians, false, texts);
    }

    /**
     * Text is replaced letter by letter, in every field: it may name people the fields do not. What stays is the frame,
     * codes of the tables, numbers, dates, units and versions; without it, free text keeps what no field names.
     */
    public LdtAnonymiser blurringTexts() {
        return new LdtAnonymiser(key, physicians, practices, true);
    }

    /** Never throws on content; what is no LDT at all is an {@link UnwritableException}. */
    public byte[] anonymise(byte[] message) {
        LdtFile file = LdtReader.read(message);
        if (file.packages().isEmpty()) {
            throw new UnwritableException(
                    "",
                    "Das ist keine LDT-Datei: "
                            + (file.faults().isEmpty()
                                    ? ""
                                    : file.faults().getFirst().sentence().german()),
                    "This is no LDT file: "
                            + (file.faults().isEmpty()
                                    ? ""
                                    : file.faults().getFirst().sentence().english()));
        }
        List<Planned> plan = plan(file);
        KnownWords known = new KnownWords();
        StandIns standIns = learn(file, plan, known);
        Contacts contacts = new Contacts(standIns);
        ByteArrayOutputStream out = new ByteArrayOutputStream(message.length);
        Iterator<LdtField> stray = file.stray().stream()
                .sorted(Comparator.comparingLong(LdtField::offset))
                .iterator();
        @Nullable LdtField around = stray.hasNext() ? stray.next() : null;
        Iterator<Planned> next = plan.iterator();
        for (LdtPackage read : file.packages()) {
            while (around != null && around.offset() < read.offset()) {
                out.writeBytes(StrayLines.replaced(message, around));
                around = stray.hasNext() ? stray.next() : null;
            }
            PackageRewriter rewriter = new PackageRewriter(message, read);
            for (LdtRecord satz : read.records()) {
                rewriter.begin();
                for (LdtField field : satz.fields()) {
                    rewriter.add(field, content(next.next(), read.generation(), standIns, known, contacts));
                }
            }
            out.writeBytes(rewriter.bytes());
        }
        while (around != null) {
            out.writeBytes(StrayLines.replaced(message, around));
            around = stray.hasNext() ? stray.next() : null;
        }
        return out.toByteArray();
    }

    /**
     * A field with what it says about people; null when nothing that is to be replaced.
     *
     * @param kept says whose practice or physician it is, and is to stay
     * @param dayFirst how its package writes dates
     */
    private record Planned(LdtField field, @Nullable Personal kind, boolean kept, boolean dayFirst) {}

    private List<Planned> plan(LdtFile file) {
        List<Planned> plan = new ArrayList<>();
        for (LdtPackage read : file.packages()) {
            Surroundings around = new Surroundings();
            boolean dayFirst = read.dayFirstDates();
            for (LdtRecord satz : read.records()) {
                for (LdtField field : satz.fields()) {
                    around.enter(field);
                    plan.add(planned(field, read, around, dayFirst));
                }
            }
        }
        return plan;
    }

    private Planned planned(LdtField field, LdtPackage read, Surroundings around, boolean dayFirst) {
        Personal kind = field.text().isBlank() ? null : Personal.of(field.id(), read.generation());
        if (kind == null) {
            return new Planned(field, null, false, dayFirst);
        }
        if (kind == Personal.FREE_TEXT) {
            return new Planned(field, texts ? kind : null, false, dayFirst);
        }
        boolean replaced = switch (around.who(kind, field)) {
            case PATIENT -> true;
            case PHYSICIAN -> physicians;
            case PRACTICE -> practices;
        };
        return new Planned(field, replaced ? kind : null, !replaced, dayFirst);
    }

    /** Names first, so that no stand-in looks like one of them; then every number, street and address. */
    private StandIns learn(LdtFile file, List<Planned> plan, KnownWords known) {
        Map<String, Personal> names = new LinkedHashMap<>();
        Set<String> originals = new HashSet<>();
        for (Planned planned : plan) {
            Personal kind = planned.kind();
            if (kind != null && (kind.isName() || kind == Personal.SITE_NAME)) {
                String text = planned.field().text();
                for (String name : kind.isName() ? KnownWords.namesIn(text) : KnownWords.namesOfSite(text)) {
                    names.putIfAbsent(name, kind.isName() ? kind : Personal.FAMILY_NAME);
                    originals.add(name.toLowerCase(Locale.GERMAN));
                    originals.add(KnownWords.spelled(name.toLowerCase(Locale.GERMAN)));
                }
            }
        }
        StandIns standIns = new StandIns(new Pseudonyms(key, originals), Surroundings.year(file), false);
        names.forEach((name, kind) -> known.add(name, standIns.of(kind, name)));
        for (Planned planned : plan) {
            Personal kind = planned.kind();
            if (kind != null) {
                String text = planned.field().text().strip();
                switch (kind) {
                    case BIRTH_DATE -> standIns.dated(planned.dayFirst()).learnBirthDate(text, known);
                    case POSTCODE, SITE_POSTCODE -> {
                        if (text.length() >= LONGEST_COINCIDENCE) {
                            known.add(text, standIns.of(kind, text));
                        }
                    }
                    case TOWN, SITE_TOWN -> {
                        if (text.length() >= KnownWords.LONG) {
                            known.add(text, standIns.of(kind, text));
                        }
                    }
                    case STREET, SITE_STREET, INSURED, NUMBER, PHONE, MAIL, PHYSICIAN, SITE, SITE_NAME -> {
                        if (text.length() > LONGEST_COINCIDENCE) {
                            known.add(text, standIns.of(kind, text));
                        }
                    }
                    default -> {}
                }
            }
        }
        return standIns;
    }

    /** Null: as it was. */
    private @Nullable String content(
            Planned planned, Generation generation, StandIns standIns, KnownWords known, Contacts contacts) {
        LdtField field = planned.field();
        String text = field.text();
        if (text.isBlank()) {
            return null;
        }
        String made = made(planned, generation, standIns, known, contacts);
        return made.equals(text) ? null : made.substring(0, Math.min(made.length(), longest(planned.kind(), text)));
    }

    private String made(
            Planned planned, Generation generation, StandIns standIns, KnownWords known, Contacts contacts) {
        LdtField field = planned.field();
        String text = field.text();
        if (planned.kind() != null) {
            return standIns.dated(planned.dayFirst()).of(planned.kind(), text);
        }
        if (field.id().isEmpty()) {
            return StandIns.blurred(text);
        }
        if (text.length() > LONGEST_SEARCHED) {
            return StandIns.blurred(text);
        }
        if (texts && !planned.kept() && !Staying.stays(field, generation)) {
            return standIns.ofText(text);
        }
        if (Surroundings.isFrame(field, generation)) {
            return field.is("8420") && Contacts.isPhone(text) ? contacts.replacedIn(text) : text;
        }
        String renamed = known.replacedIn(text, !Surroundings.isIdent(field));
        boolean untouched = planned.kept() || Surroundings.isFigure(field, generation);
        return withoutFiles(field, untouched ? renamed : contacts.replacedIn(renamed));
    }

    private static String withoutFiles(LdtField field, String text) {
        if (Surroundings.isIdent(field)) {
            return text;
        }
        return Surroundings.describesDocument(field) ? FileNames.replacedAsWhole(text) : FileNames.replacedIn(text);
    }

    /** A stand-in must not be too long where the original was not. */
    private static int longest(@Nullable Personal kind, String text) {
        int usual = kind == Personal.FAMILY_NAME || kind == Personal.GIVEN_NAME ? LONGEST_NAME : LONGEST_LINE;
        return text.length() > usual ? LdtWriter.LONGEST_CONTENT : usual;
    }
}
