package health.careloop.ldt.rules;

import java.util.List;

/** The F rules of LDT 3, and the rules of LDT 2 that say the same. All are warnings on import. */
final class FormatRules {
    private static final String DATE = "ein Datum JJJJMMTT, das es gibt";
    private static final String DATE_EN = "an existing date YYYYMMDD";
    private static final String PARTIAL = "ein Datum JJJJMMTT, JJJJMM00 oder JJJJ0000";
    private static final String PARTIAL_EN = "a date YYYYMMDD, YYYYMM00 or YYYY0000";
    private static final String BIRTH = "ein Geburtsdatum JJJJMMTT, JJJJMM00, JJJJ0000 oder 00000000";
    private static final String BIRTH_EN = "a date of birth YYYYMMDD, YYYYMM00, YYYY0000 or 00000000";
    private static final String SITE = "eine BSNR: neun Ziffern, die mit der Nummer einer KV beginnen";
    private static final String SITE_EN = "a BSNR: nine digits that begin with the number of a KV region";
    private static final String PHYSICIAN = "eine LANR mit richtiger Prüfziffer";
    private static final String PHYSICIAN_EN = "a LANR with the right check digit";
    private static final String PSEUDO = "eine Pseudo-LANR: 555555 und drei Ziffern";
    private static final String PSEUDO_EN = "a pseudo LANR: 555555 and three digits";
    private static final String TEAM = "eine ASV-Teamnummer: 00, sechs Ziffern und die richtige Prüfziffer";
    private static final String TEAM_EN = "an ASV team number: 00, six digits and the right check digit";
    private static final String INSURED =
            "eine Versicherten-ID: ein Buchstabe, acht Ziffern und die richtige Prüfziffer";
    private static final String INSURED_EN = "an insured person ID: a letter, eight digits and the right check digit";
    private static final String APPROVAL = "eine KBV-Prüfnummer wie V/31/1512/24/aaa";
    private static final String APPROVAL_EN = "a KBV approval number such as V/31/1512/24/aaa";

    /** Contents that are a number range rather than a list of codes count here as well (E003, E010, E012). */
    static final List<FormatRule> LDT3 = List.of(
            new FormatRule("F001", "eine VKNR aus fünf Ziffern", "a VKNR of five digits", Shapes::fiveDigits, 4104),
            new FormatRule(
                    "F002",
                    DATE,
                    DATE_EN,
                    Shapes::date,
                    3131,
                    3132,
                    3133,
                    3424,
                    3425,
                    3471,
                    4109,
                    4110,
                    4133,
                    7278,
                    7351,
                    7922),
            new FormatRule("F003", BIRTH, BIRTH_EN, Shapes::birthDate, 3103),
            new FormatRule("F004", "ein ICD-Code wie E11.90", "an ICD code such as E11.90", Shapes::diagnosis, 6001),
            new FormatRule(
                    "F005",
                    "eine Schwangerschaftsdauer WWT: Wochen und Tag 0 bis 6",
                    "a length of pregnancy WWD: weeks and day 0 to 6",
                    Shapes::weeksAndDay,
                    8511),
            new FormatRule("F006", "eine Dauer hhmm", "a period hhmm", Shapes::duration, 8522),
            new FormatRule("F007", "eine Version wie LDT3.2.20", "a version such as LDT3.2.20", Shapes::version, 1),
            new FormatRule("F010", SITE, SITE_EN, CheckDigits::site, 201, 4217),
            new FormatRule("F011", PHYSICIAN, PHYSICIAN_EN, CheckDigits::physician, 212, 4241),
            new FormatRule("F012", APPROVAL, APPROVAL_EN, CheckDigits::approval, 105),
            new FormatRule("F013", INSURED, INSURED_EN, CheckDigits::insured, 3119),
            new FormatRule("F014", TEAM, TEAM_EN, CheckDigits::team, 222, 4225),
            new FormatRule(
                    "F016", "eine Uhrzeit HHmmss oder HHmmssSSS", "a time HHmmss or HHmmssSSS", Shapes::time, 7279),
            new FormatRule("F017", "eine Jahreszahl", "a year", Shapes::fourDigits, 7375),
            new FormatRule("F018", PARTIAL, PARTIAL_EN, Shapes::partialDate, 7297, 7338, 8512),
            new FormatRule(
                    "F020",
                    "eine PZN mit richtiger Prüfziffer",
                    "a PZN with the right check digit",
                    CheckDigits::medicine,
                    6206),
            new FormatRule("F022", PSEUDO, PSEUDO_EN, CheckDigits::hospitalPhysician, 223, 4248),
            new FormatRule(
                    "F023",
                    "ein Zeitraum in Monaten wie 3 oder 3-6",
                    "a period in months such as 3 or 3-6",
                    Shapes::months,
                    3321),
            new FormatRule(
                    "F024",
                    "ein HPV-Typ oder eine Gruppe wie G1:31/33",
                    "an HPV type or a group such as G1:31/33",
                    Shapes::hpvTypes,
                    7402,
                    7404),
            new FormatRule(
                    "E003",
                    "ein Multiplikator von 002 bis 999",
                    "a multiplier from 002 to 999",
                    content -> content.length() == 3 && Shapes.digits(content) && Shapes.number(content, 0, 3) >= 2,
                    5005),
            new FormatRule(
                    "E010",
                    "00",
                    "00",
                    content -> content.length() == 2 && Shapes.digits(content) && Shapes.number(content, 0, 2) == 0,
                    4122),
            new FormatRule(
                    "E012",
                    "eine Zahl größer als 0",
                    "a number above 0",
                    content -> Shapes.digits(content) && Shapes.number(content, 0, Math.min(9, content.length())) > 0,
                    8429));

    /** A number with 35 in front is judged by its own rule, F021, whose sentence says what 35 means. */
    static final FormatRule HOSPITAL_SITE = new FormatRule(
            "F021",
            "eine BSNR der ambulanten Behandlung im Krankenhaus: 35, Nummer einer KV, fünf Ziffern",
            "a BSNR of outpatient treatment in a hospital: 35, number of a KV region, five digits",
            CheckDigits::site);

    static final List<FormatRule> LDT2 = LdtTwo.rules(Shapes::date, Shapes::birthDate, DATE, DATE_EN, BIRTH, BIRTH_EN);

    /** Files before 2001 write the day first. */
    static final List<FormatRule> LDT1 = LdtTwo.rules(
            Shapes::dayFirstDate,
            Shapes::dayFirstBirthDate,
            "ein Datum TTMMJJJJ, das es gibt",
            "an existing date DDMMYYYY",
            "ein Geburtsdatum TTMMJJJJ",
            "a date of birth DDMMYYYY");

    private FormatRules() {}

    private static final class LdtTwo {
        private LdtTwo() {}

        static List<FormatRule> rules(
                Shapes.Shape date, Shapes.Shape birth, String day, String dayEn, String born, String bornEn) {
            return List.of(
                    new FormatRule("BAS-DATE", day, dayEn, date, 4109, 4110, 4133, 8301, 8302, 8432, 8512, 9103),
                    new FormatRule("BAS-DATE", born, bornEn, birth, 3103),
                    new FormatRule("R005", "eine Uhrzeit HHmm", "a time HHmm", Shapes::hourAndMinute, 8303, 8433),
                    new FormatRule("R049", SITE, SITE_EN, CheckDigits::site, 201),
                    new FormatRule("R061", SITE, SITE_EN, CheckDigits::site, 4217, 4218),
                    new FormatRule("R050", PHYSICIAN, PHYSICIAN_EN, CheckDigits::physician, 212, 4241, 4242),
                    new FormatRule("BAS-LANR", PSEUDO, PSEUDO_EN, CheckDigits::hospitalPhysician, 223, 4248, 4249),
                    new FormatRule("R054", INSURED, INSURED_EN, CheckDigits::insured, 3119),
                    new FormatRule("R059", TEAM, TEAM_EN, CheckDigits::team, 222, 4225, 4226),
                    new FormatRule("BAS-PRUEF", APPROVAL, APPROVAL_EN, CheckDigits::approval, 101));
        }
    }
}
