package health.careloop.demo;

/** Somebody invented. */
record Person(String number, String family, String given, String birthDate, String sex) {
    static final Person ERIKA = new Person("4711", "Beispiel", "Erika", "19680214", "W");
    static final Person JOERG = new Person("4712", "Mußterfeld", "Jörg", "19550903", "M");
    static final Person AYLA = new Person("4713", "Probst-Öztest", "Ayla", "19910530", "W");
    static final Person HEINZ = new Person("4714", "Versuchsmann", "Heinz", "19440122", "M");
    static final Person LUISE = new Person("4715", "Übung", "Luise", "20150811", "W");
}
